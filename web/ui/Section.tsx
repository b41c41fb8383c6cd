import { type ReactNode, useId } from 'react'
import { cx } from './cx.ts'
import css from './Section.module.css'

type Props = {
  title: ReactNode
  /** How many; '40+' where the rest is not counted. */
  count?: number | string
  /** Right end of the heading: tabs, a note, one small button. */
  end?: ReactNode
  children: ReactNode
  className?: string
}

export function Section({ title, count, end, children, className }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={cx(css.section, className)}>
      <div className={css.head}>
        <h2 id={id}>{title}</h2>
        {count !== undefined && <span className={css.count}>{count}</span>}
        {end && <div className={css.end}>{end}</div>}
      </div>
      {children}
    </section>
  )
}
