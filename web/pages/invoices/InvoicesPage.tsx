import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useMe } from '../../api/session.ts'
import { ListBar } from '../../components/lists/ListBar.tsx'
import { type Drawn, useColumns } from '../../components/lists/use-columns.tsx'
import { useList } from '../../components/lists/use-list.ts'
import { ListLayout } from '../../components/shell/ListLayout.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { InvoiceMark } from './InvoiceMark.tsx'
import { type InvoiceSummary, invoicesQuery, toIssueQuery, useInvoiceActions, usualInvoices } from './queries.ts'
import { Statements } from './Statements.tsx'
import { ToIssue } from './ToIssue.tsx'

const keyOf = (invoice: InvoiceSummary) => invoice.id
const USUAL = { sort: '-createdAt', filter: usualInvoices }

export default function InvoicesPage() {
  const t = useT()
  const go = useGo()
  const { can } = useMe()
  const { begin } = useInvoiceActions()
  const [search, setSearch] = useSearchState()
  const { data: waiting } = useQuery(toIssueQuery)
  const mayBook = can['bank_statement.read'] !== 'none'
  const tab = search.view === 'to-issue' || (search.view === 'statements' && mayBook) ? search.view : 'all'
  const create = async () => {
    const made = await begin({})
    if (made) go(paths.invoice(made.id))
  }
  const count = waiting ? `${waiting.items.length}${waiting.next ? '+' : ''}` : ''
  return (
    <Page
      bare
      title={t('shell.nav.invoices')}
      actions={
        can['invoice.create'] !== 'none' && (
          <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => void create()}>
            {t('invoices.new')}
          </Button>
        )
      }
      bar={
        <div style={{ padding: '8px var(--gutter) 0' }}>
          <Tabs
            label={t('shell.nav.invoices')}
            value={tab}
            tabs={[
              { key: 'all', label: t('invoices.tab.all') },
              { key: 'to-issue', label: t('invoices.tab.toIssue', { count }) },
              ...(mayBook ? [{ key: 'statements', label: t('invoices.tab.statements') }] : []),
            ]}
            onChange={(key) => setSearch({ view: key === 'all' ? undefined : key })}
          />
        </div>
      }
    >
      {tab === 'all' ? <InvoiceList /> : tab === 'to-issue' ? <ToIssue /> : <Statements />}
    </Page>
  )
}

function InvoiceList() {
  const t = useT()
  const go = useGo()
  const format = useFormat()
  const money = useMoney()
  const list = useList('invoice', USUAL)
  const query = useInfiniteQuery(invoicesQuery(list))
  const invoices = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const drawn: Drawn<InvoiceSummary>[] = [
    {
      key: 'title',
      head: t('invoices.number'),
      width: 'minmax(140px, 1.2fr)',
      cell: (invoice) => (
        <GoTo to={paths.invoice(invoice.id)} className="w5 cut">
          {invoice.number ?? t(`invoices.draftOf.${invoice.kind}`)}
        </GoTo>
      ),
    },
    { key: 'buyerName', head: t('invoices.buyer'), width: 'minmax(160px, 2fr)', cell: (invoice) => invoice.buyerName },
    {
      key: 'payment',
      head: t('invoices.state'),
      width: 'minmax(136px, 1fr)',
      cell: (invoice) => <InvoiceMark invoice={invoice} />,
    },
    {
      key: 'issuedOn',
      head: t('invoices.issuedOn'),
      width: '104px',
      align: 'right',
      cell: (invoice) => (invoice.issuedOn ? format.date(invoice.issuedOn) : ''),
    },
    {
      key: 'dueOn',
      head: t('invoices.dueOn'),
      width: '104px',
      align: 'right',
      cell: (invoice) => (invoice.dueOn ? format.date(invoice.dueOn) : ''),
    },
    {
      key: 'gross',
      sort: 'amountBase',
      head: t('invoices.gross'),
      width: '128px',
      align: 'right',
      cell: (invoice) => money(invoice.gross, invoice.currency),
    },
    {
      key: 'ownerId',
      head: t('record.field.ownerId'),
      width: 'minmax(112px, 1fr)',
      cell: (invoice) =>
        invoice.owner && (
          <span className="row">
            <Avatar id={invoice.owner.id} name={invoice.owner.name} />
            <span className="cut">{invoice.owner.name}</span>
          </span>
        ),
    },
  ]
  const { columns, choices, sort, onSort } = useColumns(list, drawn)
  return (
    <ListLayout filters={<ListBar list={list} search={t('invoices.filter.q')} columns={choices} />}>
      {query.isPending ? (
        <div style={{ padding: '0 var(--gutter)' }}>
          <Skeleton rows={12} />
        </div>
      ) : query.isError && !query.data ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <DataTable
          label={t('shell.nav.invoices')}
          rows={invoices}
          columns={columns}
          sort={sort}
          onSort={onSort}
          keyOf={keyOf}
          onOpen={(invoice) => go(paths.invoice(invoice.id))}
          onEnd={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
          loadingMore={query.isFetchingNextPage}
          card={(invoice) => (
            <>
              <span className="apart">
                <span className="w5 cut">{invoice.number ?? t(`invoices.draftOf.${invoice.kind}`)}</span>
                <span className="w5 nowrap nums">{money(invoice.gross, invoice.currency)}</span>
              </span>
              <span className="apart t-s ink-2">
                <span className="cut">{invoice.buyerName}</span>
                <span className="nowrap">
                  <InvoiceMark invoice={invoice} />
                </span>
              </span>
            </>
          )}
          empty={<EmptyState>{t(list.changed || list.q ? 'invoices.nothingFound' : 'invoices.empty')}</EmptyState>}
        />
      )}
    </ListLayout>
  )
}
