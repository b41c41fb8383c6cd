import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { sql } from 'kysely'
import { simpleParser } from 'mailparser'
import { system } from '../server/core/actor.ts'
import type { Deps } from '../server/core/deps.ts'
import { write } from '../server/core/write.ts'
import { addAccount } from '../server/modules/messages/commands/accounts.ts'
import { channelListeners } from '../server/modules/messages/commands/listen.ts'
import { setUpCompany } from '../server/modules/staff/commands/set-up-company.ts'
import { Dovecot, hasDovecot } from '../test/support/dovecot.ts'
import { TestImap } from '../test/support/imap.ts'
import { letters } from '../test/support/letters.ts'
import { atLeast, median, type Options, type Result, rounded } from './measure.ts'
import { makePlace } from './place.ts'

const ROUNDS = 3

/** Where the letters lie: Debian's Dovecot, or the tests' own server where there is none. */
interface Mailbox {
  name: string
  host: string
  port: number
  user: string
  password: string
  end(): Promise<void>
}

/**
 * A mailbox taken in by Tok, each letter a message of a conversation in the database, beside a plain fetch of the same letters
 * by imapflow, each read by mailparser and forgotten; in turns.
 */
export async function mail({ quick, size, say }: Options): Promise<Result> {
  const count = size ?? (quick ? 100 : 5_000)
  const place = await makePlace()
  const box = await openMailbox(count)
  try {
    say(`${count} letters in ${box.name}`)
    const { plain, taken } = await place.within(async ({ deps }) => {
      await write(deps, system('bench'), (cx) =>
        setUpCompany(cx, {
          company: { name: 'Zakład Pomiarowy' },
          owner: { name: 'Olga Miara', email: 'olga@example.com', password: 'dlugie-haslo-do-pomiaru' },
          departments: ['Sprzedaż'],
          locale: 'pl',
        }),
      )
      const plain: number[] = []
      const taken: number[] = []
      for (let round = 1; round <= ROUNDS; round += 1) {
        plain.push(count / (await seconds(() => readPlainly(box, count))))
        taken.push(count / (await takeIn(deps, box, count, round)))
        say(`round ${round}: plain ${rounded(plain.at(-1)!)}/s, taken in ${rounded(taken.at(-1)!)}/s`)
      }
      return { plain, taken }
    })
    return {
      bench: 'mail',
      bars: [atLeast('letters taken in beside a plain fetch and parse', median(taken) / median(plain), 'x', 0.5)],
      figures: {
        'letters taken in, per second': rounded(median(taken)),
        'fetched by imapflow and read by mailparser, per second': rounded(median(plain)),
        letters: count,
        'mail server': box.name,
      },
    }
  } finally {
    await box.end()
    await place.end()
  }
}

async function openMailbox(count: number): Promise<Mailbox> {
  if (hasDovecot()) {
    const dovecot = await Dovecot.start()
    await dovecot.deliver(letters(count))
    const { host, port, user, password } = dovecot
    return { name: 'Dovecot', host, port, user, password, end: () => dovecot.end() }
  }
  const imap = await TestImap.start()
  for (const letter of letters(count)) imap.deliver(letter)
  const { host, port, password } = imap
  const name = "the tests' own IMAP server, since Dovecot is missing"
  return { name, host, port, user: 'biuro@firma.pl', password, end: () => imap.down() }
}

async function seconds(task: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await task()
  return (performance.now() - began) / 1000
}

async function readPlainly({ host, port, user, password: pass }: Mailbox, count: number): Promise<void> {
  const client = new ImapFlow({ host, port, secure: false, doSTARTTLS: false, auth: { user, pass }, logger: false })
  await client.connect()
  await client.mailboxOpen('INBOX', { readOnly: true })
  let read = 0
  for await (const { source } of client.fetch('1:*', { uid: true, source: true })) {
    await simpleParser(source!)
    read += 1
  }
  client.close()
  if (read !== count) throw new Error(`${read} letters of ${count} were read`)
}

/** Seconds until every letter is kept. */
async function takeIn(deps: Deps, box: Mailbox, count: number, round: number): Promise<number> {
  const { id } = await write(deps, system('bench'), (cx) =>
    addAccount(cx, {
      channel: 'mail',
      name: 'Biuro',
      address: `biuro${round}@firma.pl`,
      settings: {
        ...{ imapHost: box.host, imapPort: box.port, imapSecurity: 'none', smtpHost: box.host },
        ...{ user: box.user, password: box.password, days: null, sent: false },
      },
    }),
  )
  const kept = async () => {
    const { rows } = await sql<{ count: string }>`select count(*) from messages where account_id = ${id}`.execute(
      deps.database.db,
    )
    return Number(rows[0]!.count)
  }
  const listeners = channelListeners(deps)
  try {
    return await seconds(async () => {
      await listeners.tend()
      // Counting is work of the same database.
      while ((await kept()) < count) await sleep(100)
    })
  } finally {
    await listeners.stop()
    await sql`update channel_accounts set active = false where id = ${id}`.execute(deps.database.db)
  }
}
