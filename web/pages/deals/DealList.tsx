import { useInfiniteQuery } from '@tanstack/react-query'
import { useMinute } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { KindList } from '../../components/lists/KindList.tsx'
import type { Drawn } from '../../components/lists/use-columns.tsx'
import { useList } from '../../components/lists/use-list.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { shortTaskTitle } from '../../i18n/task-title.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { type Deal, dealsQuery, usualDeals } from './queries.ts'

export function DealMark({ deal }: { deal: Deal }) {
  const t = useT()
  const locale = useLocale()
  if (deal.status === 'won') return <Chip tone="grn">{t('deals.status.won')}</Chip>
  if (deal.status === 'lost') return <Chip>{t('deals.status.lost')}</Chip>
  return deal.stage.name[locale]
}

const USUAL = { sort: '-createdAt', filter: usualDeals }

export function DealList() {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  const minute = useMinute()
  const { user } = useMe()
  const list = useList('deal', USUAL)
  const query = useInfiniteQuery(dealsQuery(list, user.id))
  const next = (deal: Deal) => {
    if (deal.status !== 'open') return deal.closedAt ? format.short(deal.closedAt) : ''
    if (!deal.nextTask) return <StatusMark status="no_step">{t('ui.noStep')}</StatusMark>
    const { dueAt } = deal.nextTask
    const words = `${dueAt ? `${format.near(dueAt, { time: 'never' })}: ` : ''}${shortTaskTitle(deal.nextTask)}`
    if (!dueAt || Date.parse(dueAt) >= minute) return words
    return (
      <StatusMark status="late">
        <span className="cut">{words}</span>
      </StatusMark>
    )
  }
  const drawn: Drawn<Deal>[] = [
    {
      key: 'title',
      head: t('deals.title'),
      width: 'minmax(200px, 2fr)',
      cell: (deal) => (
        <GoTo to={paths.deal(deal.id)} className="w5 cut">
          {deal.title}
        </GoTo>
      ),
    },
    {
      key: 'client',
      head: t('leads.client'),
      width: 'minmax(140px, 1.4fr)',
      cell: (deal) => deal.company?.name ?? deal.contact?.name ?? '',
    },
    {
      key: 'stageId',
      head: t('deals.stage'),
      width: 'minmax(112px, 1fr)',
      sort: 'stageEnteredAt',
      cell: (deal) => <DealMark deal={deal} />,
    },
    { key: 'next', head: t('leads.column.next'), width: 'minmax(150px, 1.5fr)', cell: next },
    {
      key: 'amount',
      sort: 'amountBase',
      head: t('record.field.amount'),
      width: '128px',
      align: 'right',
      cell: (deal) => (deal.amount === null ? '' : money(deal.amount, deal.currency)),
    },
    {
      key: 'ownerId',
      head: t('record.field.ownerId'),
      width: 'minmax(112px, 1fr)',
      cell: (deal) =>
        deal.owner && (
          <span className="row">
            <Avatar id={deal.owner.id} name={deal.owner.name} />
            <span className="cut">{deal.owner.name}</span>
          </span>
        ),
    },
  ]
  return (
    <KindList
      label={t('shell.nav.deals')}
      list={list}
      search={t('deals.filter.q')}
      query={query}
      columns={drawn}
      pathOf={(deal) => paths.deal(deal.id)}
      cardHeight={84}
      card={(deal) => (
        <>
          <span className="w5 cut">{deal.title}</span>
          <span className="apart t-s ink-2">
            <span className="cut">{deal.company?.name ?? deal.contact?.name ?? ''}</span>
            {deal.amount !== null && <span className="w5 nowrap nums">{money(deal.amount, deal.currency)}</span>}
          </span>
          <span className="apart t-s ink-2">
            <span className="row">
              <span className="nowrap">
                <DealMark deal={deal} />
              </span>
              <span className="cut">{next(deal)}</span>
            </span>
            {deal.owner && <Avatar id={deal.owner.id} name={deal.owner.name} named />}
          </span>
        </>
      )}
      empty={<EmptyState>{t(list.changed || list.q ? 'deals.nothingFound' : 'deals.empty')}</EmptyState>}
    />
  )
}
