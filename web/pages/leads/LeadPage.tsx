import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useMinute } from '../../api/clock.ts'
import { RecordDocuments } from '../../components/documents/RecordDocuments.tsx'
import { RecordProcesses } from '../../components/record/RecordProcesses.tsx'
import { RecordTasks } from '../../components/record/RecordTasks.tsx'
import { RecordTimeline } from '../../components/record/RecordTimeline.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { RecordLayout } from '../../components/shell/RecordLayout.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useT, wordsOf } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Stage, StageBar } from '../../ui/StageBar.tsx'
import { useLeadActions } from './actions.ts'
import { LeadActions } from './LeadActions.tsx'
import { type Asking, LeadDialogs } from './LeadDialogs.tsx'
import { LeadPeople } from './LeadPeople.tsx'
import { LeadWho } from './LeadWho.tsx'
import { type LeadWithRights, leadQuery } from './queries.ts'

export default function LeadPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: lead, error, refetch } = useQuery(leadQuery(id))
  const breadcrumbs = [{ label: t('shell.nav.leads'), to: paths.leads }]
  if (!lead) {
    return (
      <Page title={t('leads.one')} breadcrumbs={breadcrumbs}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  // Another lead is another page: what is half written belongs to this one.
  return <Known key={lead.id} lead={lead} breadcrumbs={breadcrumbs} />
}

function Known({ lead, breadcrumbs }: { lead: LeadWithRights; breadcrumbs: { label: string; to: string }[] }) {
  const t = useT()
  const [asking, setAsking] = useState<Asking>(null)
  const actions = useLeadActions()
  const stages = useStages(lead)
  const may = (action: string) => lead.may.includes(action)
  const choose = (stage: Stage) => {
    if (stage.id === 'end' && may('convert')) setAsking({ what: 'convert', lead })
    if (stage.id === 'processing' && lead.status === 'new') actions.accept(lead)
  }
  const open = lead.status === 'new' || lead.status === 'processing' || lead.status === 'waiting'
  const choosable = open && may('convert') && (lead.status !== 'new' || may('accept'))
  return (
    <Page
      bare
      title={lead.title}
      breadcrumbs={breadcrumbs}
      beside={<Chip>{t('leads.number', { number: lead.number })}</Chip>}
      actions={<LeadActions lead={lead} onAsk={(what) => setAsking({ what, lead })} />}
      bar={<StageBar stages={stages} onChoose={choosable ? choose : undefined} />}
    >
      <RecordLayout
        start={lead.status === 'new' ? 'who' : 'history'}
        names={{ who: t('leads.part.who'), history: t('leads.part.history'), side: t('leads.part.side') }}
        who={<LeadWho lead={lead} />}
        side={
          <>
            <RecordProcesses kind="lead" id={lead.id} />
            <RecordDocuments kind="lead" id={lead.id} editable={lead.may.includes('update')} />
            <RecordTasks kind="lead" id={lead.id} closed={!open} />
            <LeadPeople lead={lead} />
          </>
        }
      >
        <RecordTimeline kind="lead" id={lead.id} />
      </RecordLayout>
      <LeadDialogs asking={asking} onClose={() => setAsking(null)} />
    </Page>
  )
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** New, handled or waiting, closed: with how long each took. */
function useStages(lead: LeadWithRights): Stage[] {
  const t = useT()
  const format = useFormat()
  const minute = useMinute()
  const lasted = (from: string, to: number) => {
    const millis = Math.max(0, to - Date.parse(from))
    if (millis < HOUR_MS) return t('leads.lasted.minutes', { count: Math.max(1, Math.round(millis / MINUTE_MS)) })
    if (millis < DAY_MS) return t('leads.lasted.hours', { count: Math.round(millis / HOUR_MS) })
    return t('leads.lasted.days', { count: Math.round(millis / DAY_MS) })
  }
  const begun = lead.acceptedAt ?? lead.createdAt
  const closed = lead.status === 'converted' || lead.status === 'rejected'
  const handled = closed || lead.status === 'processing' || lead.status === 'waiting'
  const waits = lead.status === 'waiting'
  return [
    {
      id: 'new',
      name: t('leads.status.new'),
      state: lead.status === 'new' ? 'now' : 'done',
      note: lasted(
        lead.createdAt,
        lead.acceptedAt ? Date.parse(lead.acceptedAt) : handled ? Date.parse(begun) : minute,
      ),
    },
    {
      id: 'processing',
      name: t(waits ? 'leads.status.waiting' : 'leads.status.processing'),
      state: closed ? 'done' : handled ? 'now' : 'coming',
      note: waits
        ? lead.waitingUntil
          ? t('leads.stage.until', { when: format.near(lead.waitingUntil, { time: 'never' }) })
          : undefined
        : closed && lead.closedAt
          ? lasted(begun, Date.parse(lead.closedAt))
          : handled
            ? t('leads.stage.day', { day: Math.max(0, Math.floor((minute - Date.parse(begun)) / DAY_MS)) + 1 })
            : undefined,
    },
    {
      id: 'end',
      name:
        lead.status === 'converted'
          ? t('leads.status.converted')
          : lead.status === 'rejected'
            ? t('leads.status.rejectedFor', { reason: wordsOf(`reject.${lead.rejectedReason}`) ?? '' })
            : t('leads.stage.end'),
      state: closed ? 'now' : 'coming',
      note: lead.closedAt ? format.short(lead.closedAt) : undefined,
    },
  ]
}
