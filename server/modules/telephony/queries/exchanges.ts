import { sql } from 'kysely'
import type { Deps } from '../../../core/deps.ts'
import { notFound } from '../../../core/errors.ts'
import { decrypt } from '../../../core/settings.ts'
import type { AmiSettings, ExchangeView } from '../schema.ts'

/** As the row holds them; what is secret is sealed. */
export interface StoredSettings {
  ami?: AmiSettings
  password?: string
  secret?: string
}

export interface ExchangeRow {
  id: string
  name: string
  kind: 'webhook' | 'ami'
  settings: StoredSettings
  departmentId: string | null
  callBackWithin: string
  active: boolean
  trouble: string | null
  troubleDetail: string | null
  troubleSince: Date | null
  heardAt: Date | null
  listened: boolean
  version: number
}

export const EXCHANGE_COLUMNS = sql`id, name, kind, settings, department_id as "departmentId",
  call_back_within as "callBackWithin", active, trouble, trouble_detail as "troubleDetail", trouble_since as "troubleSince",
  heard_at as "heardAt", coalesce(listened_until > clock_timestamp(), false) and trouble is null as listened, version`

export const urlOf = ({ config }: Pick<Deps, 'config'>, id: string): string =>
  `${config.publicUrl}/api/exchanges/${id}/events`

const view = (deps: Pick<Deps, 'config'>, row: ExchangeRow): ExchangeView => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  departmentId: row.departmentId,
  callBackWithin: row.callBackWithin,
  active: row.active,
  ami: row.settings.ami ?? null,
  url: urlOf(deps, row.id),
  trouble: row.trouble
    ? { code: row.trouble, detail: row.troubleDetail, since: row.troubleSince!.toISOString() }
    : null,
  listened: row.listened,
  heardAt: row.heardAt?.toISOString() ?? null,
  version: row.version,
})

export async function listExchanges(deps: Deps): Promise<ExchangeView[]> {
  const { rows } = await sql<ExchangeRow>`select ${EXCHANGE_COLUMNS} from exchanges where archived_at is null
    order by name, id`.execute(deps.database.db)
  return rows.map((row) => view(deps, row))
}

/** An exchange that was not archived; 404 otherwise. */
export async function exchangeRow(db: Deps['database']['db'], id: string): Promise<ExchangeRow> {
  const { rows } = await sql<ExchangeRow>`select ${EXCHANGE_COLUMNS} from exchanges
    where id = ${id} and archived_at is null`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

export async function exchangeById(deps: Deps, id: string): Promise<ExchangeView> {
  return view(deps, await exchangeRow(deps.database.db, id))
}

/** How to reach its manager interface; null for an exchange that has none. */
export function amiOf({ config }: Pick<Deps, 'config'>, { settings }: ExchangeRow) {
  if (!settings.ami || !settings.password) return null
  return { ...settings.ami, password: decrypt(config.secret, settings.password) }
}

/** The exchange by which this person can ring somebody, and his telephone; null without one. */
export async function dialling(
  deps: Deps,
  employeeId: string,
): Promise<{ row: ExchangeRow; extension: string } | null> {
  const { rows } = await sql<ExchangeRow & { extension: string }>`select ${EXCHANGE_COLUMNS},
      (select extension from employees where id = ${employeeId}) as extension
    from exchanges where kind = 'ami' and active and archived_at is null
      and exists (select 1 from employees where id = ${employeeId} and extension is not null)
    order by (department_id = (select department_id from employees where id = ${employeeId})) desc nulls last, name
    limit 1`.execute(deps.database.db)
  return rows[0] ? { row: rows[0], extension: rows[0].extension } : null
}
