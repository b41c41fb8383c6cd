import { createHmac } from 'node:crypto'
import { hostname } from 'node:os'
import { type RawBuilder, sql } from 'kysely'
import type { Deps } from './deps.ts'
import { migrations, newestKnown } from './migrate.ts'
import { version } from './paths.ts'

/** A node says so often that it lives; unheard of for so long it is taken for dead. */
export const BEAT_MS = 2000
const DEAD_AFTER = sql`interval '30 seconds'`

type Node = Pick<Deps, 'config' | 'database'>

const digestOf = (secret: string): string =>
  createHmac('sha256', secret).update('the secret of this installation').digest('hex').slice(0, 16)

/** Says that this node lives, what it does and which version it is. `lateness`: by how many ms its work is late. */
export async function sayAlive(
  { config, database }: Node,
  node: string,
  lateness: RawBuilder<unknown> = sql`0`,
): Promise<void> {
  const roles = (['web', 'worker'] as const).filter((role) => config.roles[role]).join(',')
  await sql`insert into worker_beats (node, roles, beat_at, lateness_ms, version, knows, secret, host)
    values (${node}, ${roles}, clock_timestamp(), ${lateness}, ${version}, ${newestKnown}, ${digestOf(config.secret)}, ${hostname()})
    on conflict (node) do update set beat_at = excluded.beat_at, lateness_ms = excluded.lateness_ms`.execute(
    database.db,
  )
  await sql`delete from worker_beats where beat_at < clock_timestamp() - interval '1 minute'`.execute(database.db)
}

/** It ended in order: nobody need wait for it. */
export const sayGone = ({ database }: Pick<Node, 'database'>, node: string): Promise<unknown> =>
  sql`delete from worker_beats where node = ${node}`.execute(database.db).catch(() => {})

/** Passwords of channels are kept encrypted with the secret: a node with another one could read none of them. */
export async function refuseOtherSecret({ config, database }: Node): Promise<void> {
  const { rows } = await sql<{ host: string }>`select host from worker_beats
    where secret <> '' and secret <> ${digestOf(config.secret)} and beat_at > clock_timestamp() - ${DEAD_AFTER}`.execute(
    database.db,
  )
  if (rows[0])
    throw new Error(
      `the node on ${rows[0].host} works with another secret: give TOK_SECRET the same value on every node`,
    )
}

/**
 * Whether a worker of a newer version lives. An older one leaves all work to it: it would take events of which it does not know
 * that somebody listens. When the newer one is gone, as after a version is taken back, it works again.
 */
export async function isSuperseded({ database }: Pick<Node, 'database'>): Promise<boolean> {
  const { rows } = await sql<{ version: string; knows: string }>`select distinct version, knows from worker_beats
    where roles like '%worker%' and beat_at > clock_timestamp() - ${DEAD_AFTER}`.execute(database.db)
  return rows.some((other) => isNewer(other, { version, knows: newestKnown }))
}

interface Standing {
  version: string
  knows: string
}

/** By the version first ("0.10.0" is newer than "0.9.1"), then by the newest migration. */
export function isNewer(one: Standing, other: Standing): boolean {
  const [numbers, others] = [one, other].map(({ version }) => version.split(/[.-]/).map((part) => Number(part) || 0))
  for (let i = 0; i < 3; i += 1) {
    const difference = (numbers![i] ?? 0) - (others![i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return one.knows > other.knows
}

/** The migrations by which a newer version took away what this one needs; it can only end. */
export async function lostTo({ database }: Pick<Node, 'database'>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from schema_migrations where contracts
    and name <> all(${migrations().map(({ name }) => name)}::text[]) order by name`.execute(database.db)
  return rows.map(({ name }) => name)
}
