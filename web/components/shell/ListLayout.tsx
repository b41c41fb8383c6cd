import type { ReactNode } from 'react'
import css from './ListLayout.module.css'

type Props = {
  /** Filters and saved views, on the left. */
  filters?: ReactNode
  /** What the list comes to: a count, a sum, chips of what needs care. */
  summary?: ReactNode
  /** The table or the board, which scrolls. */
  children: ReactNode
}

export function ListLayout({ filters, summary, children }: Props) {
  return (
    <>
      {(filters || summary) && (
        <div className={css.bar}>
          <div className={css.filters}>{filters}</div>
          {summary && <div className={css.summary}>{summary}</div>}
        </div>
      )}
      {children}
    </>
  )
}
