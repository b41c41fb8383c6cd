import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../api/session.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { InvoiceMark } from './InvoiceMark.tsx'
import css from './invoices.module.css'
import { invoicesOfQuery, useInvoiceActions } from './queries.ts'

/** Invoices of a deal or of a contract, and one press to begin the next. */
export function InvoicesOf({ of }: { of: { dealId: string } | { contractId: string } }) {
  const t = useT()
  const go = useGo()
  const money = useMoney()
  const { can } = useMe()
  const { begin } = useInvoiceActions()
  const [busy, setBusy] = useState(false)
  const { data: invoices = [] } = useQuery(invoicesOfQuery(of))
  const draft = invoices.find(({ status, kind }) => status === 'draft' && kind !== 'correction')
  const create = async () => {
    // One that is begun already is gone on with.
    if (draft) return go(paths.invoice(draft.id))
    setBusy(true)
    const made = await begin(of)
    setBusy(false)
    if (made) go(paths.invoice(made.id))
  }
  return (
    <Section
      title={t('shell.nav.invoices')}
      count={invoices.length || undefined}
      end={
        can['invoice.create'] !== 'none' && (
          <Button loading={busy} onClick={() => void create()}>
            {t('invoices.issueFor')}
          </Button>
        )
      }
    >
      {invoices.length === 0 ? (
        <p className={css.about}>{t('invoices.of.none')}</p>
      ) : (
        <ul className={css.rows}>
          {invoices.map((invoice) => (
            <li key={invoice.id}>
              <span className={css.words}>
                <GoTo to={paths.invoice(invoice.id)} className="w5 cut">
                  {invoice.number ?? t(`invoices.draftOf.${invoice.kind}`)}
                </GoTo>
                <span className="t-xs">
                  <InvoiceMark invoice={invoice} />
                </span>
              </span>
              <span className="nums nowrap">{money(invoice.gross, invoice.currency)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
