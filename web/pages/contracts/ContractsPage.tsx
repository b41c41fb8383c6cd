import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useMe } from '../../api/session.ts'
import type { Drawn } from '../../components/lists/use-columns.tsx'
import { useList } from '../../components/lists/use-list.ts'
import { KindListPage, ListPage } from '../../components/shell/ListPage.tsx'
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
import {
  type ContractSummary,
  contractsQuery,
  QUEUES,
  type Queue,
  usualContracts,
  waitingContractsQuery,
} from './queries.ts'

const customerOf = ({ company, contact }: ContractSummary): string => company?.name ?? contact?.name ?? ''

/** What no list is filtered by: periods and documents stand there as machines write them. */
const UNLISTED: ReadonlySet<string> = new Set(['documentId', 'notice', 'renewal'])

/** All contracts, those that wait for one's own approval, and those that bind. */
export default function ContractsPage() {
  const [search] = useSearchState()
  const queue = QUEUES.find((one) => one === search.queue) ?? 'all'
  return queue === 'waiting' ? <Waiting /> : <Listed key={queue} queue={queue} />
}

function useContractPage(queue: Queue) {
  const t = useT()
  const { can } = useMe()
  const [, setSearch] = useSearchState()
  const others = { filter: undefined, saved: undefined, sort: undefined, columns: undefined }
  return {
    title: t('shell.nav.contracts'),
    ...(can['contract.create'] === 'none' ? {} : { create: t('contracts.new') }),
    pathOf: (contract: ContractSummary) => paths.contract(contract.id),
    empty: t('contracts.empty'),
    nothingFound: t('contracts.nothingFound'),
    above: (
      <Tabs
        label={t('shell.nav.contracts')}
        value={queue}
        onChange={(next) => setSearch({ queue: next === 'all' ? undefined : next, ...others })}
        tabs={QUEUES.map((key) => ({ key, label: t(`contracts.queue.${key}`) }))}
      />
    ),
    form: (close: () => void) => <NewContractDialog onClose={close} />,
    card: (contract: ContractSummary) => <Card contract={contract} />,
  }
}

/** By filters, saved views and columns; many are changed at once. */
function Listed({ queue }: { queue: Queue }) {
  const t = useT()
  const whole = useList('contract', usualContracts(queue))
  const list = { ...whole, fields: whole.fields.filter(({ key }) => !UNLISTED.has(key)) }
  const query = useInfiniteQuery(contractsQuery(list))
  return (
    <KindListPage
      {...useContractPage(queue)}
      list={list}
      search={t('contracts.search')}
      query={query}
      cardHeight={96}
      columns={useContractColumns()}
    />
  )
}

/** What waits for one's own approval is no filter of a list: nobody changes it in bulk. */
function Waiting() {
  const t = useT()
  const [search, setSearch] = useSearchState()
  const { q = '' } = search
  const query = useInfiniteQuery(waitingContractsQuery(useDeferredValue(q)))
  return (
    <ListPage
      {...useContractPage('waiting')}
      query={query}
      narrowed
      filters={<SearchField label={t('contracts.search')} value={q} onChange={(next) => setSearch({ q: next })} />}
      table={{ cardHeight: 96, columns: useContractColumns() }}
    />
  )
}

const moneyOf = ({ value, currency }: ContractSummary, money: ReturnType<typeof useMoney>) =>
  value === null ? '' : money(value, currency)

function Card({ contract }: { contract: ContractSummary }) {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  return (
    <>
      <span className="apart">
        <span className="w5 cut">{contract.title}</span>
        <span className="nowrap nums w5">{moneyOf(contract, money)}</span>
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
  )
}

function useContractColumns(): Drawn<ContractSummary>[] {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  return [
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
      key: 'companyId',
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
    {
      key: 'value',
      head: t('contracts.field.value'),
      width: '136px',
      align: 'right',
      cell: (contract) => moneyOf(contract, money),
    },
    {
      key: 'validUntil',
      head: t('contracts.field.validUntil'),
      width: '120px',
      align: 'right',
      cell: (contract) => (contract.validUntil ? format.date(contract.validUntil) : ''),
    },
    {
      key: 'ownerId',
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
  ]
}
