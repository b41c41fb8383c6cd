import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { RecordTimeline } from '../../components/record/RecordTimeline.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { RecordLayout } from '../../components/shell/RecordLayout.tsx'
import { currenciesWith, decimalText, readDecimal, usePrice } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { notify, notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { DealsOf } from '../cards/DealsOf.tsx'
import { companyQuery } from '../settings/queries.ts'
import { type Product, productQuery, useProductRefresh } from './queries.ts'
import { GTU, vatOptions } from './words.ts'

export default function ProductPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: product, error, refetch } = useQuery(productQuery(id))
  const breadcrumbs = [{ label: t('shell.nav.products'), to: paths.products }]
  if (!product) {
    return (
      <Page title={t('products.one')} breadcrumbs={breadcrumbs}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <Known key={product.id} product={product} breadcrumbs={breadcrumbs} />
}

function Known({ product, breadcrumbs }: { product: Product; breadcrumbs: { label: string; to: string }[] }) {
  const t = useT()
  const { can } = useMe()
  const refresh = useProductRefresh()
  const archived = product.archivedAt !== null
  const path = { params: { path: { id: product.id } } }
  const run = async (call: () => Promise<unknown>) => {
    try {
      await call()
      return true
    } catch (problem) {
      notifyProblem(problem)
      return false
    } finally {
      await refresh()
    }
  }
  const restore = () => run(() => data(api.POST('/api/products/{id}/restore', path)))
  const archive = async () => {
    if (await run(() => data(api.POST('/api/products/{id}/archive', path)))) {
      const message = t('products.archived', { name: product.name })
      notifyUndo({ about: `product-${product.id}`, message, undo: restore })
    }
  }
  return (
    <Page
      bare
      title={product.name}
      breadcrumbs={breadcrumbs}
      beside={
        <>
          <Chip>{t(`products.kind.${product.kind}`)}</Chip>
          {archived && <Chip tone="amb">{t('products.isArchived')}</Chip>}
        </>
      }
      actions={
        can['product.archive'] !== 'none' &&
        (archived ? (
          <Button
            onClick={async () => {
              if (await restore()) notify(`product-${product.id}`, t('products.restored', { name: product.name }))
            }}
          >
            {t('products.restore')}
          </Button>
        ) : (
          <Button onClick={() => void archive()}>{t('products.archive')}</Button>
        ))
      }
    >
      <RecordLayout
        start="who"
        names={{ who: t('leads.part.who'), history: t('leads.part.history'), side: t('products.part.side') }}
        who={<About product={product} editable={!archived && can['product.update'] !== 'none'} />}
        side={<DealsOf of={{ productId: product.id }} none={t('products.deals.none')} />}
      >
        <RecordTimeline kind="product" id={product.id} />
      </RecordLayout>
    </Page>
  )
}

function About({ product, editable }: { product: Product; editable: boolean }) {
  const t = useT()
  const price = usePrice()
  const refresh = useProductRefresh()
  const { data: { units } = { units: [] } } = useQuery(companyQuery)
  const field = (set: (text: string) => Record<string, unknown>) => ({
    version: product.version,
    ...(editable
      ? {
          onSave: async (text: string, seen: number | undefined) => {
            const headers = { 'if-match': `"${seen ?? product.version}"` }
            try {
              await data(
                api.PATCH('/api/products/{id}', {
                  params: { path: { id: product.id } },
                  headers,
                  body: set(text),
                }),
              )
            } finally {
              await refresh()
            }
          },
        }
      : {}),
  })
  const kinds = (['goods', 'service'] as const).map((value) => ({ value, label: t(`products.kind.${value}`) }))
  const modes = (['net', 'gross'] as const).map((value) => ({ value, label: t(`products.priceMode.${value}`) }))
  const vats = vatOptions()
  return (
    <Section title={t('products.about')}>
      <Field
        label={t('products.name')}
        value={product.name}
        check={(value) => (value.trim() ? null : t('error.field.required'))}
        {...field((name) => ({ name: name.trim() }))}
      />
      <Field
        label={t('products.code')}
        value={product.code ?? ''}
        {...field((code) => ({ code: code.trim() || null }))}
      />
      <Field label={t('products.kind')} value={product.kind} options={kinds} {...field((kind) => ({ kind }))}>
        {t(`products.kind.${product.kind}`)}
      </Field>
      <Field
        label={t('products.price')}
        value={product.price === null ? '' : decimalText(product.price, 2)}
        check={(value) => (!value.trim() || readDecimal(value, 8) !== null ? null : t('lines.error.price'))}
        {...field((value) => ({ price: value.trim() ? readDecimal(value, 8) : null }))}
      >
        {product.price === null ? (
          <span className="ink-3">{t('products.price.agreed')}</span>
        ) : (
          <span className="w5">{price(product.price, product.currency)}</span>
        )}
      </Field>
      <Field
        label={t('products.priceMode')}
        value={product.priceMode}
        options={modes}
        {...field((priceMode) => ({ priceMode }))}
      >
        {t(`products.priceMode.${product.priceMode}`)}
      </Field>
      <Field
        label={t('record.field.currency')}
        value={product.currency}
        options={currenciesWith(product.currency).map((value) => ({ value, label: value }))}
        {...field((currency) => ({ currency }))}
      />
      <Field
        label={t('products.unit')}
        value={product.unit}
        options={[...new Set([product.unit, ...units])].map((value) => ({ value, label: value }))}
        {...field((unit) => ({ unit }))}
      />
      <Field label={t('products.vat')} value={product.vat} options={vats} {...field((vat) => ({ vat }))}>
        {vats.find(({ value }) => value === product.vat)?.label}
      </Field>
      <Field label={t('products.pkwiu')} value={product.pkwiu} {...field((pkwiu) => ({ pkwiu: pkwiu.trim() }))} />
      <Field
        label={t('products.gtu')}
        value={product.gtu ?? ''}
        options={[{ value: '', label: t('products.gtu.none') }, ...GTU.map((value) => ({ value, label: value }))]}
        {...field((gtu) => ({ gtu: gtu || null }))}
      />
      <Field label={t('products.note')} type="lines" value={product.note} {...field((note) => ({ note }))} />
    </Section>
  )
}
