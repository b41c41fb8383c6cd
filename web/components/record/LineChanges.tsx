import { decimalText } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import type { Entry } from './queries.ts'
import css from './RecordTimeline.module.css'

interface Line {
  id: string
  name: string
  quantity: string
  unit: string
  unitPrice: string
  discountPercent: string | null
}

const MOST = 6

/** The lines of a deal that came, went or are another way now. */
export function LineChanges({ entry }: { entry: Entry }) {
  const t = useT()
  const change = entry.changes.find(({ field }) => field === 'lines')
  if (!change) return null
  const from = change.from as Line[]
  const to = change.to as Line[]
  const words = (line: Line) =>
    t('record.line', {
      name: line.name,
      unit: line.unit,
      quantity: decimalText(line.quantity),
      price: `${decimalText(line.unitPrice, 2)}${line.discountPercent ? ` −${decimalText(line.discountPercent)}%` : ''}`,
    })
  const was = new Map(from.map((line) => [line.id, line]))
  const is = new Set(to.map(({ id }) => id))
  const told = [
    ...to.map((line) => ({ line, mark: was.has(line.id) ? '→' : '+', before: was.get(line.id) })),
    ...from.filter(({ id }) => !is.has(id)).map((line) => ({ line, mark: '−', before: undefined })),
  ]
  if (told.length === 0) return null
  return (
    <ul className={css.lines}>
      {told.slice(0, MOST).map(({ line, mark, before }) => (
        <li key={line.id}>
          {before && <span className="ink-3">{words(before)} </span>}
          {mark} {words(line)}
        </li>
      ))}
      {told.length > MOST && <li className="ink-3">{t('record.line.more', { count: told.length - MOST })}</li>}
    </ul>
  )
}
