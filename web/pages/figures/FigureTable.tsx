import { type FigureColumn, recordsOf, reportOf } from '../../../pure/figures.ts'
import { useT, type WordKey } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { WordButton } from '../../ui/WordButton.tsx'
import css from './figures.module.css'
import type { Asked, FigureReport, FigureRow, OfCell } from './queries.ts'
import { useFigureWords } from './words.ts'

const LISTS = { lead: paths.leads, deal: paths.deals, call: paths.calls, ticket: null }

type Props = { view: FigureReport; asked: Asked; onOpen: (cell: OfCell, title: string) => void }

/** Every number of a report. Each leads to the very records it counts: to their list, or to a dialog where no list can say it. */
export function FigureTable({ view, asked, onOpen }: Props) {
  const t = useT()
  const words = useFigureWords()
  const columns = reportOf(view.report)?.columns ?? []
  const total = { ...view.total, key: null, name: null, range: view.range }
  const line = (row: FigureRow, name: string, whole: boolean) => (
    <tr key={whole ? 'total' : (row.key ?? 'none')} className={whole ? css.total : undefined}>
      <th scope="row">{name}</th>
      {columns.map((column) => (
        <td key={column.key}>
          <Figure {...{ view, asked, column, row, whole, onOpen }} name={name} />
          {row.before && (row.before[column.key] || row.values[column.key]) ? (
            <span className={css.was}>
              {t('figures.was', { value: words.value(column.unit, row.before[column.key]) })}
            </span>
          ) : null}
        </td>
      ))}
    </tr>
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by keyboard too
    <section className={css.scroll} tabIndex={0} aria-label={t('figures.table')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t(`figure.by.${view.by}` as WordKey)}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {words.column(column.key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{view.rows.map((row) => line(row, words.row(view.by, row), false))}</tbody>
        <tfoot>{line(total, t('figure.total'), true)}</tfoot>
      </table>
    </section>
  )
}

type FigureProps = Props & { column: FigureColumn; row: FigureRow; whole: boolean; name: string }

function Figure({ view, asked, column, row, whole, name, onOpen }: FigureProps) {
  const t = useT()
  const words = useFigureWords()
  const value = row.values[column.key]
  const shown = words.value(column.unit, value)
  if (!value) return <span className={css.nought}>{shown}</span>
  const label = t('figures.open', { column: words.column(column.key), row: name, value: shown })
  const records = recordsOf(column, {
    range: row.range,
    within: view.within,
    ...whose('person', view, asked, row, whole),
    ...whose('department', view, asked, row, whole),
    ...(view.by === 'source' && !whole ? { source: row.key ?? '' } : {}),
    ...(view.by === 'customer' && !whole ? { customer: row.key ?? '' } : {}),
  })
  const list = records && view.by !== 'reason' && LISTS[records.kind]
  if (list) {
    const query = new URLSearchParams({
      ...(records.kind === 'deal' ? { view: 'list' } : {}),
      filter: JSON.stringify(records.filter),
    })
    return (
      <GoTo to={`${list}?${query}`} className={css.figure} aria-label={label}>
        {shown}
      </GoTo>
    )
  }
  const cell = { column: column.key, ...(whole ? {} : { row: row.key || 'none' }) }
  return (
    <WordButton
      className={css.figure}
      aria-label={label}
      onClick={() => onOpen(cell, `${words.column(column.key)}, ${name}`)}
    >
      {shown}
    </WordButton>
  )
}

/** Whose a cell is: the row's, or who the whole report is narrowed to. */
function whose(
  what: 'person' | 'department',
  view: FigureReport,
  asked: Asked,
  row: FigureRow,
  whole: boolean,
): { person?: string | null; department?: string | null } {
  if (view.by === what && !whole) return { [what]: row.key }
  const one = asked[what]
  return one ? { [what]: one === 'none' ? null : one } : {}
}
