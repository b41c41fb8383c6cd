import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../api/session.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { DealMark } from '../deals/DealList.tsx'
import { NewDealDialog } from '../deals/NewDealDialog.tsx'
import { type DealsOfWhat, dealsOfQuery } from '../deals/queries.ts'
import css from './cards.module.css'

/** Deals with this person or company, or of this product, the latest first; `none` says that there are none. */
export function DealsOf({ of, none }: { of: DealsOfWhat; none?: string }) {
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
        can['deal.create'] !== 'none' &&
        !('productId' in of) && (
          <Button
            size="sm"
            variant="subtle"
            leftSection={<Icon of={IconPlus} size={14} />}
            onClick={() => setAdding(true)}
          >
            {t('cards.deals.add')}
          </Button>
        )
      }
    >
      {deals.length === 0 && <p className="ink-3">{none ?? t('cards.deals.none')}</p>}
      <ul className={css.list}>
        {deals.map((deal) => (
          <li key={deal.id}>
            <GoTo to={paths.deal(deal.id)} className="cut">
              {deal.title}
            </GoTo>
            <span className={`${css.end} row`}>
              <span className="ink-3">
                <DealMark deal={deal} />
              </span>
              {deal.amount !== null && <span className="w5 nums">{money(deal.amount, deal.currency)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {adding && <NewDealDialog {...of} onClose={() => setAdding(false)} />}
    </Section>
  )
}
