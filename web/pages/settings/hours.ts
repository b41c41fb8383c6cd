import type { DaySpans, WeekHours } from './queries.ts'

export const WEEK = [1, 2, 3, 4, 5, 6, 7] as const

const clock = (text: string): string | null => {
  const parts = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim())
  if (!parts || Number(parts[1]) > 24 || Number(parts[2] ?? 0) > 59) return null
  return `${parts[1]!.padStart(2, '0')}:${parts[2] ?? '00'}`
}

/** '8-12, 13:30-17' as spans of a day; empty is a free day, null cannot be read. The server checks their order. */
export function readSpans(text: string): DaySpans | null {
  if (text.trim() === '') return []
  const spans: DaySpans = []
  for (const part of text.split(/[,;]/)) {
    const [from, to, ...more] = part.split(/[-–]/).map(clock)
    if (!from || !to || more.length > 0 || from >= to) return null
    spans.push({ from, to })
  }
  return spans.every((span, i) => i === 0 || spans[i - 1]!.to <= span.from) ? spans : null
}

export const writeSpans = (spans: DaySpans): string => spans.map(({ from, to }) => `${from}–${to}`).join(', ')

export const weekOf = (texts: Record<string, string>): WeekHours | null => {
  const days = WEEK.map((day) => [day, readSpans(texts[day] ?? '')] as const)
  return days.some(([, spans]) => spans === null) ? null : (Object.fromEntries(days) as unknown as WeekHours)
}
