import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { PriceMode, ProductKind, VatCode } from '../../../pure/vat.ts'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { currenciesWith, readDecimal } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import css from '../cards/cards.module.css'
import { companyQuery } from '../settings/queries.ts'
import { useProductRefresh } from './queries.ts'
import { vatOptions } from './words.ts'

export function NewProductDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const id = useId()
  const go = useGo()
  const refresh = useProductRefresh()
  const { company } = useMe()
  const { data: { units } = { units: [] } } = useQuery(companyQuery)
  const form = useForm({
    initialValues: {
      name: '',
      code: '',
      kind: 'goods' as ProductKind,
      unit: '',
      price: '',
      priceMode: 'net' as PriceMode,
      currency: company.currency,
      vat: '23' as VatCode,
    },
    validateInputOnBlur: ['price'],
    validate: {
      name: (value) => (value.trim() ? null : t('error.field.required')),
      price: (value) => (!value.trim() || readDecimal(value, 8) !== null ? null : t('lines.error.price')),
    },
  })
  const unit = form.values.unit || units[0] || ''
  const create = useMutation({
    mutationFn: ({ code, price, ...rest }: typeof form.values) =>
      data(
        api.POST('/api/products', {
          body: { ...rest, unit, code: code.trim() || null, price: price.trim() ? readDecimal(price, 8) : null },
        }),
      ),
    onSuccess: (product) => {
      void refresh()
      go(paths.product(product.id))
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  const general = create.isError && Object.keys(form.errors).length === 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('products.new')}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={create.isPending}>
            {t('products.new.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={id} className={css.form} noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <ErrorSummary message={general ? wordsOfProblem(create.error) : null} />
        <SegmentedControl
          aria-label={t('products.kind')}
          data={(['goods', 'service'] as const).map((value) => ({ value, label: t(`products.kind.${value}`) }))}
          {...form.getInputProps('kind')}
        />
        <TextInput label={t('products.name')} data-autofocus maxLength={300} {...form.getInputProps('name')} />
        <div className={css.pair}>
          <TextInput label={t('products.code')} maxLength={60} {...form.getInputProps('code')} />
          <Select
            label={t('products.unit')}
            allowDeselect={false}
            data={units}
            {...form.getInputProps('unit')}
            value={unit}
          />
          <TextInput
            label={t('products.price')}
            placeholder={t('products.price.agreed')}
            inputMode="decimal"
            autoComplete="off"
            maxLength={24}
            {...form.getInputProps('price')}
          />
          <Select
            label={t('products.priceMode')}
            allowDeselect={false}
            data={(['net', 'gross'] as const).map((value) => ({ value, label: t(`products.priceMode.${value}`) }))}
            {...form.getInputProps('priceMode')}
          />
          <Select
            label={t('record.field.currency')}
            allowDeselect={false}
            data={currenciesWith(company.currency)}
            {...form.getInputProps('currency')}
          />
          <Select label={t('products.vat')} allowDeselect={false} data={vatOptions()} {...form.getInputProps('vat')} />
        </div>
      </form>
    </Dialog>
  )
}
