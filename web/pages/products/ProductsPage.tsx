import { Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMe } from '../../api/session.ts'
import { ListPage } from '../../components/shell/ListPage.tsx'
import { useFormat } from '../../i18n/format.ts'
import { usePrice } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { NewProductDialog } from './NewProductDialog.tsx'
import { type Product, productsQuery } from './queries.ts'
import { vatWords } from './words.ts'

export default function ProductsPage() {
  const t = useT()
  const format = useFormat()
  const price = usePrice()
  const { can } = useMe()
  const [search, setSearch] = useSearchState()
  const { q = '', kind = '', state = '', sort = 'name' } = search
  const query = useInfiniteQuery(productsQuery({ q, kind, state, sort }))
  const priceOf = (product: Product) =>
    product.price === null ? (
      <span className="ink-3">{t('products.price.agreed')}</span>
    ) : (
      price(product.price, product.currency)
    )
  return (
    <ListPage
      title={t('shell.nav.products')}
      {...(can['product.create'] === 'none' ? {} : { create: t('products.new') })}
      query={query}
      pathOf={(product) => paths.product(product.id)}
      empty={t('products.empty')}
      nothingFound={t('products.nothingFound')}
      narrowed={q !== '' || kind !== '' || state !== ''}
      filters={
        <>
          <SearchField label={t('products.filter.q')} value={q} onChange={(q) => setSearch({ q })} />
          <Select
            size="xs"
            w={168}
            aria-label={t('products.filter.kind')}
            allowDeselect={false}
            value={kind || 'all'}
            data={(['all', 'goods', 'service'] as const).map((value) => ({
              value,
              label: t(`products.filter.${value}`),
            }))}
            onChange={(next) => setSearch({ kind: next === 'all' ? undefined : (next ?? undefined) })}
          />
          <Select
            size="xs"
            w={136}
            aria-label={t('products.filter.state')}
            allowDeselect={false}
            value={state || 'offered'}
            data={(['offered', 'archived'] as const).map((value) => ({ value, label: t(`products.filter.${value}`) }))}
            onChange={(next) => setSearch({ state: next === 'offered' ? undefined : (next ?? undefined) })}
          />
          <Select
            size="xs"
            w={176}
            aria-label={t('cards.sort')}
            allowDeselect={false}
            value={sort}
            data={(['name', 'code', 'updated'] as const).map((value) => ({
              value,
              label: t(`products.sort.${value}`),
            }))}
            onChange={(next) => setSearch({ sort: next === 'name' ? undefined : (next ?? undefined) })}
          />
        </>
      }
      form={(close) => <NewProductDialog onClose={close} />}
      card={(product) => (
        <>
          <span className="w5 cut">{product.name}</span>
          <span className="apart t-s ink-2">
            <span className="cut">
              {[product.code, t(`products.kind.${product.kind}`)].filter(Boolean).join(' · ')}
            </span>
            <span className="nowrap nums">{priceOf(product)}</span>
          </span>
        </>
      )}
      table={{
        columns: [
          {
            key: 'name',
            head: t('products.name'),
            width: 'minmax(220px, 3fr)',
            cell: (product) => <span className="cut w5">{product.name}</span>,
          },
          { key: 'code', head: t('products.code'), width: 'minmax(96px, 1fr)', cell: (product) => product.code ?? '' },
          {
            key: 'kind',
            head: t('products.kind'),
            width: '80px',
            cell: (product) => t(`products.kind.${product.kind}`),
          },
          {
            key: 'price',
            head: t('products.price'),
            width: '128px',
            align: 'right',
            cell: priceOf,
          },
          {
            key: 'mode',
            head: '',
            width: '56px',
            cell: (product) => (
              <span className="ink-3">
                {product.price === null ? '' : t(`products.priceMode.${product.priceMode}`)}
              </span>
            ),
          },
          { key: 'unit', head: t('products.unit'), width: '80px', cell: (product) => product.unit },
          {
            key: 'vat',
            head: t('products.vat'),
            width: '56px',
            align: 'right',
            cell: (product) => vatWords(product.vat),
          },
          {
            key: 'updated',
            head: t('cards.updated'),
            width: '96px',
            align: 'right',
            cell: (product) => format.short(product.updatedAt),
          },
        ],
      }}
    />
  )
}
