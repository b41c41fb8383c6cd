import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { wordLink } from '../../ui/WordButton.tsx'
import { DueMark } from '../tickets/marks.tsx'
import type { Ticket } from '../tickets/queries.ts'
import css from './Waiting.module.css'

const SHOWN = 5

/** One's own tickets of customers, what is due first on top. */
export default function Tickets({ tickets }: { tickets: Ticket[] }) {
  const t = useT()
  return (
    <Section
      title={t('tickets.mine')}
      count={tickets.length < 20 ? tickets.length : '20+'}
      end={
        <GoTo to={`${paths.tickets}?status=mine`} className={wordLink}>
          {t('tickets.mine.all')}
        </GoTo>
      }
    >
      <ul>
        {tickets.slice(0, SHOWN).map((ticket) => (
          <li key={ticket.id} className={css.wait}>
            <div className={css.head}>
              <h3 className="cut">
                <GoTo to={paths.ticket(ticket.id)}>{ticket.title}</GoTo>
              </h3>
            </div>
            <DueMark ticket={ticket} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
