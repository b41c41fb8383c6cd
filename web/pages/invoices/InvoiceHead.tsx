import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatAccount } from '../../../pure/bank-account.ts'
import { CORRECTION_EFFECTS, PAYMENT_METHODS } from '../../../pure/invoices/invoice.ts'
import { readKsefNumber } from '../../../pure/ksef-number.ts'
import { formatNip } from '../../../pure/nip.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { amountText, decimalText, readAmount, readDecimal, useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Field } from '../../ui/Field.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { BuyerDialog } from './BuyerDialog.tsx'
import css from './invoices.module.css'
import { advancesQuery, type Invoice, invoicingQuery, useInvoiceActions } from './queries.ts'

type Props = { invoice: Invoice; editable: boolean }
type Change = Parameters<ReturnType<typeof useInvoiceActions>['save']>[1]

/** Who buys, when, and how it is paid. */
export function InvoiceHead({ invoice, editable, givable, notable }: Props & { givable: boolean; notable: boolean }) {
  const t = useT()
  const format = useFormat()
  const { save, noteKsef } = useInvoiceActions()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const [buyer, setBuyer] = useState(false)
  const field = (set: (text: string) => Change) => ({
    version: invoice.version,
    ...(editable ? { onSave: (text: string, seen: number | undefined) => save(invoice, set(text), seen) } : {}),
  })
  const day = (key: 'issuedOn' | 'suppliedOn', label: string, none: string) => (
    <Field label={label} type="date" value={invoice[key] ?? ''} {...field((value) => ({ [key]: value || null }))}>
      {invoice[key] ? format.date(invoice[key]) : editable ? <span className="ink-3">{none}</span> : null}
    </Field>
  )
  const correction = invoice.kind === 'correction'
  return (
    <>
      <Section
        title={t('invoices.buyer')}
        end={editable && <Button onClick={() => setBuyer(true)}>{t('settings.change')}</Button>}
      >
        <p className={css.about}>
          {invoice.buyer.name ? <span className="w5">{invoice.buyer.name}</span> : t('invoices.buyer.none')}
          <br />
          {[invoice.buyer.address?.line1, invoice.buyer.address?.line2].filter(Boolean).join(', ')}
        </p>
        <Field label="NIP" value={numberOf(invoice) ?? ''} />
        {invoice.company && (
          <Field label={t('record.field.companyName')} value={invoice.company.name}>
            <GoTo to={paths.company(invoice.company.id)}>{invoice.company.name}</GoTo>
          </Field>
        )}
        {invoice.deal && (
          <Field label={t('deals.one')} value={invoice.deal.name}>
            <GoTo to={paths.deal(invoice.deal.id)}>{invoice.deal.name}</GoTo>
          </Field>
        )}
        {invoice.contract && (
          <Field label={t('contracts.one')} value={invoice.contract.name}>
            <GoTo to={paths.contract(invoice.contract.id)}>{invoice.contract.name}</GoTo>
          </Field>
        )}
      </Section>
      {correction && (
        <Section title={t('invoices.correction')}>
          <Field label={t('invoices.corrects')} value={invoice.corrects?.number ?? ''}>
            {invoice.corrects && <GoTo to={paths.invoice(invoice.corrects.id)}>{invoice.corrects.number ?? ''}</GoTo>}
          </Field>
          <Field label={t('invoices.ksef.corrected')} value={invoice.corrects?.ksefNumber ?? ''}>
            {invoice.corrects?.ksefNumber ?? <span className="ink-3">{t('invoices.ksef.none')}</span>}
          </Field>
          <Field
            label={t('invoices.reason')}
            value={invoice.reason}
            required={t('error.field.required')}
            {...field((reason) => ({ reason }))}
          />
          <Field
            label={t('invoices.effect')}
            value={invoice.effect ?? 'now'}
            options={CORRECTION_EFFECTS.map((value) => ({ value, label: t(`invoices.effect.${value}`) }))}
            {...field((effect) => ({ effect: effect as (typeof CORRECTION_EFFECTS)[number] }))}
          >
            {t(`invoices.effect.${invoice.effect ?? 'now'}`)}
          </Field>
        </Section>
      )}
      <Section title={t('invoices.dates')}>
        {!correction && (
          <Field
            label={t('invoices.kind')}
            value={invoice.kind}
            options={(['vat', 'advance', 'final', 'proforma'] as const).map((value) => ({
              value,
              label: t(`invoices.kind.${value}`),
            }))}
            {...field((kind) => ({ kind: kind as 'vat' }))}
          >
            {t(`invoices.kind.${invoice.kind}`)}
          </Field>
        )}
        {day('issuedOn', t('invoices.issuedOn'), t('invoices.issuedOn.today'))}
        {day('suppliedOn', t('invoices.suppliedOn'), t('invoices.suppliedOn.same'))}
        <Field label={t('invoices.place')} value={invoice.place} {...field((place) => ({ place }))} />
        {invoice.status === 'issued' && invoice.kind !== 'proforma' && (
          <Field
            label={t('invoices.ksef')}
            value={invoice.ksefNumber ?? ''}
            version={invoice.version}
            check={(value) => (!value.trim() || readKsefNumber(value) ? null : t('error.invoice.ksef_number'))}
            {...(notable
              ? { onSave: (value: string, seen: number | undefined) => noteKsef(invoice, value.trim() || null, seen) }
              : {})}
          >
            {invoice.ksefNumber && (
              <span>
                {invoice.ksefNumber}
                {invoice.ksefOn && (
                  <span className="t-xs ink-3"> {t('invoices.ksef.on', { when: format.date(invoice.ksefOn) })}</span>
                )}
              </span>
            )}
          </Field>
        )}
        <Field
          label={t('record.field.ownerId')}
          value={invoice.owner?.id ?? ''}
          options={people.map((person) => ({ value: person.id, label: person.name }))}
          version={invoice.version}
          {...(givable
            ? { onSave: (id: string, seen: number | undefined) => save(invoice, { ownerId: id || null }, seen) }
            : {})}
        >
          {invoice.owner && (
            <>
              <Avatar id={invoice.owner.id} name={invoice.owner.name} />
              {invoice.owner.name}
            </>
          )}
        </Field>
      </Section>
      <Payment invoice={invoice} editable={editable} field={field} />
      {buyer && <BuyerDialog invoice={invoice} onClose={() => setBuyer(false)} />}
    </>
  )
}

const numberOf = ({ buyer }: Invoice): string | null =>
  buyer.nip
    ? formatNip(buyer.nip)
    : buyer.euVat
      ? `${buyer.euVat.country} ${buyer.euVat.number}`
      : (buyer.otherId?.number ?? null)

type Fields = (set: (text: string) => Change) => object

function Payment({ invoice, editable, field }: Props & { field: Fields }) {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  const { data: invoicing } = useQuery({ ...invoicingQuery, enabled: editable })
  const { data: advances = [] } = useQuery({ ...advancesQuery(invoice), enabled: editable && invoice.kind === 'final' })
  const { currency } = invoice
  const yes = [
    { value: 'no', label: t('invoices.no') },
    { value: 'yes', label: t('invoices.yes') },
  ]
  const accounts = (invoicing?.accounts ?? []).filter((account) => account.currency === currency)
  const exempt = invoice.lines.some(({ vat }) => vat === 'zw')
  return (
    <Section title={t('invoices.paying')}>
      <Field
        label={t('invoices.method')}
        value={invoice.paymentMethod}
        options={PAYMENT_METHODS.map((value) => ({ value, label: t(`invoices.method.${value}`) }))}
        {...field((paymentMethod) => ({ paymentMethod: paymentMethod as 'transfer' }))}
      >
        {t(`invoices.method.${invoice.paymentMethod}`)}
      </Field>
      <Field
        label={t('invoices.dueOn')}
        type="date"
        value={invoice.dueOn ?? ''}
        {...field((dueOn) => ({ dueOn: dueOn || null }))}
      >
        {invoice.dueOn && format.date(invoice.dueOn)}
      </Field>
      <Field
        label={t('invoices.account')}
        value={invoice.accountId ?? ''}
        options={accounts.map((account) => ({
          value: account.id,
          label: [formatAccount(account.iban), account.bank].filter(Boolean).join(' · '),
        }))}
        {...field((accountId) => ({ accountId: accountId || null }))}
      >
        {invoice.account && <span className="nums">{formatAccount(invoice.account)}</span>}
      </Field>
      <Field
        label={t('invoices.paidOn')}
        type="date"
        value={invoice.paidOn ?? ''}
        {...field((paidOn) => ({ paidOn: paidOn || null }))}
      >
        {invoice.paidOn && format.date(invoice.paidOn)}
      </Field>
      {invoice.advance !== null || invoice.kind === 'advance' ? (
        <Field
          label={t('invoices.advance')}
          value={amountText(invoice.advance, currency)}
          required={t('error.field.required')}
          check={(value) => (readAmount(value, currency) === undefined ? t('error.field.amount') : null)}
          {...field((value) => ({ advance: readAmount(value, currency) ?? null }))}
        >
          {invoice.advance !== null && money(invoice.advance, currency)}
        </Field>
      ) : null}
      {invoice.kind === 'final' && (
        <Field
          label={t('invoices.advances')}
          value={invoice.advances[0]?.id ?? ''}
          options={advances.map((one) => ({ value: one.id, label: `${one.number} · ${money(one.gross, currency)}` }))}
          {...field((id) => ({
            advances: id ? [...new Set([...invoice.advances.map((one) => one.id), id])] : [],
          }))}
        >
          {invoice.advances.map(({ number }) => number).join(', ')}
        </Field>
      )}
      {currency !== 'PLN' && (
        <>
          <Field
            label={t('deals.rate')}
            value={invoice.rate === null ? '' : decimalText(invoice.rate, 4)}
            required={t('error.field.required')}
            check={(value) =>
              !value.trim() || Number(readDecimal(value, 8) ?? 0) > 0 ? null : t('settings.rates.wrong')
            }
            {...field((value) => ({ rate: value.trim() ? readDecimal(value, 8) : null }))}
          />
          <Field
            label={t('invoices.rateOn')}
            type="date"
            value={invoice.rateOn ?? ''}
            {...field((rateOn) => ({ rateOn: rateOn || null }))}
          >
            {invoice.rateOn && format.date(invoice.rateOn)}
          </Field>
        </>
      )}
      {(exempt || invoice.exemption) && (
        <Field
          label={t('invoices.exemption')}
          value={invoice.exemption?.text ?? ''}
          required={t('error.field.required')}
          {...field((text) => ({
            exemption: text.trim() ? { by: invoice.exemption?.by ?? 'act', text: text.trim() } : null,
          }))}
        />
      )}
      <Field
        label={t('invoices.roundedBy')}
        value={invoice.roundedBy}
        options={(['document', 'line'] as const).map((value) => ({ value, label: t(`invoices.roundedBy.${value}`) }))}
        {...field((roundedBy) => ({ roundedBy: roundedBy as 'line' }))}
      >
        {t(`invoices.roundedBy.${invoice.roundedBy}`)}
      </Field>
      <Field
        label={t('invoices.splitPayment')}
        value={invoice.splitPayment ? 'yes' : 'no'}
        options={yes}
        {...field((value) => ({ splitPayment: value === 'yes' }))}
      >
        {t(invoice.splitPayment ? 'invoices.yes' : 'invoices.no')}
      </Field>
      <Field label={t('invoices.note')} type="lines" value={invoice.note} {...field((note) => ({ note }))} />
    </Section>
  )
}
