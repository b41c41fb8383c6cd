import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useMinute } from '../../api/clock.ts'
import { useLive } from '../../api/live.ts'
import { problemOfError } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { KindList } from '../../components/lists/KindList.tsx'
import type { Drawn } from '../../components/lists/use-columns.tsx'
import { type List, useList } from '../../components/lists/use-list.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { sourceWords } from '../../i18n/source-words.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import css from './LeadsPage.module.css'
import { isDeep, type Lead, leadQuery, leadsQuery, usualLeads } from './queries.ts'
import { clientOf, isLate, LeadMark, NextStep } from './words.tsx'

const USUAL = { sort: '-createdAt', filter: usualLeads }

type Props = { onCreate?: () => void }

export function LeadList({ onCreate }: Props) {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  const minute = useMinute()
  const { user } = useMe()
  const list = useList('lead', USUAL)
  const query = useInfiniteQuery(leadsQuery(list, user))
  useMendedRows(list)
  const drawn: Drawn<Lead>[] = [
    {
      key: 'title',
      head: t('leads.column.title'),
      width: 'minmax(200px, 2fr)',
      cell: (lead) => (
        <span className={css.title}>
          <GoTo to={paths.lead(lead.id)} className="w5 cut">
            {lead.title}
          </GoTo>
          <span className={css.number}>{lead.number}</span>
        </span>
      ),
    },
    { key: 'client', head: t('leads.client'), width: 'minmax(140px, 1.4fr)', cell: clientOf },
    {
      key: 'status',
      head: t('record.field.status'),
      width: 'minmax(104px, 0.8fr)',
      cell: (lead) => <LeadMark lead={lead} />,
    },
    {
      key: 'next',
      head: t('leads.column.next'),
      width: 'minmax(150px, 1.6fr)',
      cell: (lead) => <NextStep lead={lead} minute={minute} />,
    },
    {
      key: 'amount',
      head: t('record.field.amount'),
      width: '112px',
      align: 'right',
      cell: (lead) => (lead.amount === null ? '' : money(lead.amount, lead.currency)),
    },
    {
      key: 'ownerId',
      head: t('record.field.ownerId'),
      width: 'minmax(104px, 0.9fr)',
      cell: (lead) =>
        lead.owner ? (
          <span className={css.owner}>
            <Avatar id={lead.owner.id} name={lead.owner.name} />
            <span className="cut">{lead.owner.name}</span>
          </span>
        ) : (
          <span className="ink-3">{t('leads.nobody')}</span>
        ),
    },
    {
      key: 'source',
      head: t('record.field.source'),
      width: '88px',
      cell: (lead) => <span className="ink-2">{sourceWords(lead.source)}</span>,
    },
    {
      key: 'createdAt',
      head: t('leads.receivedAt'),
      width: '88px',
      align: 'right',
      cell: (lead) => format.short(lead.createdAt),
    },
  ]
  const narrowed = Boolean(list.q || list.changed || list.view)
  const clear = () => list.change({ q: '', filter: undefined })
  return (
    <KindList
      label={t('shell.nav.leads')}
      list={list}
      search={t('leads.filter.q')}
      query={query}
      columns={drawn}
      pathOf={(lead) => paths.lead(lead.id)}
      cardHeight={84}
      card={(lead) => (
        <span className={css.card}>
          <span className="w5 cut">{lead.title}</span>
          <span className={css.cardLine}>
            <span className="cut">{clientOf(lead) || sourceWords(lead.source)}</span>
            {lead.amount !== null && <span className="w5 nowrap nums">{money(lead.amount, lead.currency)}</span>}
          </span>
          <span className={css.cardLine}>
            <span className="cut">
              {isLate(lead, minute) ? (
                <StatusMark status="late">{format.near(lead.nextTask?.dueAt ?? '')}</StatusMark>
              ) : (
                <LeadMark lead={lead} />
              )}
            </span>
            {lead.owner && <Avatar id={lead.owner.id} name={lead.owner.name} named />}
          </span>
        </span>
      )}
      empty={
        <EmptyState
          action={
            narrowed ? (
              <Button onClick={clear}>{t('leads.empty.clear')}</Button>
            ) : (
              onCreate && (
                <Button leftSection={<Icon of={IconPlus} />} onClick={onCreate}>
                  {t('leads.new')}
                </Button>
              )
            )
          }
        >
          {t(narrowed ? 'leads.empty.narrowed' : 'leads.empty')}
        </EmptyState>
      }
    />
  )
}

/** Far down a long list nothing is fetched anew: a row somebody has changed is mended by itself. */
function useMendedRows(list: List): void {
  const queryClient = useQueryClient()
  const { user } = useMe()
  const { queryKey } = leadsQuery(list, user)
  const latest = useRef(queryKey)
  latest.current = queryKey
  // Left behind, a deep list would come back as it was; only its beginning is kept, and read anew.
  const keyed = JSON.stringify(queryKey)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list, when it is left
  useEffect(
    () => () => {
      const held = queryClient.getQueryData(queryKey)
      if (!held || !isDeep(held)) return
      queryClient.setQueryData(queryKey, {
        pages: held.pages.slice(0, 1),
        pageParams: held.pageParams.slice(0, 1),
      })
      void queryClient.invalidateQueries({ queryKey })
    },
    [queryClient, keyed],
  )
  useLive(
    useCallback(
      ({ kind, id }) => {
        const held = queryClient.getQueryData(latest.current)
        if (kind !== 'lead' || !held || !isDeep(held)) return
        if (!held.pages.some((page) => page.items.some((lead) => lead.id === id))) return
        const mend = (change: (lead: Lead) => Lead[]) =>
          queryClient.setQueryData(
            latest.current,
            (now) =>
              now && {
                ...now,
                pages: now.pages.map((page) => ({
                  ...page,
                  items: page.items.flatMap((lead) => (lead.id === id ? change(lead) : [lead])),
                })),
              },
          )
        queryClient
          .fetchQuery({ ...leadQuery(id as string), staleTime: 0 })
          .then((changed) => mend(() => [changed]))
          // Given to another department meanwhile: it is not in this list any more.
          .catch((problem) => problemOfError(problem).status === 404 && mend(() => []))
      },
      [queryClient],
    ),
  )
}
