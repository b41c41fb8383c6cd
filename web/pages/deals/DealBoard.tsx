import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMinute } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { shortTaskTitle } from '../../i18n/task-title.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Kanban } from '../../ui/Kanban.tsx'
import { KanbanCard } from '../../ui/KanbanCard.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { fieldName } from './DealFieldInput.tsx'
import { boardQuery, type Deal, type DealFilters, type PipelineStage } from './queries.ts'
import { useStageMoves } from './use-stage-moves.tsx'

const COLUMN = 30
const LONGEST_COLUMN = 100
const DAY_MS = 24 * 3_600_000
type Item = Deal & { columnId: string }

/** Open deals by stage: how much lies where, what rests too long, what has no next step. */
export function DealBoard(props: { pipeline: string; filters: DealFilters; onList: () => void }) {
  const t = useT()
  const go = useGo()
  const locale = useLocale()
  const format = useFormat()
  const money = useMoney()
  const minute = useMinute()
  const { user } = useMe()
  const moves = useStageMoves()
  const [limit, setLimit] = useState(COLUMN)
  const query = useQuery(boardQuery(props.pipeline, props.filters, user.id, limit))
  const board = query.data
  if (!board) {
    return query.isError ? (
      <Failed error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div style={{ padding: '0 var(--gutter)' }}>
        <Skeleton rows={12} />
      </div>
    )
  }
  const items = board.columns.flatMap(({ stage, cards }) =>
    cards.map((deal): Item => ({ ...deal, columnId: stage.id })),
  )
  /** What the stage asks of deals that come, and of those that go on. */
  const asksOf = (stage: PipelineStage) =>
    [
      stage.requiredFields.length > 0 && t('deals.asks', { fields: stage.requiredFields.map(fieldName).join(', ') }),
      stage.checklist.length > 0 && t('deals.asks.checks', { count: stage.checklist.length }),
    ]
      .filter(Boolean)
      .join(' · ')
  const stageOf = (id: string) => board.columns.find(({ stage }) => stage.id === id)?.stage
  const nameOf = (id: string) => board.columns.find(({ stage }) => stage.id === id)?.stage.name[locale] ?? ''
  if (items.length === 0 && !props.filters.q && !props.filters.owner) return <EmptyState>{t('deals.empty')}</EmptyState>
  return (
    <>
      <Kanban
        label={t('shell.nav.deals')}
        columns={board.columns.map(({ stage, count, sum, unconverted, cards }) => {
          const hidden = count - cards.length
          const left = sum - cards.reduce((total, deal) => total + (deal.amountBase ?? 0), 0)
          return {
            id: stage.id,
            title: stage.name[locale],
            count,
            sum: money(sum, board.currency),
            note: unconverted > 0 ? t('deals.unconverted', { count: unconverted }) : `${stage.probability}%`,
            asks: asksOf(stage),
            more: hidden > 0 ? { count: hidden, sum: money(left, board.currency) } : null,
          }
        })}
        items={items}
        card={(deal) => {
          const days = Math.floor((minute - Date.parse(deal.stageEnteredAt)) / DAY_MS)
          const limitDays = deal.stage.rottingDays
          const due = deal.nextTask?.dueAt
          const late = due ? Date.parse(due) < minute : false
          return (
            <KanbanCard
              title={deal.title}
              company={deal.company?.name ?? deal.contact?.name ?? ''}
              amount={deal.amount === null ? undefined : money(deal.amount, deal.currency)}
              rest={
                limitDays !== null && days >= limitDays
                  ? { words: t('deals.rests', { days }), status: days >= 2 * limitDays ? 'late' : 'soon' }
                  : null
              }
              next={
                deal.nextTask
                  ? {
                      kind: late ? 'late' : 'plain',
                      words: `${due ? `${format.near(due, { time: 'never' })}: ` : ''}${shortTaskTitle(deal.nextTask)}`,
                    }
                  : null
              }
              owner={deal.owner}
              wants={
                deal.missingFields.length + deal.openChecks > 0
                  ? {
                      count: deal.missingFields.length + deal.openChecks,
                      words: [
                        deal.missingFields.length > 0 &&
                          t('deals.missing', { fields: deal.missingFields.map(fieldName).join(', ') }),
                        deal.openChecks > 0 && t('deals.openChecks', { count: deal.openChecks }),
                      ]
                        .filter(Boolean)
                        .join('; '),
                    }
                  : null
              }
            />
          )
        }}
        hint={(_, columnId) => {
          const stage = stageOf(columnId)
          return [t('deals.hint', { stage: nameOf(columnId) }), stage && asksOf(stage)].filter(Boolean).join('. ')
        }}
        sumChange={(deal) => (deal.amountBase ? `+ ${money(deal.amountBase, board.currency)}` : null)}
        onMove={(deal, to) => {
          if (to !== deal.stage.id) void moves.move(deal, to, nameOf(to))
        }}
        onOpen={(deal) => go(paths.deal(deal.id))}
        onMore={() => (limit < LONGEST_COLUMN ? setLimit(Math.min(LONGEST_COLUMN, limit + COLUMN)) : props.onList())}
      />
      {moves.dialog}
    </>
  )
}
