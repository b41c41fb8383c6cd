import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { system } from '../../../core/actor.ts'
import { ChannelTrouble, type Ear, type Listener } from '../../../core/channel.ts'
import type { Deps } from '../../../core/deps.ts'
import { write } from '../../../core/write.ts'
import { type AccountRow, accountRow, openAccount } from '../queries/accounts.ts'
import { markAccount } from './accounts.ts'
import { receiveReports } from './deliver.ts'
import { receiveMessages } from './receive.ts'

const LEASE_SECONDS = 30

/** What an account's channel tells goes into the house through this. */
export function earOf(deps: Deps, accountId: string): Ear {
  const actor = system('channels')
  const remember = (cursor: Record<string, unknown>) =>
    sql`update channel_accounts set cursor = ${JSON.stringify(cursor)}::jsonb where id = ${accountId}`
  return {
    async received(messages, cursor) {
      await write(deps, actor, async (cx) => {
        await receiveMessages(cx, await accountRow(cx.db, accountId), messages)
        if (cursor) await remember(cursor).execute(cx.db)
      })
      deps.wake()
    },
    async reported(reports) {
      await write(deps, actor, (cx) => receiveReports(cx, accountId, reports))
      deps.wake()
    },
    remember: (cursor) =>
      write(deps, actor, async (cx) => {
        await remember(cursor).execute(cx.db)
      }),
    trouble: (trouble) => write(deps, actor, (cx) => markAccount(cx, accountId, trouble)),
  }
}

/** Receives for every account, each on one node at a time: a node that falls silent is followed by another. */
export class Listeners {
  private readonly deps: Deps
  private readonly node = randomUUID()
  private readonly open = new Map<string, { version: number; listener: Listener }>()

  constructor(deps: Deps) {
    this.deps = deps
  }

  /** Begins with accounts that are free or new, ends with those that are changed, gone or another node's. */
  async tend(): Promise<boolean> {
    const able = [...this.deps.channels.values()].filter((channel) => channel.listen).map(({ key }) => key)
    if (able.length === 0) return false
    const { rows } = await sql<AccountRow>`/* listen */ update channel_accounts set listener = ${this.node},
        listened_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      where active and archived_at is null and channel = any(${able}::text[])
        and (listener is null or listener = ${this.node} or listened_until < clock_timestamp()) returning *`.execute(
      this.deps.database.db,
    )
    const ours = new Map(rows.map((row) => [row.id, row]))
    for (const [id, { version, listener }] of this.open) {
      if (ours.get(id)?.version === version) continue
      this.open.delete(id)
      await listener.stop()
    }
    for (const row of rows) if (!this.open.has(row.id)) await this.begin(row)
    return false
  }

  private async begin(row: AccountRow): Promise<void> {
    const ear = earOf(this.deps, row.id)
    try {
      const { channel, account } = openAccount(this.deps, row)
      this.open.set(row.id, { version: row.version, listener: channel.listen!(account, ear) })
    } catch (error) {
      if (!(error instanceof ChannelTrouble)) throw error
      await ear.trouble(error)
    }
  }

  async stop(): Promise<void> {
    const listeners = [...this.open.values()]
    this.open.clear()
    await Promise.all(listeners.map(({ listener }) => listener.stop()))
    await sql`update channel_accounts set listener = null, listened_until = null where listener = ${this.node}`
      .execute(this.deps.database.db)
      .catch(() => {})
  }
}
