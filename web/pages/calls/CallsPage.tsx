import { Select } from '@mantine/core'
import { IconPhoneIncoming, IconPhoneOutgoing, IconPhoneX } from '@tabler/icons-react'
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { formatPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import { useMinute } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { cardOf } from '../../components/calls/dial.ts'
import { type Call, nowQuery, talkedFor } from '../../components/calls/queries.ts'
import { ListPage } from '../../components/shell/ListPage.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/Icon.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { WordButton } from '../../ui/WordButton.tsx'
import { CallDialog } from './CallDialog.tsx'
import css from './calls.module.css'

const WHICH = ['all', 'in', 'out', 'missed'] as const

const callsQuery = (filters: { q: string; which: string; mine: string | null; back: boolean; filter?: string }) =>
  infiniteQueryOptions({
    queryKey: ['calls', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/calls', {
          params: {
            query: {
              ...(filters.q.trim() ? { q: filters.q.trim() } : {}),
              ...(filters.back ? { callBack: 'open' as const } : {}),
              ...(filters.which === 'in' || filters.which === 'out' ? { direction: filters.which } : {}),
              ...(filters.which === 'missed' ? { direction: 'in' as const, state: 'missed' as const } : {}),
              ...(filters.mine ? { employeeId: filters.mine } : {}),
              ...(filters.filter ? { filter: filters.filter } : {}),
              limit: 100,
              after: pageParam,
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export default function CallsPage() {
  const t = useT()
  const format = useFormat()
  const minute = useMinute()
  const { user } = useMe()
  const [search, setSearch] = useSearchState()
  const { q = '', which = 'all', whose = 'all', tab = 'all', open } = search
  const back = tab === 'back'
  const { data: now } = useQuery(nowQuery)
  const mine = !back && whose === 'mine' ? user.id : null
  const filter = back ? undefined : search.filter
  const query = useInfiniteQuery(callsQuery({ q, which: back ? 'all' : which, mine, back, filter }))
  const waiting = now?.callBack.open ?? 0
  const state = (call: Call) => {
    if (call.state === 'missed') return call.direction === 'out' ? t('calls.noAnswer') : t('calls.missed')
    if (call.state === 'ended') return talkedFor(call.seconds ?? 0)
    return t(call.state === 'ringing' ? 'calls.state.ringing' : 'calls.state.talks')
  }
  const due = (call: Call) => {
    if (!call.callBackDueAt) return null
    if (call.calledBackAt) return <StatusMark status="done">{t('calls.back.done')}</StatusMark>
    const when = format.near(call.callBackDueAt, { time: 'always' })
    const late = Date.parse(call.callBackDueAt) < minute
    return late ? <StatusMark status="late">{when}</StatusMark> : <span className="nums">{when}</span>
  }
  return (
    <ListPage
      title={t('shell.nav.calls')}
      query={query}
      pathOf={(call) => `${paths.calls}?${new URLSearchParams({ ...pick(search), open: call.id })}`}
      empty={back ? t('calls.back.none') : t('calls.empty')}
      nothingFound={t('calls.nothingFound')}
      narrowed={q !== '' || (!back && (which !== 'all' || whose !== 'all' || filter !== undefined))}
      filters={
        <>
          <Tabs
            label={t('calls.tabs')}
            value={back ? 'back' : 'all'}
            onChange={(next) => setSearch({ tab: next === 'all' ? undefined : next })}
            tabs={[
              { key: 'all' as const, label: t('calls.all') },
              { key: 'back' as const, label: waiting ? t('calls.back.counted', { count: waiting }) : t('calls.back') },
            ]}
          />
          {filter && (
            <WordButton onClick={() => setSearch({ filter: undefined })}>{t('calls.filter.counted')}</WordButton>
          )}
          <SearchField label={t('calls.filter.q')} value={q} onChange={(next) => setSearch({ q: next })} />
          {!back && (
            <>
              <Select
                size="xs"
                w={160}
                aria-label={t('calls.filter.which')}
                allowDeselect={false}
                value={which}
                data={WHICH.map((value) => ({ value, label: t(`calls.which.${value}`) }))}
                onChange={(next) => setSearch({ which: next === 'all' ? undefined : (next ?? undefined) })}
              />
              <Select
                size="xs"
                w={152}
                aria-label={t('calls.filter.whose')}
                allowDeselect={false}
                value={whose}
                data={(['all', 'mine'] as const).map((value) => ({ value, label: t(`calls.whose.${value}`) }))}
                onChange={(next) => setSearch({ whose: next === 'all' ? undefined : (next ?? undefined) })}
              />
            </>
          )}
        </>
      }
      form={() => null}
      card={(call) => (
        <>
          <span className="apart">
            <span className="w5 cut">
              <Direction call={call} /> {nameOf(call, t('calls.withheld'))}
            </span>
            <span className="nowrap nums t-s ink-2">{format.short(call.startedAt)}</span>
          </span>
          <span className="apart t-s ink-2">
            <span className="cut">{[call.employee?.name, state(call)].filter(Boolean).join(' · ')}</span>
            <span className="nowrap">{due(call)}</span>
          </span>
        </>
      )}
      table={{
        cardHeight: 64,
        columns: [
          {
            key: 'who',
            head: t('calls.who'),
            width: 'minmax(200px, 2fr)',
            cell: (call) => (
              <span className="cut w5">
                <Direction call={call} /> {nameOf(call, t('calls.withheld'))}
              </span>
            ),
          },
          {
            key: 'number',
            head: t('calls.number'),
            width: '152px',
            cell: (call) => <span className="nums">{call.number ? formatPhone(call.number) : ''}</span>,
          },
          {
            key: 'employee',
            head: t('calls.employee'),
            width: 'minmax(120px, 1fr)',
            cell: (call) => call.employee?.name ?? '',
          },
          {
            key: 'state',
            head: t('calls.state'),
            width: '128px',
            cell: (call) => <span className="nums">{state(call)}</span>,
          },
          {
            key: 'note',
            head: t('calls.note'),
            width: 'minmax(120px, 2fr)',
            cell: (call) => <span className="cut ink-2">{call.note}</span>,
          },
          { key: 'due', head: t('calls.back.due'), width: '156px', cell: due },
          {
            key: 'started',
            head: t('calls.when'),
            width: '112px',
            align: 'right',
            cell: (call) => format.short(call.startedAt),
          },
        ],
      }}
    >
      {open && <CallDialog id={open} onClose={() => setSearch({ open: undefined })} />}
    </ListPage>
  )
}

const pick = (search: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1])))

const nameOf = (call: Call, withheld: string) =>
  cardOf(call)?.name ?? (call.number ? formatPhone(call.number) : withheld)

function Direction({ call }: { call: Call }) {
  const t = useT()
  const [icon, words] =
    call.direction === 'out'
      ? ([IconPhoneOutgoing, 'calls.which.out'] as const)
      : call.state === 'missed'
        ? ([IconPhoneX, 'calls.missed'] as const)
        : ([IconPhoneIncoming, 'calls.which.in'] as const)
  return (
    <>
      <Icon of={icon} className={css.direction} />
      <span className="hidden-words">{t(words)}</span>
    </>
  )
}
