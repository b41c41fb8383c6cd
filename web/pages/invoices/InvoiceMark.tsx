import { useT } from '../../i18n/words.ts'
import { Chip } from '../../ui/Chip.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import type { InvoiceSummary } from './queries.ts'

/** Where an invoice is: a draft, issued and how far paid, late, cancelled. */
export function InvoiceMark({ invoice }: { invoice: InvoiceSummary }) {
  const t = useT()
  if (invoice.status === 'draft') return <StatusMark status="draft">{t('invoices.status.draft')}</StatusMark>
  if (invoice.status === 'cancelled') return <Chip>{t('invoices.status.cancelled')}</Chip>
  if (invoice.overdue) return <StatusMark status="late">{t('invoices.overdue')}</StatusMark>
  if (invoice.payment === 'paid') return <StatusMark status="done">{t('invoices.payment.paid')}</StatusMark>
  if (invoice.payment) return <StatusMark status="soon">{t(`invoices.payment.${invoice.payment}`)}</StatusMark>
  return <StatusMark status="done">{t('invoices.status.issued')}</StatusMark>
}
