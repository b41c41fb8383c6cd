import { Button } from '@mantine/core'
import { useState } from 'react'
import { BulkDialog } from '../../components/lists/BulkDialog.tsx'
import { EVERYTHING } from '../../components/lists/filter.ts'
import { ListBar } from '../../components/lists/ListBar.tsx'
import { type Drawn, useColumns } from '../../components/lists/use-columns.tsx'
import type { List } from '../../components/lists/use-list.ts'
import { ListPage, type ListPageProps } from '../../components/shell/ListPage.tsx'
import { useT } from '../../i18n/words.ts'

/** The list as it comes: everybody, by name. */
export const USUAL_CARDS = { sort: 'name', filter: () => EVERYTHING }

type Props<Row> = ListPageProps<Row> & { list: List; columns: Drawn<Row>[] }

/** A list of cards, of people or of companies: the same ways to search, to sort, to add. */
export function CardList<Row extends { id: string }>({ list, columns: drawn, ...page }: Props<Row>) {
  const t = useT()
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [bulk, setBulk] = useState(false)
  const { columns, choices, sort, onSort } = useColumns(list, drawn)
  return (
    <ListPage
      {...page}
      filters={<ListBar list={list} search={t('cards.filter.q')} columns={choices} />}
      narrowed={list.q !== '' || list.changed}
      nothingFound={t('cards.nothingFound')}
      table={{
        columns,
        sort,
        onSort,
        selected,
        onSelect: setSelected,
        bulk: (
          <Button size="xs" variant="filled" onClick={() => setBulk(true)}>
            {t('lists.bulk.change')}
          </Button>
        ),
      }}
    >
      {bulk && (
        <BulkDialog
          list={list}
          ids={[...selected]}
          onDone={() => setSelected(new Set())}
          onClose={() => setBulk(false)}
        />
      )}
    </ListPage>
  )
}
