import { sql } from 'kysely'
import type { z } from 'zod'
import { type FigureColumn, type Grouping, isGrain, periodsOf, whatsOf } from '../../../../pure/figures.ts'
import { may } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { invalid } from '../../../core/errors.ts'
import { cursorOf, readCursor } from '../../../core/paging.ts'
import type { CellQuery, countedAs, countedRecord } from '../schema.ts'
import { counting, KEYS, readReport } from './report.ts'

type Kind = z.output<(typeof countedAs)['kind']>
interface Page {
  kind: Kind
  count: number
  items: z.output<typeof countedRecord>[]
  next: string | null
}

const KINDS: Record<string, Kind> = { call: 'call', request: 'lead', ticket: 'ticket' }
/** Of a fact's first word; what is no call, request or ticket is about a deal. */
const kindOf = (what: string): Kind => KINDS[what.split('_')[0]!] ?? 'deal'

const NAMES: Record<Kind, { table: string; name: string }> = {
  lead: { table: 'leads', name: 'title' },
  deal: { table: 'deals', name: 'title' },
  ticket: { table: 'tickets', name: 'title' },
  call: { table: 'calls', name: 'number' },
}

/** The column that is counted; of a share, those of its part. */
function countedColumn(columns: readonly FigureColumn[], key: string): FigureColumn {
  const column = columns.find((one) => one.key === key)
  if (!column) throw invalid({ path: 'column', code: 'figure.no_such_column' })
  const { of } = column
  if ('part' in of) return countedColumn(columns, of.part)
  return 'ofFirst' in of ? countedColumn(columns, of.ofFirst) : column
}

/** The very records a cell of a report counts, newest first, and how many they are. */
export async function countedRecords(
  db: Db,
  reader: UserActor,
  key: string,
  query: CellQuery & { after?: string; limit: number },
): Promise<Page> {
  const { report, by } = readReport(key, query)
  const { of } = countedColumn(report.columns, query.column)
  if (!('what' in of)) throw invalid({ path: 'column', code: 'figure.no_such_column' })
  const kind = kindOf(of.what)
  const { table, name } = NAMES[kind]
  const conditions = [
    sql<boolean>`f.what = any(${whatsOf(of.what)}::text[])`,
    counting(reader, query, rangeOfRow(by, query)),
    ...(of.dim ? [sql<boolean>`f.dim = ${of.dim}`] : []),
    ...(of.value === 'median' ? [sql<boolean>`f.minutes is not null`] : []),
    ...(query.row === undefined || isGrain(by)
      ? []
      : query.row === 'none' && (by === 'person' || by === 'department')
        ? [sql<boolean>`${KEYS[by]} is null`]
        : [sql<boolean>`${KEYS[by]} = ${query.row === 'none' ? '' : query.row}`]),
  ]
  const where = sql.join(conditions, sql` and `)
  const after = query.after
    ? sql`and (f.on_day, f.record_id) < (${readCursor(query.after, 2)[0]}::date, ${readCursor(query.after, 2)[1]}::uuid)`
    : sql``
  const [{ rows }, counted] = await Promise.all([
    sql<z.output<typeof countedRecord>>`
      select f.record_id as id, t.name, f.on_day as day, f.amount::float8 as amount, f.minutes
      from figure_facts f left join lateral (select r.${sql.ref(name)} as name from ${sql.table(table)} r
        where r.id = f.record_id and ${may(reader, kind, 'read', 'r')}) t on true
      where ${where} ${after} order by f.on_day desc, f.record_id desc limit ${query.limit + 1}`.execute(db),
    sql<{ count: number }>`select count(*)::int as count from figure_facts f where ${where}`.execute(db),
  ])
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    kind,
    count: counted.rows[0]!.count,
    items,
    next: rows.length > query.limit && last ? cursorOf(last.day, last.id) : null,
  }
}

function rangeOfRow(by: Grouping, { from, to, row }: CellQuery) {
  if (!isGrain(by) || row === undefined) return { from, to }
  const period = periodsOf(by, { from, to }).find(({ key }) => key === row)
  if (!period) throw invalid({ path: 'row', code: 'field.invalid' })
  return period
}
