import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useMinute } from '../../api/clock.ts'
import { toCallBackQuery } from '../../components/calls/queries.ts'
import { Page } from '../../components/shell/Page.tsx'
import { Claims } from '../../components/work/Claims.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useT, withWords } from '../../i18n/words.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { dueQuery } from '../tickets/queries.ts'
import { Mentions } from './Mentions.tsx'
import { myDayQuery } from './queries.ts'
import { Tasks } from './Tasks.tsx'
import { Waiting } from './Waiting.tsx'
import { WithoutStep } from './WithoutStep.tsx'

// With it comes the reading of telephone numbers.
const CallBacks = lazy(withWords(() => import('./CallBacks.tsx')))
const Tickets = lazy(withWords(() => import('./Tickets.tsx')))

export default function MyDayPage() {
  const t = useT()
  const format = useFormat()
  const now = new Date(useMinute()).toISOString()
  const { data: day, error, refetch } = useQuery(myDayQuery)
  const { data: calls = [] } = useQuery(toCallBackQuery)
  const { data: tickets = [] } = useQuery(dueQuery)
  const page = {
    title: t('shell.nav.myDay'),
    beside: (
      <span className="nums">
        {format.longDate(now)}, {format.time(now)}
      </span>
    ),
  }
  if (!day) {
    return (
      <Page {...page}>{error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}</Page>
    )
  }
  const quiet = [...day.dealsWithoutStep, ...day.leadsWithoutStep]
  const hasAside = Boolean(
    calls.length || tickets.length || day.waiting?.length || quiet.length || day.mentions?.length,
  )
  return (
    <Page
      {...page}
      aside={
        hasAside && (
          <>
            {calls.length > 0 && (
              <Suspense>
                <CallBacks calls={calls} />
              </Suspense>
            )}
            {tickets.length > 0 && (
              <Suspense>
                <Tickets tickets={tickets} />
              </Suspense>
            )}
            <Waiting waiting={day.waiting ?? []} />
            <WithoutStep deals={day.dealsWithoutStep} leads={day.leadsWithoutStep} />
            <Mentions mentions={day.mentions ?? []} />
          </>
        )
      }
    >
      <Claims claims={day.claims} tellsThen={day.tellsThen} />
      <Tasks day={day} />
    </Page>
  )
}
