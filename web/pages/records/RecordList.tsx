import { useInfiniteQuery } from '@tanstack/react-query'
import { useMe } from '../../api/session.ts'
import { FieldValue } from '../../components/fields/FieldValue.tsx'
import { nameOf } from '../../components/fields/queries.ts'
import { KindList } from '../../components/lists/KindList.tsx'
import type { Drawn } from '../../components/lists/use-columns.tsx'
import { useList } from '../../components/lists/use-list.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { type Kind, type OwnRecord, recordsQuery, usualRecords } from './queries.ts'

const USUAL = { sort: '-createdAt', filter: usualRecords }
/** How many of the kind's own fields stand in the list before anybody chooses columns. */
const SHOWN_FIELDS = 3
const WIDE = new Set(['long_text', 'choices'])

export function StageMark({ record }: { record: OwnRecord }) {
  const locale = useLocale()
  const name = record.stage.name[locale]
  if (record.stage.final === 'done') return <Chip tone="grn">{name}</Chip>
  return record.stage.final === 'dropped' ? <Chip>{name}</Chip> : name
}

export function RecordList({ kind }: { kind: Kind }) {
  const t = useT()
  const locale = useLocale()
  const { user } = useMe()
  const list = useList(kind.key, USUAL)
  const query = useInfiniteQuery(recordsQuery(kind.key, list, user.id))
  const own = list.fields.filter((field) => field.custom && !WIDE.has(field.type)).slice(0, SHOWN_FIELDS)
  const drawn: Drawn<OwnRecord>[] = [
    {
      key: 'number',
      head: t('records.number'),
      width: 'minmax(112px, 0.8fr)',
      cell: (record) => <span className="nums ink-2">{record.number}</span>,
    },
    {
      key: 'title',
      head: t('records.title'),
      width: 'minmax(180px, 2fr)',
      cell: (record) => (
        <GoTo to={paths.record(record.id)} className="w5 cut">
          {record.title}
        </GoTo>
      ),
    },
    {
      key: 'stageId',
      head: t('deals.stage'),
      width: 'minmax(112px, 1fr)',
      sort: 'stageEnteredAt',
      cell: (record) => <StageMark record={record} />,
    },
    ...own.map(
      (field): Drawn<OwnRecord> => ({
        key: field.key,
        head: field.label[locale],
        width: 'minmax(112px, 1fr)',
        ...(field.type === 'money' || field.type === 'number' ? { align: 'right' as const } : {}),
        cell: (record) => <FieldValue field={field} value={record.custom[nameOf(field)]} />,
      }),
    ),
    {
      key: 'ownerId',
      head: t('record.field.ownerId'),
      width: 'minmax(112px, 1fr)',
      cell: (record) =>
        record.owner && (
          <span className="row">
            <Avatar id={record.owner.id} name={record.owner.name} />
            <span className="cut">{record.owner.name}</span>
          </span>
        ),
    },
  ]
  return (
    <KindList
      label={kind.plural[locale]}
      list={list}
      search={t('records.search')}
      query={query}
      columns={drawn}
      pathOf={(record) => paths.record(record.id)}
      cardHeight={84}
      card={(record) => (
        <>
          <span className="w5 cut">{record.title}</span>
          <span className="apart t-s ink-2">
            <span className="nums">{record.number}</span>
            <span className="nowrap">
              <StageMark record={record} />
            </span>
          </span>
          <span className="apart t-s ink-2">
            <span className="cut">{own[0] && <FieldValue field={own[0]} value={record.custom[nameOf(own[0])]} />}</span>
            {record.owner && <Avatar id={record.owner.id} name={record.owner.name} named />}
          </span>
        </>
      )}
      empty={<EmptyState>{t(list.changed || list.q ? 'deals.nothingFound' : 'records.empty')}</EmptyState>}
    />
  )
}
