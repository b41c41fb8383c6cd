import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../api/session.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { DealMark } from '../deals/DealList.tsx'
import { NewDealDialog } from '../deals/NewDealDialog.tsx'
import { dealsOfQuery } from '../deals/queries.ts'
import css from './cards.module.css'

/** Deals with this person or company, the latest first. */
export function DealsOf({ of }: { of: { contactId: string } | { companyId: string } }) {
  const t = useT()
  const money = useMoney()
  const { can } = useMe()
  const [adding, setAdding] = useState(false)
  const { data: deals = [] } = useQuery(dealsOfQuery(of))
  return (
    <Section
      title={t('shell.nav.deals')}
      count={deals.length}
      end={
        can['deal.create'] !== 'none' && (
          <Button size="xs" onClick={() => setAdding(true)}>
            {t('cards.deals.add')}
          </Button>
        )
      }
    >
      {deals.length === 0 && <p className="ink-3">{t('cards.deals.none')}</p>}
      <ul className={css.list}>
        {deals.map((deal) => (
          <li key={deal.id}>
            <GoTo to={paths.deal(deal.id)} className="cut">
              {deal.title}
            </GoTo>
            <span className="nowrap">
              <DealMark deal={deal} /> {deal.amount !== null && money(deal.amount, deal.currency)}
            </span>
          </li>
        ))}
      </ul>
      {adding && <NewDealDialog {...of} onClose={() => setAdding(false)} />}
    </Section>
  )
}
