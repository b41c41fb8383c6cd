import type { ReactNode } from 'react'
import css from './EmptyState.module.css'

/** Stands where the first row would: one sentence, one button, one link at most. */
export function EmptyState({ children, action, link }: { children: ReactNode; action?: ReactNode; link?: ReactNode }) {
  return (
    <div className={css.empty}>
      <p>{children}</p>
      {(action || link) && (
        <div className={css.actions}>
          {action}
          {link}
        </div>
      )}
    </div>
  )
}
