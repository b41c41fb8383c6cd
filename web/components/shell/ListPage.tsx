import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ComponentProps, ReactNode } from 'react'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useSearchState } from '../../ui/use-search.ts'
import { KindList } from '../lists/KindList.tsx'
import { ListLayout } from './ListLayout.tsx'
import { ListRows } from './ListRows.tsx'
import { Page } from './Page.tsx'

interface Making {
  title: string
  /** Words of the button that makes one; left out when the person may not. */
  create?: string
  /** Above the list: what it is a choice of. */
  above?: ReactNode
  /** The form, while the address asks for it. */
  form: (close: () => void) => ReactNode
}
interface Empty {
  empty: string
  nothingFound: string
}

/** A page with the way to add one of what it lists: by the button, by N, by its address. */
function MakingPage({ title, create, above, form, children }: Making & { children: (open: () => void) => ReactNode }) {
  const [search, setSearch] = useSearchState()
  const open = () => setSearch({ new: '1' }, { push: true })
  useKeys(create ? { n: open } : {})
  return (
    <Page
      bare
      title={title}
      bar={above && <div style={{ padding: '8px var(--gutter) 0' }}>{above}</div>}
      actions={
        create && (
          <Button
            variant="filled"
            leftSection={<Icon of={IconPlus} />}
            rightSection={<kbd className="desk-only">N</kbd>}
            onClick={open}
          >
            {create}
          </Button>
        )
      }
    >
      {children(open)}
      {search.new === '1' && create && form(() => setSearch({ new: undefined }))}
    </Page>
  )
}

/** What stands where nothing is listed: nothing that fits, or nothing yet and the way to the first. */
const emptyOf = ({ create, empty, nothingFound }: Making & Empty, narrowed: boolean, open: () => void) =>
  narrowed ? (
    <EmptyState>{nothingFound}</EmptyState>
  ) : (
    <EmptyState action={create && <Button onClick={open}>{create}</Button>}>{empty}</EmptyState>
  )

type Rows<Row extends { id: string }> = ComponentProps<typeof ListRows<Row>>
type Told = 'label' | 'query' | 'pathOf' | 'card' | 'empty'

/** A list as a page: what narrows it, its rows as they come, and the way to add one. */
export function ListPage<Row extends { id: string }>(
  props: Making &
    Empty &
    Pick<Rows<Row>, 'query' | 'pathOf' | 'card'> & {
      filters: ReactNode
      /** Whether anything narrows the list: then an empty one says so. */
      narrowed: boolean
      table: Omit<Rows<Row>, Told>
      children?: ReactNode
    },
) {
  const { title, query, pathOf, card, filters, narrowed, table, children } = props
  return (
    <MakingPage {...props}>
      {(open) => (
        <>
          <ListLayout filters={filters}>
            <ListRows
              {...table}
              label={title}
              query={query}
              pathOf={pathOf}
              card={card}
              empty={emptyOf(props, narrowed, open)}
            />
          </ListLayout>
          {children}
        </>
      )}
    </MakingPage>
  )
}

/** The same of a kind with fields: by its filter, saved views and columns. */
export function KindListPage<Row extends { id: string }>(
  props: Making & Empty & Omit<ComponentProps<typeof KindList<Row>>, 'label' | 'empty'>,
) {
  const { title, create: _, above: _____, form: __, empty: ___, nothingFound: ____, ...rest } = props
  const { list } = props
  return (
    <MakingPage {...props}>
      {(open) => <KindList {...rest} label={title} empty={emptyOf(props, list.q !== '' || list.changed, open)} />}
    </MakingPage>
  )
}
