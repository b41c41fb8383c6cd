import { sql } from 'kysely'
import type { Deps } from '../../core/deps.ts'
import { Refusal } from '../../core/errors.ts'

const WINDOW_MS = 15 * 60_000

/** How often within a quarter of an hour; an office behind one address has many people, an e-mail one. */
const LIMITS = { address: 60, email: 10, password: 10, forgot: 5 } as const

/**
 * Takes one attempt of each key, on all nodes together, before the password is looked at: a hundred requests at once get
 * no more guesses than a hundred in a row. Machine time, so the demo's clock opens nothing. Part of better-auth's tables,
 * which are the exception to write(): a refused attempt must be counted although nothing else is written.
 */
export async function takeAttempt(
  deps: Deps,
  wanted: Partial<Record<keyof typeof LIMITS, string>>,
): Promise<() => Promise<void>> {
  const keys = Object.entries(wanted).map(([kind, value]) => ({
    key: `${kind}:${value}`,
    kind: kind as keyof typeof LIMITS,
  }))
  const { rows } = await sql<{ key: string; count: number }>`
    insert into auth_rate_limits (id, key, count, last_request)
    select gen_random_uuid(), key, 1, (extract(epoch from clock_timestamp()) * 1000)::bigint
      from unnest(${keys.map(({ key }) => key).sort()}::text[]) as key
    on conflict (key) do update set
      count = case when excluded.last_request - auth_rate_limits.last_request > ${WINDOW_MS} then 1
        else auth_rate_limits.count + 1 end,
      -- The window begins with its first attempt, so trying on does not prolong it.
      last_request = case when excluded.last_request - auth_rate_limits.last_request > ${WINDOW_MS}
        then excluded.last_request else auth_rate_limits.last_request end
    returning key, count`.execute(deps.database.db)
  const counts = new Map(rows.map(({ key, count }) => [key, count]))
  if (keys.some(({ key, kind }) => counts.get(key)! > LIMITS[kind])) throw new Refusal('rate_limited', { status: 429 })
  /** Gives the attempts back: what succeeded was no guess. */
  return async () => {
    await sql`update auth_rate_limits set count = greatest(0, count - 1)
      where key = any(${keys.map(({ key }) => key)}::text[])`.execute(deps.database.db)
  }
}

/** Forgets what is over; a chore. */
export async function forgetAttempts(deps: Deps): Promise<boolean> {
  await sql`delete from auth_rate_limits
    where last_request < extract(epoch from clock_timestamp()) * 1000 - ${WINDOW_MS}`.execute(deps.database.db)
  await sql`delete from auth_sessions where expires_at < clock_timestamp()`.execute(deps.database.db)
  await sql`delete from auth_verifications where expires_at < clock_timestamp()`.execute(deps.database.db)
  return false
}
