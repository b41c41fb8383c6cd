import { ActionIcon, Button, Drawer, Popover, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconFilter, IconUpload, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useMe } from '../../api/session.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { FIELD_KINDS } from '../fields/queries.ts'
import { useKinds } from '../kinds.ts'
import { BulkMenu } from './BulkMenu.tsx'
import { type ColumnChoice, ColumnsMenu } from './ColumnsMenu.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FilterEditor } from './FilterEditor.tsx'
import { partsOf, withParts, wordOf } from './filter.ts'
import css from './lists.module.css'
import { PartWords } from './PartWords.tsx'
import type { List } from './use-list.ts'
import { ViewMenu } from './ViewMenu.tsx'

type Props = { list: List; search: string; columns: ColumnChoice[] }

/** Over a list: its saved view, words, the filter as chips, the columns, and what can be done to all that is found. */
export function ListBar({ list, search, columns }: Props) {
  const t = useT()
  const go = useGo()
  const { can } = useMe()
  const phone = useMediaQuery('(max-width: 600px)', false, { getInitialValueInEffect: false })
  const [open, setOpen] = useState(false)
  const kinds = useKinds()
  const takesFiles =
    FIELD_KINDS.some((kind) => kind === list.kind) ||
    kinds.some(({ key, can, archived }) => key === list.kind && can.create !== 'none' && !archived)
  const parts = partsOf(list.filter)
  const without = (at: number) =>
    list.change({
      filter: withParts(
        wordOf(list.filter),
        parts.filter((_, index) => index !== at),
      ),
    })
  const editor = (
    <FilterEditor fields={list.fields} filter={list.filter} onChange={(filter) => list.change({ filter })} />
  )
  const button = (
    <Button
      className={css.tool}
      size="xs"
      leftSection={<Icon of={IconFilter} />}
      aria-expanded={open}
      onClick={() => setOpen((now) => !now)}
    >
      {t('lists.filter')}
    </Button>
  )
  return (
    <>
      <ViewMenu list={list} />
      <SearchField label={search} value={list.q} onChange={(q) => list.change({ q })} />
      {phone ? (
        <>
          {button}
          <Drawer
            opened={open}
            onClose={() => setOpen(false)}
            position="bottom"
            size="85%"
            title={t('lists.filter')}
            closeButtonProps={{ 'aria-label': t('shell.close') }}
          >
            {editor}
          </Drawer>
        </>
      ) : (
        <Popover
          opened={open}
          onChange={setOpen}
          position="bottom-start"
          width={640}
          trapFocus
          shadow="md"
          withinPortal
        >
          <Popover.Target>{button}</Popover.Target>
          <Popover.Dropdown aria-label={t('lists.filter')}>{editor}</Popover.Dropdown>
        </Popover>
      )}
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place
        <span key={at} className={css.chip}>
          <button type="button" className={css.words} onClick={() => setOpen(true)}>
            {at > 0 && <span className="ink-3">{t(wordOf(list.filter) === 'all' ? 'lists.and' : 'lists.or')} </span>}
            <PartWords part={part} fields={list.fields} />
          </button>
          <button
            type="button"
            className={css.remove}
            aria-label={t('lists.removeCondition')}
            onClick={() => without(at)}
          >
            <Icon of={IconX} size={14} />
          </button>
        </span>
      ))}
      <ColumnsMenu list={list} columns={columns} />
      <BulkMenu list={list} />
      <ExportMenu list={list} columns={columns} />
      {can['import.create'] !== 'none' && takesFiles && (
        <Tooltip label={t('lists.import')}>
          <ActionIcon
            className={css.tool}
            aria-label={t('lists.import')}
            onClick={() => go(`${paths.imports}?kind=${list.kind}`)}
          >
            <Icon of={IconUpload} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  )
}
