import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMinute } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { registryQuery } from '../../components/fields/queries.ts'
import type { PipelineStage } from '../../components/stages/types.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { shortTaskTitle } from '../../i18n/task-title.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Failed } from '../../ui/Failed.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Kanban } from '../../ui/Kanban.tsx'
import { KanbanCard } from '../../ui/KanbanCard.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { stageFields, useRecordMoves } from './actions.tsx'
import { boardQuery, type Kind, type OwnRecord, type RecordFilters } from './queries.ts'

const COLUMN = 30
const LONGEST_COLUMN = 100
const DAY_MS = 24 * 3_600_000
type Item = OwnRecord & { columnId: string }

/** Records by stage: how much lies where, what rests too long, what is missing. */
export function RecordBoard(props: { kind: Kind; pipeline: string; filters: RecordFilters; onList: () => void }) {
  const t = useT()
  const go = useGo()
  const locale = useLocale()
  const format = useFormat()
  const money = useMoney()
  const minute = useMinute()
  const { user } = useMe()
  const { kind } = props
  const { data: registry = [] } = useQuery(registryQuery(kind.key))
  const moves = useRecordMoves(registry)
  const [limit, setLimit] = useState(COLUMN)
  const query = useQuery(boardQuery(kind.key, { pipeline: props.pipeline, filters: props.filters }, user.id, limit))
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
  const { name: fieldName } = stageFields(registry)
  const items = board.columns.flatMap(({ stage, cards }) =>
    cards.map((record): Item => ({ ...record, columnId: stage.id })),
  )
  const amountOf = (record: OwnRecord): number | null => {
    const amount = kind.sumField === null ? null : record.custom[kind.sumField]
    return typeof amount === 'number' ? amount : null
  }
  const sum = (amount: number | null) => (amount === null ? '' : money(amount, board.currency))
  /** What the stage asks of records that come, and of those that go on. */
  const asksOf = (stage: PipelineStage) =>
    [
      stage.requiredFields.length > 0 && t('deals.asks', { fields: stage.requiredFields.map(fieldName).join(', ') }),
      stage.checklist.length > 0 && t('deals.asks.checks', { count: stage.checklist.length }),
    ]
      .filter(Boolean)
      .join(' · ')
  const stageOf = (id: string) => board.columns.find(({ stage }) => stage.id === id)?.stage
  const nameOf = (id: string) => stageOf(id)?.name[locale] ?? ''
  return (
    <>
      <Kanban
        label={kind.plural[locale]}
        columns={board.columns.map(({ stage, count, sum: total, cards }) => {
          const hidden = count - cards.length
          const left = total === null ? null : total - cards.reduce((all, card) => all + (amountOf(card) ?? 0), 0)
          return {
            id: stage.id,
            title: stage.name[locale],
            count,
            ...(total === null ? {} : { sum: sum(total) }),
            ...(stage.final ? { note: t(`records.final.${stage.final}`) } : {}),
            asks: asksOf(stage),
            more: hidden > 0 ? { count: hidden, sum: sum(left) } : null,
          }
        })}
        items={items}
        card={(record) => {
          const days = Math.floor((minute - Date.parse(record.stageEnteredAt)) / DAY_MS)
          const limitDays = record.stage.rottingDays
          const due = record.nextTask?.dueAt
          const late = due ? Date.parse(due) < minute : false
          const wanting = record.missingFields.length + record.openChecks
          return (
            <KanbanCard
              title={record.title}
              company={record.number}
              amount={amountOf(record) === null ? undefined : sum(amountOf(record))}
              rest={
                limitDays !== null && days >= limitDays && !record.stage.final
                  ? { words: t('deals.rests', { days }), status: days >= 2 * limitDays ? 'late' : 'soon' }
                  : null
              }
              next={
                record.nextTask
                  ? {
                      kind: late ? 'late' : 'plain',
                      words: `${due ? `${format.near(due, { time: 'never' })}: ` : ''}${shortTaskTitle(record.nextTask)}`,
                    }
                  : undefined
              }
              owner={record.owner}
              wants={
                wanting > 0 && !record.stage.final
                  ? {
                      count: wanting,
                      words: [
                        record.missingFields.length > 0 &&
                          t('deals.missing', { fields: record.missingFields.map(fieldName).join(', ') }),
                        record.openChecks > 0 && t('deals.openChecks', { count: record.openChecks }),
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
        sumChange={(record) => (amountOf(record) ? `+ ${sum(amountOf(record))}` : null)}
        onMove={(record, to) => {
          if (to !== record.stage.id) void moves.move(record, to, nameOf(to))
        }}
        onOpen={(record) => go(paths.record(record.id))}
        onMore={() => (limit < LONGEST_COLUMN ? setLimit(Math.min(LONGEST_COLUMN, limit + COLUMN)) : props.onList())}
      />
      {moves.dialog}
    </>
  )
}
