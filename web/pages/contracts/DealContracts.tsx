import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../api/session.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { ContractMark } from './ContractMark.tsx'
import css from './contracts.module.css'
import { NewContractDialog } from './NewContractDialog.tsx'
import { contractsOfQuery } from './queries.ts'

type Props = { deal: NonNullable<Parameters<typeof NewContractDialog>[0]['deal']> }

/** Contracts of a deal, and the way to the next. */
export function DealContracts({ deal }: Props) {
  const t = useT()
  const money = useMoney()
  const { can } = useMe()
  const [asking, setAsking] = useState(false)
  const { data: contracts = [] } = useQuery(contractsOfQuery(deal.id))
  return (
    <Section
      title={t('shell.nav.contracts')}
      count={contracts.length || undefined}
      end={
        can['contract.create'] !== 'none' && (
          <Button onClick={() => setAsking(true)}>{t('contracts.ofDeal.make')}</Button>
        )
      }
    >
      {contracts.length === 0 ? (
        <p className={css.about}>{t('contracts.ofDeal.none')}</p>
      ) : (
        <ul className={css.rows}>
          {contracts.map((contract) => (
            <li key={contract.id}>
              <span className={css.words}>
                <GoTo to={paths.contract(contract.id)} className="w5 cut">
                  {contract.number} {contract.title}
                </GoTo>
                <span className="t-xs">
                  <ContractMark status={contract.status} />
                </span>
              </span>
              <span className="nums nowrap">{contract.value !== null && money(contract.value, contract.currency)}</span>
            </li>
          ))}
        </ul>
      )}
      {asking && <NewContractDialog deal={deal} onClose={() => setAsking(false)} />}
    </Section>
  )
}
