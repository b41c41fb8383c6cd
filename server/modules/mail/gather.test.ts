import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { newId } from '../../core/ids.ts'
import { markRead } from '../notifications/commands.ts'
import { gatherNotificationMails } from './gather.ts'

let w: World
beforeEach(async () => {
  w = await testWorld()
})
afterEach(() => w.close())

type Who = Parameters<World['as']>[0]

/** A notice as the notifications module writes it. */
async function notice(
  who: Who[],
  change: { code?: string; params?: Record<string, unknown>; urgent?: boolean; taskId?: string; lead?: string } = {},
): Promise<string> {
  const id = newId()
  const lead = change.lead ?? newId()
  await w.write('owner', async (cx) => {
    await sql`insert into notices (id, subject_kind, subject_id, reason, occurrence, code, params, urgent, task_id, created_at)
      values (${id}, 'lead', ${lead}, 'test', ${id}, ${change.code ?? 'test'}, ${JSON.stringify(change.params ?? {})}::jsonb,
        ${change.urgent ?? false}, ${change.taskId ?? null}, ${cx.now})`.execute(cx.db)
    await sql`insert into notifications (notice_id, recipient_id, created_at, mail_state)
      select ${id}, unnest(${who.map((name) => w.people[name])}::uuid[]), ${cx.now}, 'pending'`.execute(cx.db)
  })
  return lead
}

const mails = async () =>
  (
    await sql<{
      id: string
      to_address: string
      subject: string
      body_text: string
      body_html: string
      locale: string
    }>`
      select id, to_address, subject, body_text, body_html, locale from outgoing_mails order by created_at, to_address`.execute(
      w.db,
    )
  ).rows
const states = async () =>
  (
    await sql<{ mail_state: string; count: number }>`select mail_state, count(*)::int as count from notifications
      group by mail_state order by mail_state`.execute(w.db)
  ).rows.map((row) => `${row.mail_state} ${row.count}`)
const gather = async () => {
  while (await gatherNotificationMails(w.deps));
}

describe('notification mails', () => {
  it('tell one thing at once, with a link that only opens it', async () => {
    const taskId = newId()
    const lead = await notice(['anna'], { code: 'test<b>', taskId })
    await gather()
    const [mail, ...more] = await mails()
    expect(more).toEqual([])
    expect(mail).toMatchObject({ to_address: 'anna@example.com', locale: 'pl' })
    const link = `${w.deps.config.publicUrl}/leads/${lead}?task=${taskId}`
    expect(mail!.body_text).toContain(`Otwórz w Tok: ${link}`)
    expect(mail!.body_html).toContain(`href="${link}"`)
    expect(mail!.body_html).toContain('[notice.test&lt;b&gt;]')
    expect(await states()).toEqual(['mailed 1'])
  })

  it('gather what follows within a minute into one mail', async () => {
    await notice(['anna'])
    await gather()
    for (let i = 0; i < 24; i += 1) await notice(['anna'])
    const urgent = await notice(['anna'], { code: 'urgent', urgent: true })
    await w.travel('50 seconds')
    await gather()
    expect(await mails()).toHaveLength(1)
    expect(await states()).toEqual(['mailed 1', 'pending 25'])
    await w.travel('11 seconds')
    await gather()
    const [, second, ...more] = await mails()
    expect(more).toEqual([])
    expect(second!.subject).toBe('25 nowych powiadomień w Tok')
    expect(second!.body_text.match(/• \[notice/g)).toHaveLength(20)
    expect(second!.body_text).toContain('• i jeszcze 5')
    expect(second!.body_text.indexOf(urgent)).toBeLessThan(second!.body_text.indexOf('[notice.test]'))
    expect(await states()).toEqual(['mailed 26'])
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from notifications where mail_id = ${second!.id}`.execute(w.db)
    expect(rows[0]!.count).toBe(25)
  })

  it('go to nobody who wants none, has left or has read it meanwhile', async () => {
    await sql`update employees set preferences = '{"mail": false}' where id = ${w.people.anna}`.execute(w.db)
    await sql`update employees set active = false where id = ${w.people.katarzyna}`.execute(w.db)
    await notice(['anna', 'katarzyna', 'lukasz', 'marta'])
    await w.write('marta', (cx) => markRead(cx, null))
    await gather()
    expect((await mails()).map((mail) => mail.to_address)).toEqual(['lukasz@example.com'])
    expect(await states()).toEqual(['mailed 1', 'skipped 3'])
  })

  it('never fall back to another address', async () => {
    await sql`update employees set email = 'bez adresu' where id = ${w.people.anna}`.execute(w.db)
    await notice(['anna', 'lukasz'])
    await gather()
    expect((await mails()).map((mail) => mail.to_address)).toEqual(['lukasz@example.com'])
    expect(await states()).toEqual(['mailed 1', 'skipped 1'])
  })

  it('speak the language of each recipient', async () => {
    await sql`update employees set locale = 'en' where id = ${w.people.lukasz}`.execute(w.db)
    for (let i = 0; i < 2; i += 1) await notice(['anna', 'lukasz'])
    await gather()
    expect((await mails()).map((mail) => mail.subject)).toEqual([
      '2 nowe powiadomienia w Tok',
      '2 new notifications in Tok',
    ])
  })

  it('are made once though several workers gather while notices go on coming', async () => {
    let coming = true
    const workers = Array.from({ length: 4 }, async () => {
      while (coming) await gather()
    })
    for (let i = 0; i < 30; i += 1) await notice(['anna', 'katarzyna', 'lukasz', 'salesHead'])
    coming = false
    await Promise.all(workers)
    const everybody = ['anna@example.com', 'katarzyna@example.com', 'lukasz@example.com', 'piotr@example.com']
    expect((await mails()).map((mail) => mail.to_address)).toEqual(everybody)
    await w.travel('61 seconds')
    await gather()
    expect((await mails()).slice(4).map((mail) => mail.to_address)).toEqual(everybody)
    expect(await states()).toEqual(['mailed 120'])
  })

  it('stay cheap when a whole department gets a flood', async () => {
    await w.write('owner', async (cx) => {
      await sql`insert into notices (id, subject_kind, subject_id, reason, occurrence, code, created_at)
        select gen_random_uuid(), 'lead', gen_random_uuid(), 'flood', i::text, 'test', ${cx.now} from generate_series(1, 6000) i`.execute(
        cx.db,
      )
      await sql`insert into notifications (notice_id, recipient_id, created_at, mail_state)
        select n.id, e.id, ${cx.now}, 'pending' from notices n cross join employees e`.execute(cx.db)
    })
    const began = performance.now()
    await gather()
    expect(performance.now() - began).toBeLessThan(10_000)
    const made = await mails()
    expect(made).toHaveLength(Object.keys(w.people).length)
    for (const mail of made) expect(mail.body_html.length).toBeLessThan(10_000)
    expect(made[0]!.body_text).toContain('i jeszcze 5980')
  })
})
