import { useEffect, useState } from 'react'
import { useT } from '../i18n/words.ts'
import css from './Skeleton.module.css'

/** Still grey lines where rows will be; only after 300 ms, because most answers are faster. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const t = useT()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-label={t('ui.loading')}>
      {shown &&
        Array.from({ length: rows }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
          <div key={at} className={css.line}>
            <span />
          </div>
        ))}
    </div>
  )
}
