import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { ColumnChoice } from './ColumnsMenu.tsx'
import { partsOf } from './filter.ts'
import css from './lists.module.css'
import type { List } from './use-list.ts'

/** What a column that draws several fields, or one under another name, is in a file. */
const FIELDS: Record<string, string[]> = {
  client: ['personName', 'companyName', 'companyId', 'contactId'],
  company: ['companyId', 'companyName'],
  owner: ['ownerId'],
  stage: ['stageId'],
  email: ['email', 'emails'],
  phone: ['phone', 'phones'],
  amount: ['amount', 'currency'],
}

const FORMATS = ['xlsx', 'csv'] as const

/** Just this list as a file: what its filter finds, in its order, with its columns. */
export function ExportMenu({ list, columns }: { list: List; columns: ColumnChoice[] }) {
  const t = useT()
  const known = new Set(list.fields.map((field) => field.key))
  const shown = list.columns ?? columns.filter((column) => column.usual).map((column) => column.key)
  const keys = [...new Set(shown.flatMap((key) => FIELDS[key] ?? [key]))].filter((key) => known.has(key))
  const query = new URLSearchParams({
    ...(partsOf(list.asked).length > 0 ? { filter: JSON.stringify(list.asked) } : {}),
    ...(list.askedQ.trim() ? { q: list.askedQ.trim() } : {}),
    ...(keys.length > 0 ? { columns: keys.join(',') } : {}),
    sort: list.sort,
  })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('lists.export')}>
          <ActionIcon className={css.tool} aria-label={t('lists.export')}>
            <Icon of={IconDownload} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item key={format} component="a" href={`/api/exports/${list.kind}?${query}&format=${format}`} download>
            {t(`lists.export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
