import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { isNip } from '../../../pure/nip.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import css from './invoices.module.css'
import { type Buyer, type Invoice, useInvoiceActions } from './queries.ts'

const KINDS = ['nip', 'eu', 'other', 'none'] as const
type NumberKind = (typeof KINDS)[number]

/** Everything the invoice says of its buyer. */
export function BuyerDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useT()
  const id = useId()
  const { save } = useInvoiceActions()
  const { buyer } = invoice
  const form = useForm({
    initialValues: {
      name: buyer.name,
      numbered: (buyer.nip
        ? 'nip'
        : buyer.euVat
          ? 'eu'
          : buyer.otherId
            ? 'other'
            : invoice.company
              ? 'nip'
              : 'none') as NumberKind,
      number: buyer.nip ?? buyer.euVat?.number ?? buyer.otherId?.number ?? '',
      numberCountry: buyer.euVat?.country ?? buyer.otherId?.country ?? '',
      country: buyer.address?.country ?? 'PL',
      line1: buyer.address?.line1 ?? '',
      line2: buyer.address?.line2 ?? '',
      email: buyer.email ?? '',
      localGovernment: buyer.localGovernment,
      vatGroup: buyer.vatGroup,
    },
    validate: {
      name: (value) => (value.trim() ? null : t('error.field.required')),
      number: (value, { numbered }) =>
        numbered === 'none' || !value.trim() ? null : numbered === 'nip' && !isNip(value) ? t('error.field.nip') : null,
      numberCountry: (value, { numbered, number }) =>
        (numbered === 'eu' || numbered === 'other') && number.trim() && !/^[A-Za-z]{2}$/.test(value.trim())
          ? t('invoices.buyer.countryWrong')
          : null,
      country: (value) => (/^[A-Za-z]{2}$/.test(value.trim()) ? null : t('invoices.buyer.countryWrong')),
    },
  })
  const change = useMutation({
    mutationFn: (values: typeof form.values) => save(invoice, { buyer: buyerOf(buyer, values) }),
    onSuccess: onClose,
    onError: (problem) =>
      form.setErrors(
        Object.fromEntries(
          Object.entries(fieldErrors(problem)).map(([path, words]) => [path === 'buyer.nip' ? 'number' : path, words]),
        ),
      ),
  })
  const general = change.isError && Object.keys(form.errors).length === 0
  const { numbered } = form.values
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('invoices.buyer')}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={change.isPending}>
            {t('ui.save')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={id} noValidate className={css.form} onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <ErrorSummary message={general ? wordsOfProblem(change.error) : null} />
        <TextInput label={t('invoices.buyer.name')} data-autofocus maxLength={300} {...form.getInputProps('name')} />
        <SegmentedControl
          fullWidth
          aria-label={t('invoices.buyer.number')}
          data={KINDS.map((value) => ({ value, label: t(`invoices.buyer.numbered.${value}`) }))}
          {...form.getInputProps('numbered')}
        />
        {numbered !== 'none' && (
          <div className={numbered === 'nip' ? undefined : css.two}>
            {numbered !== 'nip' && (
              <TextInput
                label={t('invoices.buyer.country')}
                maxLength={2}
                placeholder="DE"
                {...form.getInputProps('numberCountry')}
              />
            )}
            <TextInput label={t('invoices.buyer.number')} maxLength={30} {...form.getInputProps('number')} />
          </div>
        )}
        <TextInput label={t('invoices.buyer.line1')} maxLength={300} {...form.getInputProps('line1')} />
        <div className={css.two}>
          <TextInput label={t('invoices.buyer.line2')} maxLength={300} {...form.getInputProps('line2')} />
          <TextInput label={t('invoices.buyer.country')} maxLength={2} {...form.getInputProps('country')} />
        </div>
        <TextInput label="E-mail" type="email" maxLength={320} {...form.getInputProps('email')} />
        <Checkbox
          label={t('invoices.buyer.localGovernment')}
          {...form.getInputProps('localGovernment', { type: 'checkbox' })}
        />
        <Checkbox label={t('invoices.buyer.vatGroup')} {...form.getInputProps('vatGroup', { type: 'checkbox' })} />
      </form>
    </Dialog>
  )
}

interface Values {
  name: string
  numbered: NumberKind
  number: string
  numberCountry: string
  country: string
  line1: string
  line2: string
  email: string
  localGovernment: boolean
  vatGroup: boolean
}

function buyerOf(before: Buyer, values: Values): Buyer {
  const number = values.number.trim()
  const foreign = number ? { country: values.numberCountry.trim().toUpperCase(), number } : null
  const line1 = values.line1.trim()
  const line2 = values.line2.trim()
  return {
    ...before,
    name: values.name.trim(),
    nip: values.numbered === 'nip' && number ? number : null,
    euVat: values.numbered === 'eu' ? foreign : null,
    otherId: values.numbered === 'other' ? foreign : null,
    address: line1 || line2 ? { country: values.country.trim().toUpperCase(), line1, line2: line2 || null } : null,
    email: values.email.trim() || null,
    localGovernment: values.localGovernment,
    vatGroup: values.vatGroup,
  }
}
