import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TestSmtp } from '../../../test/support/smtp.ts'
import { CAST, type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { Died } from '../../core/deps.ts'
import { pathOfFile } from '../../core/files.ts'
import { write } from '../../core/write.ts'
import { sendEffects } from '../../engine/effects.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { winDeal } from '../deals/commands/win-deal.ts'
import { makeDeal } from '../deals/factory.ts'
import { mailEffects } from '../mail/effects.ts'
import { countFigures } from './commands/count.ts'
import { sendDueMailings } from './commands/mailings.ts'
import { figureEffects } from './effects.ts'

let w: World
let smtp: TestSmtp

beforeAll(async () => {
  w = await testWorld()
  smtp = await TestSmtp.start({ security: 'none' })
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
  for (const who of ['anna', 'katarzyna'] as const)
    await w.write(who, async (cx) => winDeal(cx, { dealId: (await makeDeal(cx, { amount: 123_400 })).id }))
  while (await countFigures(w.deps));
  const { status } = await w.request('owner', 'PUT', '/api/settings/mail', {
    ...{ host: smtp.host, port: smtp.port, security: 'none', user: 'tok', password: smtp.password },
    ...{ fromAddress: 'tok@firma.pl', fromName: 'Tok' },
  })
  expect(status).toBe(200)
})
afterAll(async () => {
  await smtp.down()
  await w.close()
})

const senders = () => new Map([figureEffects(w.deps), ...mailEffects(w.deps)].map((sender) => [sender.topic, sender]))
/** Hands out what is due, draws it and sends it. */
const go = async () => {
  while (await write(w.deps, system('figures'), sendDueMailings));
  const all = senders()
  while ((await sendEffects(w.deps, all, 'test', 100)) > 0);
}
const letters = async () => {
  const { rows } = await sql<{
    to: string
    subject: string
    files: { name: string; digest: string; size: number }[]
    text: string
  }>`
    select m.to_address as to, m.subject, m.files, m.body_text as text from outgoing_mails m where subject_kind = 'figure_mailing' order by id`.execute(
    w.db,
  )
  return rows
}
const events = async (name: string) =>
  (
    await sql<{
      payload: Record<string, unknown>
    }>`select payload from event_log where name = ${name} order by xid8, id`.execute(w.db)
  ).rows.map(({ payload }) => payload)
const usual = { report: 'activity', period: 'lastWeek', every: 'week', day: 1, at: '08:00' }
const create = (who: CastName, given: object = {}) =>
  w.request(who, 'POST', '/api/figure-mailings', { ...usual, recipients: [w.people[who]], ...given })
const list = async (who: CastName) =>
  (await w.request(who, 'GET', '/api/figure-mailings')).body.items as {
    id: string
    nextAt: string | null
    sentAt: string | null
    paused: boolean
    can: boolean
    version: number
    recipients: { name: string }[]
  }[]
const one = async (who: CastName, id: string) => (await list(who)).find((mailing) => mailing.id === id)!
const change = async (who: CastName, id: string, set: object) =>
  w.request(who, 'PATCH', `/api/figure-mailings/${id}`, set, { 'if-match': `"${(await one('owner', id)).version}"` })

beforeEach(async () => {
  await sql`delete from figure_mailings`.execute(w.db)
  await sql`delete from outgoing_mails where subject_kind = 'figure_mailing'`.execute(w.db)
  await sql`delete from outbox where kind = 'effect'`.execute(w.db)
})

describe('a report by mail', () => {
  it('goes out at its hour in the company’s zone, to each in his language, with what he may see', async () => {
    await w.until('2031-01-07', '10:00')
    const { body, status } = await create('salesHead', { recipients: [w.people.salesHead, w.people.anna] })
    expect(status).toBe(201)
    // Monday the 13th at eight in Warsaw, where it is winter.
    expect(await one('salesHead', body.id)).toMatchObject({ nextAt: '2031-01-13T07:00:00.000Z', sentAt: null })
    await w.until('2031-01-13', '07:59')
    await go()
    expect(await letters()).toEqual([])
    await w.travel('1 minute')
    smtp.mails.length = 0
    await go()
    const sent = await letters()
    expect(sent.map(({ to }) => to).sort()).toEqual([CAST.anna.email, CAST.salesHead.email].sort())
    expect(sent[0]!.subject).toBe('Praca: 6.01.2031–12.01.2031')
    expect(sent[0]!.text).toContain('estawienie jest w załączniku')
    expect((await one('salesHead', body.id)).nextAt).toBe('2031-01-20T07:00:00.000Z')
    // It is a PDF, it is what the server got, and those of a head and of one of his people differ.
    expect(new Set(sent.map(({ files }) => files[0]!.digest)).size).toBe(2)
    const pdf = await readFile(pathOfFile(w.deps, sent[0]!.files[0]!.digest))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(smtp.mails.map(({ attachments }) => attachments.map(({ filename }) => filename))).toEqual(
      sent.map(({ files }) => [files[0]!.name]),
    )
    const digests = smtp.mails.map(({ attachments }) =>
      createHash('sha256').update(attachments[0]!.content).digest('hex'),
    )
    expect(digests.sort()).toEqual(sent.map(({ files }) => files[0]!.digest).sort())
    await go()
    expect(await letters()).toHaveLength(2)
  })

  it('keeps its hour when the clocks change, and follows the company into another zone', async () => {
    await w.until('2031-03-29', '12:00')
    const { body } = await create('owner', { every: 'day', day: null, at: '02:30', period: 'yesterday' })
    const next = async () => (await one('owner', body.id)).nextAt
    // Half past two there is none that night: it is half past three.
    expect(await next()).toBe('2031-03-30T01:30:00.000Z')
    await w.until('2031-03-30', '03:30')
    await go()
    expect(await letters()).toHaveLength(1)
    expect(await next()).toBe('2031-03-31T00:30:00.000Z')
    const zone = async (name: string) => {
      const { version } = (await w.request('owner', 'GET', '/api/company')).body
      const { status } = await w.request(
        'owner',
        'PATCH',
        '/api/company',
        { zone: name },
        { 'if-match': String(version) },
      )
      expect(status).toBe(204)
    }
    await zone('Europe/Lisbon')
    expect(await next()).toBe('2031-03-31T01:30:00.000Z')
    await zone('Europe/Warsaw')
  })

  it('is sent once however often the worker dies, and once by two workers', async () => {
    const { body } = await create('owner', { every: 'day', day: null })
    await w.travel('1 day')
    const waiting = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from outbox where topic = 'figures.mail'`.execute(w.db))
        .rows[0]!.n
    const dies = async (at: 'before-commit' | 'after-commit', does: 'hands out' | 'sends') => {
      const dying = { ...w.deps, probe: (place: string) => (place === at ? die() : undefined) }
      const sender = figureEffects(dying)
      if (does === 'hands out') await expect(write(dying, system('figures'), sendDueMailings)).rejects.toThrow(Died)
      else expect(await sendEffects(dying, new Map([[sender.topic, sender]]), 'dies', 10)).toBe(1)
      await sql`update outbox set leased_until = null, not_before = null`.execute(w.db)
      return [await waiting(), (await letters()).length]
    }
    expect(await dies('before-commit', 'hands out')).toEqual([0, 0])
    expect(await dies('after-commit', 'hands out')).toEqual([1, 0])
    expect(await dies('before-commit', 'sends')).toEqual([1, 0])
    expect(await dies('after-commit', 'sends')).toEqual([0, 1])
    await Promise.all([go(), go()])
    await sql`update outbox set leased_until = null`.execute(w.db)
    await go()
    expect(await letters()).toHaveLength(1)
    expect((await events('figure_mailing.due')).filter(({ mailingId }) => mailingId === body.id)).toHaveLength(1)
    expect((await events('figure_mailing.sent')).filter(({ mailingId }) => mailingId === body.id)).toHaveLength(1)
  })

  it('sends the last one missed after days without a server', async () => {
    const { body } = await create('owner', { every: 'day', day: null, period: 'yesterday' })
    await w.travel('5 days')
    await go()
    expect(await letters()).toHaveLength(1)
    const day = (await one('owner', body.id)).nextAt!.slice(0, 10)
    const [due] = (await events('figure_mailing.due')).slice(-1)
    expect(Date.parse(day) - Date.parse(String(due!.on))).toBe(86_400_000)
  })

  it('does not reach who has left, or may not see it any more', async () => {
    const hers = { every: 'day', day: null, query: { person: w.people.katarzyna } }
    const refused = await create('owner', { ...hers, recipients: [w.people.salesHead, w.people.marta] })
    expect(refused.body.errors).toMatchObject([
      { path: 'recipients', code: 'figure_mailing.may_not_see', params: { name: CAST.marta.name } },
    ])
    const { status, body } = await create('owner', {
      ...hers,
      recipients: [w.people.katarzyna, w.people.salesHead, w.people.owner],
    })
    expect(status).toBe(201)
    await sql`update employees set active = false where id = ${w.people.katarzyna}`.execute(w.db)
    await sql`update employees set role = 'employee' where id = ${w.people.salesHead}`.execute(w.db)
    await sql`update departments set head_id = null where head_id = ${w.people.salesHead}`.execute(w.db)
    await w.travel('1 day')
    await go()
    expect((await letters()).map(({ to }) => to)).toEqual([CAST.owner.email])
    const skipped = (await events('figure_mailing.skipped')).filter(({ mailingId }) => mailingId === body.id)
    expect(skipped.map(({ reason }) => reason).sort()).toEqual(['inactive', 'no_right'])
    await sql`update employees set active = true where id = ${w.people.katarzyna}`.execute(w.db)
    await sql`update employees set role = 'head' where id = ${w.people.salesHead}`.execute(w.db)
    await sql`update departments set head_id = ${w.people.salesHead} where id = ${w.departments.sales}`.execute(w.db)
  })

  it('is halted, goes on, is sent at once, and ends', async () => {
    const { body } = await create('anna', { every: 'day', day: null })
    expect((await change('anna', body.id, { paused: true })).status).toBe(204)
    await w.travel('2 days')
    await go()
    expect(await letters()).toEqual([])
    expect(await one('anna', body.id)).toMatchObject({ paused: true, nextAt: null })
    expect((await w.request('anna', 'POST', `/api/figure-mailings/${body.id}/sending`)).status).toBe(204)
    await go()
    expect(await letters()).toHaveLength(1)
    expect((await change('anna', body.id, { paused: false })).status).toBe(204)
    await go()
    // What was missed is not made up for.
    expect(await letters()).toHaveLength(1)
    await w.travel('1 day')
    await go()
    expect(await letters()).toHaveLength(2)
    expect((await change('anna', body.id, { every: 'month', day: 31 })).status).toBe(204)
    expect((await w.request('anna', 'DELETE', `/api/figure-mailings/${body.id}`)).status).toBe(204)
    expect(await list('anna')).toEqual([])
  })

  it('is its maker’s; who gets it may leave it, others see nothing of it', async () => {
    const { body } = await create('salesHead', { recipients: [w.people.salesHead, w.people.anna] })
    expect(await one('anna', body.id)).toMatchObject({ can: false })
    expect(await list('marta')).toEqual([])
    expect((await change('anna', body.id, { paused: true })).status).toBe(403)
    expect((await w.request('marta', 'POST', `/api/figure-mailings/${body.id}/leaving`)).status).toBe(404)
    expect((await w.request('anna', 'POST', `/api/figure-mailings/${body.id}/leaving`)).status).toBe(204)
    expect(await list('anna')).toEqual([])
    expect((await one('salesHead', body.id)).recipients).toHaveLength(1)
    await w.request('salesHead', 'POST', `/api/figure-mailings/${body.id}/leaving`)
    expect(await list('owner')).toEqual([])
  })

  it.each([
    [{ recipients: [] }, 'recipients', 'field.invalid'],
    [{ day: null }, 'day', 'field.required'],
    [{ day: 9 }, 'day', 'field.invalid'],
    [{ at: '25:00' }, 'at', 'field.invalid'],
    [{ query: { by: 'source' } }, 'by', 'figure.no_such_rows'],
    [{ report: 'processes' }, 'process', 'field.required'],
    [{ report: 'processes', process: 'no_such' }, 'process', 'field.invalid'],
    [{ recipients: ['00000000-0000-7000-8000-000000000001'] }, 'recipients', 'figure_mailing.no_such_person'],
  ])('refuses %j at its field', async (given, path, code) => {
    const { status, body } = await create('owner', given)
    expect([status, body.errors]).toEqual([422, [expect.objectContaining({ path, code })]])
  })

  it('that cannot be prepared tells its owner why, once, shows it, and goes out at its next time', async () => {
    const { body } = await create('salesHead', {
      ...{ every: 'day', day: null, recipients: [w.people.salesHead, w.people.anna] },
    })
    const { dataDir } = w.deps.config
    // A file where the folder should be: nothing can be kept there.
    w.deps.config.dataDir = fileURLToPath(import.meta.url)
    const tryAll = async () => {
      await go()
      for (let tried = 0; tried < 12; tried += 1) {
        await sql`update outbox set not_before = null where kind = 'effect'`.execute(w.db)
        await go()
      }
    }
    try {
      await w.travel('1 day')
      await tryAll()
    } finally {
      w.deps.config.dataDir = dataDir
    }
    expect(await letters()).toEqual([])
    expect(await w.told('salesHead', body.id)).toEqual(['figure_mailing_failed'])
    expect([await w.told('anna', body.id), await w.told('owner', body.id)]).toEqual([[], []])
    const { rows } = await sql<{ params: object }>`select params from notices where subject_id = ${body.id}`.execute(
      w.db,
    )
    expect(rows).toEqual([{ params: { report: 'activity', why: 'no_folder' } }])
    expect(await one('anna', body.id)).toMatchObject({ failed: { why: 'no_folder' } })
    await w.travel('1 day')
    await go()
    expect(await letters()).toHaveLength(2)
    expect(await one('salesHead', body.id)).toMatchObject({ failed: null })
  })

  it('tells of a process, too, compared with the week before', async () => {
    const { status } = await create('owner', {
      ...{ report: 'processes', process: 'request_handling', query: { compare: 'previous' }, every: 'day', day: null },
    })
    expect(status).toBe(201)
    await w.travel('1 day')
    await go()
    const [letter] = await letters()
    expect(letter!.subject).toMatch(/^Proces: /)
    expect(existsSync(pathOfFile(w.deps, letter!.files[0]!.digest))).toBe(true)
  })
})

function die(): never {
  throw new Died()
}
