import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useT, withWords } from '../../i18n/words.ts'
import css from './CallPopups.module.css'
import { nowQuery } from './queries.ts'

// With it comes the reading of telephone numbers, which waits for the first call.
const CallCard = lazy(withWords(() => import('./CallCard.tsx')))

/** What rings at one's own telephone, over whatever page is open. It stays after the end until it is closed: the note is often written then. */
export default function CallPopups() {
  const t = useT()
  const { data: now } = useQuery(nowQuery)
  const [kept, setKept] = useState<string[]>([])
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const items = now?.items
  useEffect(() => {
    if (items) setKept((ids) => [...ids, ...items.map(({ id }) => id).filter((id) => !ids.includes(id))])
  }, [items])
  const shown = kept.filter((id) => !closed.has(id)).slice(-3)
  if (shown.length === 0) return null
  return (
    <section className={css.calls} aria-label={t('calls.now')}>
      <Suspense>
        {shown.map((id) => (
          <CallCard key={id} id={id} onClose={() => setClosed((ids) => new Set([...ids, id]))} />
        ))}
      </Suspense>
    </section>
  )
}
