const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const MOST_SIDE = 4000

/** What a picture is by its own first bytes; null for anything but a PNG or JPEG, and for one larger than any paper needs. */
export function pictureType(bytes: Buffer): 'image/png' | 'image/jpeg' | null {
  if (PNG.every((byte, at) => bytes[at] === byte) && bytes.length >= 24) {
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
    return within(width, height) ? 'image/png' : null
  }
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  const size = sizeOfJpeg(bytes)
  return size && within(size.width, size.height) ? 'image/jpeg' : null
}

const within = (width: number, height: number): boolean =>
  width > 0 && height > 0 && width <= MOST_SIDE && height <= MOST_SIDE

/** From the first frame header (ITU T.81, B.2.2). */
function sizeOfJpeg(bytes: Buffer): { width: number; height: number } | null {
  let at = 2
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1]!
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}
