import type { Locale } from '../../../pure/texts/format.ts'
import { say } from '../../core/problems.ts'
import type { ProcessFigures } from './schema.ts'

/** The parts of the figures of a process, as they stand below one another. */
export const PARTS = ['numbers', 'times', 'steps', 'ways', 'people'] as const
export type Part = (typeof PARTS)[number]

interface Counted {
  /** Cases; of a step the passes, of a person the tasks. */
  count: number
  /** Minutes; null where there is none. */
  median: number | null
  p90: number | null
  total: number | null
  late: number | null
}

export interface ProcessRow {
  part: Part
  key: string
  name: string
  now: Counted
  before: Counted | null
}

type Figures = NonNullable<ProcessFigures['before']>

const NOTHING: Counted = { count: 0, median: null, p90: null, total: null, late: null }

/** Every number of the figures of a process by its row, beside what it was in the days they are compared with. */
export function processRows(view: ProcessFigures, locale: Locale): ProcessRow[] {
  const now = rowsOf(view, locale)
  const before = view.before && new Map(rowsOf(view.before, locale).map((row) => [`${row.part}/${row.key}`, row.now]))
  return now.map((row) => ({
    ...row,
    before: before ? (before.get(`${row.part}/${row.key}`) ?? NOTHING) : null,
  }))
}

function rowsOf(figures: Figures, locale: Locale): Omit<ProcessRow, 'before'>[] {
  const word = (code: string) => say(locale, `figures.process.${code}`)
  const numbers = {
    begun: figures.begun,
    ended: figures.ended,
    inTime: figures.inTime,
    past: figures.dated - figures.inTime,
  }
  return [
    ...Object.entries(numbers).map(([key, count]) => ({
      ...{ part: 'numbers' as const, key, name: word(key) },
      now: { ...NOTHING, count },
    })),
    ...figures.times.map(({ of, cases, ...times }) => ({
      ...{ part: 'times' as const, key: of, name: word(of) },
      now: { ...NOTHING, count: cases, ...times },
    })),
    ...figures.steps.map(({ element, stays, median, total }) => ({
      ...{ part: 'steps' as const, key: element.id, name: element.name[locale] },
      now: { ...NOTHING, count: stays, median, total },
    })),
    ...figures.ways.map(({ key, elements, cases, median }) => ({
      ...{ part: 'ways' as const, key, name: wayOf(elements.map(({ name }) => name[locale])) || word('nothingDone') },
      now: { ...NOTHING, count: cases, median },
    })),
    ...figures.people.map(({ id, name, tasks, median, late }) => ({
      ...{ part: 'people' as const, key: id ?? 'none', name: name ?? word('nobody') },
      now: { ...NOTHING, count: tasks, median, late },
    })),
  ]
}

/** 'Check → Send ×2 → Close': one that came several times in a row stands once. */
function wayOf(names: string[]): string {
  const runs: { name: string; times: number }[] = []
  for (const name of names) {
    const last = runs.at(-1)
    if (last?.name === name) last.times += 1
    else runs.push({ name, times: 1 })
  }
  return runs.map(({ name, times }) => (times > 1 ? `${name} ×${times}` : name)).join(' → ')
}
