import { open } from 'node:fs/promises'

export const MOST_FILE_BYTES = 10 * 1024 * 1024

/** What a visitor may send, by the end of its name, and how it begins where its kind can be told by that. */
const TYPES: Record<string, { type: string; begins?: string[] }> = {
  png: { type: 'image/png', begins: ['89504e470d0a1a0a'] },
  jpg: { type: 'image/jpeg', begins: ['ffd8ff'] },
  jpeg: { type: 'image/jpeg', begins: ['ffd8ff'] },
  gif: { type: 'image/gif', begins: ['474946383761', '474946383961'] },
  webp: { type: 'image/webp', begins: ['52494646'] },
  heic: { type: 'image/heic' },
  pdf: { type: 'application/pdf', begins: ['25504446'] },
  txt: { type: 'text/plain' },
  csv: { type: 'text/csv' },
  doc: { type: 'application/msword', begins: ['d0cf11e0'] },
  xls: { type: 'application/vnd.ms-excel', begins: ['d0cf11e0'] },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', begins: ['504b0304'] },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', begins: ['504b0304'] },
  odt: { type: 'application/vnd.oasis.opendocument.text', begins: ['504b0304'] },
  ods: { type: 'application/vnd.oasis.opendocument.spreadsheet', begins: ['504b0304'] },
}

export const ACCEPTED = Object.keys(TYPES).map((end) => `.${end}`)

/** What a file of that name is; null for what nobody takes from a stranger. */
export function typeOf(name: string): string | null {
  return TYPES[endOf(name)]?.type ?? null
}

/** Whether the file that lies there is what its name says. */
export async function isWhatItSays(name: string, path: string): Promise<boolean> {
  const { begins } = TYPES[endOf(name)] ?? {}
  if (!begins) return true
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0)
    const start = buffer.subarray(0, bytesRead).toString('hex')
    return begins.some((one) => start.startsWith(one))
  } finally {
    await file.close()
  }
}

const endOf = (name: string): string => /\.([a-z]{3,4})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
