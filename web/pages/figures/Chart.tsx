import { isGrain } from '../../../pure/figures.ts'
import { useT, type WordKey } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import css from './figures.module.css'
import type { FigureReport } from './queries.ts'
import { useFigureWords } from './words.ts'

/** More bars than these are read better in the table below. */
const MOST_BARS = 15
/** So many columns have room for their values. */
const MOST_VALUED = 16

type Props = { view: FigureReport; column: FigureReport['columns'][number] }

/**
 * One column of a report: bars with their values beside them, the compared ones hatched below, so that nothing is told by
 * colour. Time runs from left to right. The table says the same to whoever does not see it.
 */
export function Chart({ view, column }: Props) {
  const t = useT()
  const words = useFigureWords()
  const rows = isGrain(view.by) ? view.rows : view.rows.slice(0, MOST_BARS)
  const most = Math.max(...rows.flatMap((row) => [row.values[column.key] ?? 0, row.before?.[column.key] ?? 0]), 0)
  if (most === 0) return null
  const size = (value: number | null | undefined) => `${((value ?? 0) / most) * 100}%`
  const title = t('figures.chart', {
    column: words.column(column.key),
    by: t(`figure.by.${view.by}` as WordKey).toLowerCase(),
  })
  if (isGrain(view.by)) {
    const valued = rows.length <= MOST_VALUED
    const every = Math.ceil(rows.length / 12)
    return (
      <figure className={css.chart} aria-label={title}>
        <figcaption>{title}</figcaption>
        <div className={css.columns} aria-hidden>
          {rows.map((row, at) => (
            <div
              key={row.key}
              className={css.column}
              title={`${words.row(view.by, row)}: ${words.value(column.unit, row.values[column.key])}`}
            >
              {valued && <span className={css.above}>{words.value(column.unit, row.values[column.key])}</span>}
              <span className={css.pair}>
                {row.before?.[column.key] ? (
                  <span className={css.before} style={{ height: size(row.before[column.key]) }} />
                ) : null}
                <span className={css.now} style={{ height: size(row.values[column.key]) }} />
              </span>
              <span className={css.below}>{at % every === 0 ? shortOf(view.by, row.range.from) : ''}</span>
            </div>
          ))}
        </div>
        <Legend view={view} />
      </figure>
    )
  }
  return (
    <figure className={css.chart} aria-label={title}>
      <figcaption>{title}</figcaption>
      <div className={css.bars} aria-hidden>
        {rows.map((row) => (
          <div key={row.key ?? ''} className={css.bar}>
            <span className="cut">{words.row(view.by, row)}</span>
            <span className={css.track}>
              <span className={css.line}>
                {row.values[column.key] ? (
                  <span className={css.now} style={{ width: size(row.values[column.key]) }} />
                ) : null}
                <span className="nums">{words.value(column.unit, row.values[column.key])}</span>
              </span>
              {row.before && (
                <span className={cx(css.line, css.thin)}>
                  {row.before[column.key] ? (
                    <span className={css.before} style={{ width: size(row.before[column.key]) }} />
                  ) : null}
                  <span className="nums">{words.value(column.unit, row.before[column.key])}</span>
                </span>
              )}
            </span>
          </div>
        ))}
      </div>
      <Legend view={view} />
    </figure>
  )
}

const shortOf = (by: FigureReport['by'], date: string) => {
  const [year, month, day] = date.split('-') as [string, string, string]
  return by === 'month' ? `${month}.${year.slice(2)}` : `${day}.${month}`
}

function Legend({ view }: { view: FigureReport }) {
  const t = useT()
  const words = useFigureWords()
  if (!view.compared) return null
  const days = (range: { from: string; to: string }) => words.row('week', { key: null, name: null, range })
  return (
    <p className={css.legend}>
      <span className={css.swatch} data-of="now" aria-hidden /> {days(view.range)}
      <span className={css.swatch} data-of="before" aria-hidden /> {days(view.compared)} ({t('figure.before')})
    </p>
  )
}
