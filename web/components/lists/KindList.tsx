import { Button } from '@mantine/core'
import { type ComponentProps, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { ListLayout } from '../shell/ListLayout.tsx'
import { ListRows } from '../shell/ListRows.tsx'
import { BulkDialog } from './BulkDialog.tsx'
import { ListBar } from './ListBar.tsx'
import { type Drawn, useColumns } from './use-columns.tsx'
import type { List } from './use-list.ts'

type Rows<Row extends { id: string }> = ComponentProps<typeof ListRows<Row>>

type Props<Row extends { id: string }> = Pick<
  Rows<Row>,
  'label' | 'query' | 'pathOf' | 'card' | 'cardHeight' | 'empty'
> & {
  list: List
  /** Words over the field for words. */
  search: string
  columns: Drawn<Row>[]
}

/** A list of a kind of record: saved views, filter, columns to choose, order, and what is done to many at once. */
export function KindList<Row extends { id: string }>({ list, search, columns: drawn, ...rows }: Props<Row>) {
  const t = useT()
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [bulk, setBulk] = useState(false)
  const { columns, choices, sort, onSort } = useColumns(list, drawn)
  return (
    <ListLayout filters={<ListBar list={list} search={search} columns={choices} />}>
      <ListRows
        {...rows}
        columns={columns}
        sort={sort}
        onSort={onSort}
        selected={selected}
        onSelect={setSelected}
        bulk={
          <Button size="xs" variant="filled" onClick={() => setBulk(true)}>
            {t('lists.bulk.change')}
          </Button>
        }
      />
      {bulk && (
        <BulkDialog
          list={list}
          ids={[...selected]}
          onDone={() => setSelected(new Set())}
          onClose={() => setBulk(false)}
        />
      )}
    </ListLayout>
  )
}
