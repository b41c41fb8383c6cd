import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './Tabs.module.css'

type Props<Key extends string> = {
  label: string
  /** null: none of them. */
  value: Key | null
  tabs: { key: Key; label: ReactNode }[]
  onChange: (key: Key) => void
  className?: string
}

/** Views of one list: pressed buttons rather than ARIA tabs, because nothing but the rows changes. */
export function Tabs<Key extends string>({ label, value, tabs, onChange, className }: Props<Key>) {
  return (
    <div className={cx(css.tabs, className)} role="group" aria-label={label}>
      {tabs.map((tab) => (
        <button key={tab.key} type="button" aria-pressed={tab.key === value} onClick={() => onChange(tab.key)}>
          {tab.label}
        </button>
      ))}
    </div>
  )
}
