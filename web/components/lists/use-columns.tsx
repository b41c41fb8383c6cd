import { useMemo } from 'react'
import { useLocale } from '../../i18n/words.ts'
import type { Column, Sort } from '../../ui/DataTable.tsx'
import { FieldValue } from '../fields/FieldValue.tsx'
import { nameOf, type RecordField } from '../fields/queries.ts'
import type { ColumnChoice } from './ColumnsMenu.tsx'
import type { List } from './use-list.ts'

/** A column a list draws in a way of its own; `sort` is the field it is ordered by, where that is not its key. */
export type Drawn<Row> = Column<Row> & { sort?: string }

const WIDTHS: Record<string, string> = {
  number: '112px',
  money: '128px',
  date: '104px',
  moment: '136px',
  yes_no: '72px',
}
const RIGHT = new Set(['number', 'money', 'rate'])

/** Where a record keeps the value of a shipped field: under its key, or beside it with its name (`owner` for `ownerId`). */
function valueIn(row: object, field: RecordField): unknown {
  const record = row as Record<string, unknown>
  if (field.custom) return (record.custom as Record<string, unknown> | undefined)?.[nameOf(field)]
  const value = record[field.key]
  if (value === undefined && field.key.endsWith('Id'))
    return (record[field.key.slice(0, -2)] as { name?: unknown } | null)?.name
  if (Array.isArray(value))
    return value
      .map((one) => (typeof one === 'object' && one !== null ? (one as { value?: unknown }).value : one))
      .join(', ')
  return value
}

/** The columns of a list in the order that is asked for, the headings that order it, and what else could be shown. */
export function useColumns<Row extends object>(list: List, drawn: Drawn<Row>[]) {
  const locale = useLocale()
  const { fields, sort } = list
  const generic = useMemo(() => {
    const known = new Set(drawn.map((column) => column.key))
    return fields
      .filter((field) => !known.has(field.key) && !['departmentId', 'pipelineId'].includes(field.key))
      .map(
        (field): Drawn<Row> => ({
          key: field.key,
          head: field.label[locale],
          width: WIDTHS[field.type] ?? 'minmax(120px, 1fr)',
          ...(RIGHT.has(field.type) ? { align: 'right' as const } : {}),
          cell: (row) => {
            const value = valueIn(row, field)
            const named = !field.custom && field.key.endsWith('Id')
            return named ? String(value ?? '') : <FieldValue field={field} value={value} />
          },
        }),
      )
  }, [fields, drawn, locale])
  const all = [...drawn, ...generic]
  const keys =
    list.columns?.filter((key) => all.some((column) => column.key === key)) ?? drawn.map((column) => column.key)
  const sortable = new Set(fields.filter((field) => field.sortable).map((field) => field.key))
  const columns = keys.map((key) => {
    const column = all.find((one) => one.key === key)!
    return { ...column, sortable: sortable.has(column.sort ?? column.key) }
  })
  const by = sort.replace(/^-/, '')
  const ordering = all.find((column) => (column.sort ?? column.key) === by)
  const choices: ColumnChoice[] = all.map(({ key, head }) => ({
    key,
    head,
    usual: drawn.some((one) => one.key === key),
  }))
  return {
    columns,
    choices,
    sort: ordering && ({ key: ordering.key, direction: sort.startsWith('-') ? 'desc' : 'asc' } satisfies Sort),
    onSort: ({ key, direction }: Sort) => {
      const column = all.find((one) => one.key === key)
      list.change({ sort: `${direction === 'desc' ? '-' : ''}${column?.sort ?? key}` })
    },
  }
}
