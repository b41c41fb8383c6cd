import { useQuery } from '@tanstack/react-query'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { DueMark, TicketStatus } from '../tickets/marks.tsx'
import { ticketsOfQuery } from '../tickets/queries.ts'
import css from './cards.module.css'

/** Tickets of this person or company, the latest first. */
export function TicketsOf({ of }: { of: Parameters<typeof ticketsOfQuery>[0] }) {
  const t = useT()
  const { data: tickets = [] } = useQuery(ticketsOfQuery(of))
  return (
    <Section title={t('shell.nav.tickets')} count={tickets.length}>
      {tickets.length === 0 && <p className="ink-3">{t('cards.tickets.none')}</p>}
      <ul className={css.list}>
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <GoTo to={paths.ticket(ticket.id)} className="cut">
              {ticket.title}
            </GoTo>
            <span className={`${css.end} ink-3`}>
              {ticket.dueAt ? <DueMark ticket={ticket} /> : <TicketStatus ticket={ticket} />}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
