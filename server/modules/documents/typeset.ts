import { join } from 'node:path'
import { folder, type Limits, makeApart } from './apart.ts'

export interface Sheet {
  source: string
  /** Pictures by the paths the source names them by. */
  images?: { path: string; bytes: Buffer }[]
}

interface Order {
  source: string
  format: 'pdf' | 'svg'
  /** Seconds since 1970. */
  at: number
  images: { path: string; base64: string }[]
}

interface Answer {
  pages: number
  pdf?: string
  svg?: string
}

const LIMITS: Limits = { seconds: 10, megabytes: 512, waiting: 50 }

/** Turns sources into pages, one after the other, in a process of its own. */
export function makeTypesetter(limits: Limits = LIMITS) {
  const { ask, stop } = makeApart<Order, Answer>(
    'typesetter.mjs',
    [join(folder, 'fonts'), join(folder, 'nowhere')],
    limits,
  )
  const drawn = (sheet: Sheet, format: 'pdf' | 'svg', at: Date): Promise<Answer> =>
    ask({
      source: sheet.source,
      format,
      at: Math.floor(at.getTime() / 1000),
      images: (sheet.images ?? []).map(({ path, bytes }) => ({ path, base64: bytes.toString('base64') })),
    })
  return {
    /** PDF/A-2a, tagged; `at` is the moment it says it was made. */
    async pdf(sheet: Sheet, at: Date): Promise<{ pages: number; pdf: Buffer }> {
      const { pages, pdf = '' } = await drawn(sheet, 'pdf', at)
      return { pages, pdf: Buffer.from(pdf, 'base64') }
    },
    /** All pages below one another in one drawing. */
    async svg(sheet: Sheet, at: Date): Promise<{ pages: number; svg: string }> {
      const { pages, svg = '' } = await drawn(sheet, 'svg', at)
      return { pages, svg }
    },
    stop,
  }
}

export const typesetter = makeTypesetter()
