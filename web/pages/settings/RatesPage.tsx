import { Button, Select } from '@mantine/core'
import { IconFileImport, IconPlus } from '@tabler/icons-react'
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { currenciesWith, decimalText } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { RateDialog } from './RateDialog.tsx'
import { RateImport } from './RateImport.tsx'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

type Rate = components['schemas']['ExchangeRate']

const ratesQuery = (currency: string) =>
  infiniteQueryOptions({
    queryKey: ['rates', 'list', currency],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/exchange-rates', {
          params: { query: { ...(currency ? { currency } : {}), limit: 100, after: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

/** Exchange rates by day, typed by hand or read from a file. */
export default function RatesPage() {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const { company } = useMe()
  const [search, setSearch] = useSearchState()
  const currency = search.currency ?? ''
  const [open, setOpen] = useState<'rate' | 'file' | null>(null)
  const query = useInfiniteQuery(ratesQuery(currency))
  const rates = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const refresh = () => client.invalidateQueries({ queryKey: ['rates'] })
  const remove = async (rate: Rate) => {
    const path = { params: { path: { currency: rate.currency, day: rate.rateOn } } }
    try {
      await data(api.DELETE('/api/exchange-rates/{currency}/{day}', path))
      notifyUndo({
        about: `rate-${rate.currency}-${rate.rateOn}`,
        message: t('settings.rates.removed', { currency: rate.currency, day: format.date(rate.rateOn) }),
        undo: async () => {
          const again = api.PUT('/api/exchange-rates/{currency}/{day}', { ...path, body: { rate: rate.rate } })
          await data(again).catch(notifyProblem)
          await refresh()
        },
      })
    } catch (problem) {
      notifyProblem(problem)
    }
    await refresh()
  }
  const removing = (rate: Rate, size: 'sm' | 'xl' = 'sm') => (
    <Button
      size={size}
      aria-label={t('settings.rates.removeOne', { currency: rate.currency, day: format.date(rate.rateOn) })}
      onClick={() => void remove(rate)}
    >
      {t('settings.rates.remove')}
    </Button>
  )
  const typed = (
    <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => setOpen('rate')}>
      {t('settings.rates.add')}
    </Button>
  )
  return (
    <Settings
      title={t('settings.rates')}
      right="exchange_rate.set"
      wide
      actions={
        <>
          {typed}
          <Button leftSection={<Icon of={IconFileImport} />} onClick={() => setOpen('file')}>
            {t('settings.rates.file')}
          </Button>
        </>
      }
    >
      <div className={css.filling}>
        <div className={css.row}>
          <Select
            size="xs"
            w={168}
            aria-label={t('settings.rates.currency')}
            allowDeselect={false}
            value={currency || 'all'}
            data={[
              { value: 'all', label: t('settings.rates.all') },
              ...currenciesWith(currency || company.currency)
                .filter((value) => value !== company.currency)
                .map((value) => ({ value, label: value })),
            ]}
            onChange={(next) => setSearch({ currency: next === 'all' ? undefined : (next ?? undefined) })}
          />
          <p className={css.about}>{t('settings.rates.about')}</p>
        </div>
        {query.isPending ? (
          <Skeleton rows={8} />
        ) : query.isError && !query.data ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div className={`${css.table} ${css.grow}`}>
            <DataTable
              label={t('settings.rates')}
              rows={rates}
              keyOf={(rate) => `${rate.currency} ${rate.rateOn}`}
              onEnd={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
              loadingMore={query.isFetchingNextPage}
              rowHeight={40}
              cardHeight={64}
              empty={<EmptyState action={typed}>{t('settings.rates.none')}</EmptyState>}
              card={(rate) => (
                <span className="apart">
                  <span>
                    <span className="w5">{rate.currency}</span>{' '}
                    <span className="ink-2">{format.date(rate.rateOn)}</span>
                  </span>
                  <span className="row">
                    <span className="nums">{decimalText(rate.rate, 4)}</span>
                    {removing(rate, 'xl')}
                  </span>
                </span>
              )}
              columns={[
                {
                  key: 'day',
                  head: t('settings.rates.day'),
                  width: '112px',
                  cell: (rate) => <span className="nums">{format.date(rate.rateOn)}</span>,
                },
                {
                  key: 'currency',
                  head: t('settings.rates.currency'),
                  width: '80px',
                  cell: (rate) => <span className="w5">{rate.currency}</span>,
                },
                {
                  key: 'rate',
                  head: `${t('settings.rates.rate')} (${company.currency})`,
                  width: '112px',
                  align: 'right',
                  cell: (rate) => decimalText(rate.rate, 4),
                },
                {
                  key: 'source',
                  head: t('settings.rates.source'),
                  width: 'minmax(140px, 1fr)',
                  cell: (rate) => (
                    <span className="ink-2 cut">
                      {[t(`settings.rates.source.${rate.source}`), rate.setBy?.name].filter(Boolean).join(', ')}
                    </span>
                  ),
                },
                { key: 'remove', head: '', width: '88px', align: 'right', cell: (rate) => removing(rate) },
              ]}
            />
          </div>
        )}
      </div>
      {open === 'rate' && <RateDialog onDone={refresh} onClose={() => setOpen(null)} />}
      {open === 'file' && <RateImport onDone={refresh} onClose={() => setOpen(null)} />}
    </Settings>
  )
}
