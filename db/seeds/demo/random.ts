/** Numbers between 0 and 1 that are the same at each seeding (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const NIP_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7]

/** A NIP with a right check digit under the prefix 999, which no tax office has: it is nobody's. */
export function inventedNip(random: () => number): string {
  for (;;) {
    const digits = `999${String(Math.floor(random() * 1_000_000)).padStart(6, '0')}`
    const check = NIP_WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11
    if (check < 10) return `${digits}${check}`
  }
}

const MOBILE = ['501', '512', '533', '601', '604', '662', '691', '728', '784', '884']

/** A Polish mobile number. */
export function inventedPhone(random: () => number): string {
  const prefix = MOBILE[Math.floor(random() * MOBILE.length)]!
  return `+48${prefix}${String(Math.floor(random() * 1_000_000)).padStart(6, '0')}`
}
