import { sql } from 'kysely'
import { system } from '../../../core/actor.ts'
import { ChannelTrouble, type Ear } from '../../../core/channel.ts'
import type { Deps } from '../../../core/deps.ts'
import { leased } from '../../../core/leases.ts'
import { write } from '../../../core/write.ts'
import { type AccountRow, accountRow, openAccount } from '../queries/accounts.ts'
import { markAccount } from './accounts.ts'
import { receiveReports } from './deliver.ts'
import { receiveMessages } from './receive.ts'

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

/** Receives for every account of a channel that listens, each on one node at a time. */
export const channelListeners = (deps: Deps) =>
  leased<AccountRow>(deps, {
    table: 'channel_accounts',
    columns: sql`*`,
    where() {
      const able = [...deps.channels.values()].filter((channel) => channel.listen).map(({ key }) => key)
      return sql<boolean>`channel = any(${able}::text[])`
    },
    async begin(row) {
      const ear = earOf(deps, row.id)
      try {
        const { channel, account } = openAccount(deps, row)
        return channel.listen!(account, ear)
      } catch (error) {
        if (!(error instanceof ChannelTrouble)) throw error
        await ear.trouble(error)
        return null
      }
    },
  })
