import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LeadStatus } from '../../../pure/leads.ts'
import { useMinute } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { shortTaskTitle } from '../../i18n/task-title.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Failed } from '../../ui/Failed.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Kanban } from '../../ui/Kanban.tsx'
import { KanbanCard } from '../../ui/KanbanCard.tsx'
import { notify } from '../../ui/notify.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useLeadActions } from './actions.ts'
import { type Asking, LeadDialogs } from './LeadDialogs.tsx'
import { boardQuery, COLUMN, type Lead, type LeadFilters, LONGEST_COLUMN } from './queries.ts'
import { clientOf, isLate } from './words.tsx'

type Item = Lead & { columnId: LeadStatus }

/** Leads by status. Moving a card does what the status stands for, or asks for what it needs. */
export function LeadBoard({ filters, onList }: { filters: LeadFilters; onList: (status: string) => void }) {
  const t = useT()
  const go = useGo()
  const format = useFormat()
  const money = useMoney()
  const minute = useMinute()
  const { user } = useMe()
  const actions = useLeadActions()
  const [asking, setAsking] = useState<Asking>(null)
  const [limit, setLimit] = useState(COLUMN)
  const query = useQuery(boardQuery(filters, user, limit))

  if (!query.data) {
    return query.isError ? (
      <Failed error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div style={{ padding: '0 var(--gutter)' }}>
        <Skeleton rows={12} />
      </div>
    )
  }
  const sums = (list: { currency: string; sum: number }[]) =>
    list.map(({ sum, currency }) => money(sum, currency)).join(' + ')
  const columns = query.data
  const items = columns.flatMap((column) => column.items.map((lead): Item => ({ ...lead, columnId: column.status })))
  /** What the cards that are not loaded come to. */
  const rest = (column: (typeof columns)[number]) =>
    column.sums.flatMap(({ currency, sum }) => {
      const own = column.items.filter((lead) => lead.currency === currency)
      const left = sum - own.reduce((total, lead) => total + (lead.amount ?? 0), 0)
      return left > 0 ? [{ currency, sum: left }] : []
    })

  const move = (lead: Item, to: string) => {
    const refuse = (words: 'leads.move.converted' | 'leads.move.new' | 'leads.move.first') =>
      notify(`lead-${lead.id}`, t(words, { title: lead.title }))
    if (lead.status === 'converted') return refuse('leads.move.converted')
    if (to === 'new') return refuse('leads.move.new')
    if (lead.status === 'rejected') return to === 'processing' ? actions.reopen(lead) : refuse('leads.move.first')
    if (to === 'waiting') return setAsking({ what: 'putOff', lead })
    if (to === 'rejected') return setAsking({ what: 'reject', lead })
    if (to === 'converted') return setAsking({ what: 'convert', lead })
    if (lead.status === 'waiting') return actions.resume(lead)
    actions.accept(lead)
  }
  return (
    <>
      <Kanban
        label={t('shell.nav.leads')}
        columns={columns.map((column) => {
          const hidden = column.count - column.items.length
          return {
            id: column.status,
            title: t(`leads.status.${column.status}`),
            count: column.count,
            uncounted: column.more,
            sum: sums(column.sums) || undefined,
            more: hidden > 0 ? { count: hidden, sum: sums(rest(column)) } : null,
          }
        })}
        items={items}
        card={(lead) => {
          const due = lead.nextTask?.dueAt
          const late = isLate(lead, minute)
          const open = lead.status === 'processing' || lead.status === 'waiting'
          return (
            <KanbanCard
              title={lead.title}
              company={clientOf(lead)}
              amount={lead.amount === null ? undefined : money(lead.amount, lead.currency)}
              rest={null}
              next={
                lead.status === 'waiting' && lead.waitingUntil
                  ? {
                      words: t('leads.stage.until', { when: format.near(lead.waitingUntil, { time: 'never' }) }),
                      kind: 'plain',
                    }
                  : lead.nextTask
                    ? {
                        words: `${due ? `${format.near(due)}: ` : ''}${shortTaskTitle(lead.nextTask)}`,
                        kind: late ? 'late' : 'plain',
                      }
                    : lead.status === 'new'
                      ? { words: t('leads.card.waits', { when: format.short(lead.createdAt) }), kind: 'plain' }
                      : open
                        ? null
                        : { words: format.short(lead.closedAt ?? lead.updatedAt), kind: 'done' }
              }
              owner={lead.owner}
            />
          )
        }}
        hint={(lead, columnId) => t(hintOf(lead, columnId))}
        onMove={move}
        onOpen={(lead) => go(paths.lead(lead.id))}
        onMore={(columnId) =>
          limit < LONGEST_COLUMN ? setLimit(Math.min(LONGEST_COLUMN, limit + COLUMN)) : onList(columnId)
        }
      />
      <LeadDialogs asking={asking} onClose={() => setAsking(null)} />
    </>
  )
}

function hintOf(lead: Lead, to: string) {
  if (lead.status === 'converted') return 'leads.hint.converted'
  if (to === 'new') return 'leads.hint.new'
  if (lead.status === 'rejected') return to === 'processing' ? 'leads.hint.reopen' : 'leads.hint.first'
  if (to === 'waiting') return 'leads.hint.waiting'
  if (to === 'rejected') return 'leads.hint.rejected'
  if (to === 'converted') return 'leads.hint.convert'
  return lead.status === 'waiting' ? 'leads.hint.resume' : 'leads.hint.accept'
}
