import { useInfiniteQuery } from '@tanstack/react-query'
import { useList } from '../../components/lists/use-list.ts'
import { KindListPage } from '../../components/shell/ListPage.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { DueMark, PriorityMark, TicketStatus } from './marks.tsx'
import { NewTicketDialog } from './NewTicketDialog.tsx'
import { QUEUES, queueIn, type Ticket, ticketsQuery, USUAL_TICKETS } from './queries.ts'

const whose = ({ company, contact, personName, address }: Ticket): string =>
  [contact?.name ?? personName, company?.name].filter(Boolean).join(', ') || address

/** The queue of support: what is due first comes first. */
export default function TicketsPage() {
  const t = useT()
  const format = useFormat()
  const [search, setSearch] = useSearchState()
  const list = useList('ticket', USUAL_TICKETS)
  const query = useInfiniteQuery(ticketsQuery(list))
  const queue = list.view || search.filter ? null : queueIn(search)
  return (
    <KindListPage
      title={t('shell.nav.tickets')}
      create={t('tickets.new')}
      list={list}
      search={t('tickets.search')}
      query={query}
      pathOf={(ticket) => paths.ticket(ticket.id)}
      empty={t(queue === 'all' ? 'tickets.empty' : 'tickets.nothingFound')}
      nothingFound={t('tickets.nothingFound')}
      above={
        <Tabs
          label={t('tickets.queues')}
          value={queue}
          onChange={(next) => setSearch({ status: next ?? undefined, filter: undefined, saved: undefined })}
          tabs={QUEUES.map((key) => ({ key, label: t(`tickets.queue.${key}`) }))}
        />
      }
      form={(close) => <NewTicketDialog onClose={close} />}
      card={(ticket) => (
        <>
          <span className="apart">
            <span className="w5 cut">{ticket.title}</span>
            <span className="nowrap nums t-s ink-2">{t('tickets.number', { number: ticket.number })}</span>
          </span>
          <span className="apart t-s ink-2">
            <span className="cut">{whose(ticket)}</span>
            <span className="nowrap">
              <PriorityMark priority={ticket.priority} />
            </span>
          </span>
          <span className="apart t-s">
            <span className="cut">
              {ticket.dueAt || ticket.status === 'waiting' ? (
                <DueMark ticket={ticket} />
              ) : (
                <TicketStatus ticket={ticket} />
              )}
            </span>
            {ticket.owner ? (
              <Avatar id={ticket.owner.id} name={ticket.owner.name} named />
            ) : (
              <span className="ink-2">{t('tickets.nobody')}</span>
            )}
          </span>
        </>
      )}
      cardHeight={96}
      columns={[
        {
          key: 'number',
          head: t('tickets.field.number'),
          width: '72px',
          cell: (ticket) => <span className="nums ink-2">{ticket.number}</span>,
        },
        {
          key: 'title',
          head: t('tickets.field.title'),
          width: 'minmax(200px, 2fr)',
          cell: (ticket) => (
            <GoTo to={paths.ticket(ticket.id)} className="w5 cut">
              {ticket.title}
            </GoTo>
          ),
        },
        {
          key: 'customer',
          head: t('tickets.customer'),
          width: 'minmax(140px, 1.2fr)',
          cell: (ticket) => <span className="cut">{whose(ticket)}</span>,
        },
        {
          key: 'priority',
          head: t('tickets.field.priority'),
          width: '112px',
          cell: (ticket) => <PriorityMark priority={ticket.priority} />,
        },
        {
          key: 'dueAt',
          head: t('tickets.field.due'),
          width: 'minmax(232px, 1fr)',
          cell: (ticket) => <DueMark ticket={ticket} />,
        },
        {
          key: 'status',
          head: t('tickets.field.status'),
          width: '144px',
          cell: (ticket) => <TicketStatus ticket={ticket} />,
        },
        {
          key: 'ownerId',
          head: t('record.field.ownerId'),
          width: 'minmax(140px, 1fr)',
          cell: (ticket) =>
            ticket.owner ? (
              <span className="row">
                <Avatar id={ticket.owner.id} name={ticket.owner.name} />
                <span className="cut">{ticket.owner.name}</span>
              </span>
            ) : (
              <span className="ink-2">{t('tickets.nobody')}</span>
            ),
        },
        {
          key: 'createdAt',
          head: t('tickets.field.createdAt'),
          width: '104px',
          cell: (ticket) => <span className="nums ink-2">{format.short(ticket.createdAt)}</span>,
        },
      ]}
    />
  )
}
