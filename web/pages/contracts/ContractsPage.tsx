import { Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useMe } from '../../api/session.ts'
import { ListPage } from '../../components/shell/ListPage.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { ContractMark } from './ContractMark.tsx'
import { NewContractDialog } from './NewContractDialog.tsx'
import { type ContractSummary, contractsQuery, QUEUES, STATUSES } from './queries.ts'

const customerOf = ({ company, contact }: ContractSummary): string => company?.name ?? contact?.name ?? ''

/** All contracts, those that wait for one's own approval, and those that bind. */
export default function ContractsPage() {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  const { can } = useMe()
  const [search, setSearch] = useSearchState()
  const queue = QUEUES.find((one) => one === search.queue) ?? 'all'
  const { q = '', status = '' } = search
  const sort = queue === 'in_force' ? 'validUntil' : '-createdAt'
  const query = useInfiniteQuery(contractsQuery(useDeferredValue({ queue, status, q, sort })))
  const value = ({ value, currency }: ContractSummary) => (value === null ? '' : money(value, currency))
  return (
    <ListPage
      title={t('shell.nav.contracts')}
      {...(can['contract.create'] === 'none' ? {} : { create: t('contracts.new') })}
      query={query}
      pathOf={(contract) => paths.contract(contract.id)}
      empty={t('contracts.empty')}
      nothingFound={t('contracts.nothingFound')}
      narrowed={q !== '' || queue !== 'all' || status !== ''}
      filters={
        <>
          <Tabs
            label={t('shell.nav.contracts')}
            value={queue}
            onChange={(next) => setSearch({ queue: next === 'all' ? undefined : next })}
            tabs={QUEUES.map((key) => ({ key, label: t(`contracts.queue.${key}`) }))}
          />
          <SearchField label={t('contracts.search')} value={q} onChange={(next) => setSearch({ q: next })} />
          {queue === 'all' && (
            <Select
              size="xs"
              w={184}
              aria-label={t('contracts.field.status')}
              allowDeselect={false}
              value={status}
              data={[
                { value: '', label: t('contracts.status.any') },
                ...STATUSES.map((one) => ({ value: one, label: t(`contracts.status.${one}`) })),
              ]}
              onChange={(next) => setSearch({ status: next || undefined })}
            />
          )}
        </>
      }
      form={(close) => <NewContractDialog onClose={close} />}
      card={(contract) => (
        <>
          <span className="apart">
            <span className="w5 cut">{contract.title}</span>
            <span className="nowrap nums w5">{value(contract)}</span>
          </span>
          <span className="apart t-s ink-2">
            <span className="cut">{customerOf(contract)}</span>
            <span className="nowrap nums">{contract.number}</span>
          </span>
          <span className="apart t-s">
            <ContractMark status={contract.status} />
            {contract.validUntil && (
              <span className="nowrap ink-2">{t('contracts.until', { day: format.date(contract.validUntil) })}</span>
            )}
          </span>
        </>
      )}
      table={{
        cardHeight: 96,
        columns: [
          {
            key: 'number',
            head: t('contracts.field.number'),
            width: '112px',
            cell: (contract) => <span className="nums ink-2 nowrap">{contract.number}</span>,
          },
          {
            key: 'title',
            head: t('contracts.field.title'),
            width: 'minmax(200px, 2fr)',
            cell: (contract) => (
              <GoTo to={paths.contract(contract.id)} className="w5 cut">
                {contract.title}
              </GoTo>
            ),
          },
          {
            key: 'customer',
            head: t('contracts.customer'),
            width: 'minmax(160px, 1.4fr)',
            cell: (contract) => <span className="cut">{customerOf(contract)}</span>,
          },
          {
            key: 'status',
            head: t('contracts.field.status'),
            width: '144px',
            cell: (contract) => <ContractMark status={contract.status} />,
          },
          { key: 'value', head: t('contracts.field.value'), width: '136px', align: 'right', cell: value },
          {
            key: 'validUntil',
            head: t('contracts.field.validUntil'),
            width: '120px',
            align: 'right',
            cell: (contract) => (contract.validUntil ? format.date(contract.validUntil) : ''),
          },
          {
            key: 'owner',
            head: t('record.field.ownerId'),
            width: 'minmax(140px, 1fr)',
            cell: (contract) =>
              contract.owner && (
                <span className="row">
                  <Avatar id={contract.owner.id} name={contract.owner.name} />
                  <span className="cut">{contract.owner.name}</span>
                </span>
              ),
          },
        ],
      }}
    />
  )
}
