import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { channelListeners } from '../../server/modules/messages/commands/listen.ts'
import { makeAccount } from '../../server/modules/messages/factory.ts'
import { Dovecot } from '../support/dovecot.ts'
import { letters } from '../support/letters.ts'
import { testWorld, type World } from '../support/world.ts'

const COUNT = 5_000
let w: World
let dovecot: Dovecot
let accountId: string
let listeners: ReturnType<typeof channelListeners>

beforeAll(async () => {
  w = await testWorld({ startsAt: 'now' })
  dovecot = await Dovecot.start()
  const { host, port, user, password } = dovecot
  accountId = await w.write('owner', (cx) =>
    makeAccount(cx, {
      channel: 'mail',
      address: 'biuro@firma.pl',
      departmentId: w.departments.sales,
      settings: { imapHost: host, imapPort: port, imapSecurity: 'none', smtpHost: host, user, password, days: null },
    }),
  )
  listeners = channelListeners(w.deps)
})
afterAll(async () => {
  await listeners?.stop()
  await dovecot?.end()
  await w?.close()
})

const kept = async () => {
  const { rows } = await sql<{ count: string; different: string }>`select count(*), count(distinct subject) as different
    from messages where account_id = ${accountId}`.execute(w.db)
  return { count: Number(rows[0]!.count), different: Number(rows[0]!.different) }
}
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100))
}

it('takes in a whole mailbox of Dovecot that restarts in the middle, with Tok stopped in the middle, too', async () => {
  await dovecot.deliver(letters(COUNT))
  await listeners.tend()
  await until(async () => (await kept()).count > COUNT / 10)
  await dovecot.down()
  await dovecot.up()
  await until(async () => (await kept()).count > COUNT / 2)
  await listeners.stop()
  listeners = channelListeners(w.deps)
  await listeners.tend()
  await until(async () => (await kept()).count >= COUNT)
  expect(await kept()).toEqual({ count: COUNT, different: COUNT })
  // What lay there before opens no requests.
  expect(await w.db.selectFrom('leads').select('id').execute()).toEqual([])
}, 240_000)

it('keeps each letter once when Dovecot numbers them anew, and sees at once what comes then', async () => {
  await dovecot.renumber()
  await dovecot.deliver(letters(1, COUNT + 1))
  await until(async () => (await kept()).count > COUNT)
  await until(async () => {
    const { rows } = await sql<{ uid: number }>`select (cursor #>> '{folders,inbox,uid}')::int as uid
      from channel_accounts where id = ${accountId}`.execute(w.db)
    return rows[0]!.uid >= COUNT
  })
  expect(await kept()).toEqual({ count: COUNT + 1, different: COUNT + 1 })
  await w.settle()
  await dovecot.deliver([
    'From: Nowa Klientka <nowa@klientka.pl>\r\nTo: biuro@firma.pl\r\nSubject: Czy to macie?\r\nMessage-ID: <nowa@klientka.pl>\r\n\r\nProszę o ofertę.',
  ])
  await until(async () => (await w.db.selectFrom('leads').select('id').execute()).length > 0)
  const [lead] = await w.db.selectFrom('leads').select(['title', 'email']).execute()
  expect(lead).toEqual({ title: 'Czy to macie?', email: 'nowa@klientka.pl' })
}, 240_000)
