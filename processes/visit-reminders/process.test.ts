import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeContact } from '../../server/modules/contacts/factory.ts'
import { makeAccount } from '../../server/modules/messages/factory.ts'
import { changeSettings, pauseProcess } from '../../server/modules/processes/commands.ts'
import { FakeChannel } from '../../test/support/fake-channel.ts'
import { testWorld, type World } from '../../test/support/world.ts'
import { visitReminders } from './settings.ts'

let w: World
let sms: FakeChannel
let guest: string

beforeAll(async () => {
  w = await testWorld()
  sms = new FakeChannel(w.deps, { key: 'sms', address: 'phone', threads: 'address', dropsDoubles: false })
  w.deps.channels = new Map([[sms.channel.key, sms.channel]])
  await w.write('owner', (cx) => makeAccount(cx, { channel: 'sms', address: '+48221234567' }))
  guest = (await w.write('anna', (cx) => makeContact(cx, { locale: 'pl' }))).id
})
afterEach(() => {
  sms.sent.length = 0
})
afterAll(() => w.close())

const at = async (hours: number) => new Date((await w.now()).getTime() + hours * 3_600_000).toISOString()
async function arrange(hours: number, given: object = {}): Promise<string> {
  const body = {
    title: 'Pomiary',
    startsAt: await at(hours),
    endsAt: await at(hours + 1),
    contactIds: [guest],
    ...given,
  }
  const answer = await w.request('anna', 'POST', '/api/appointments', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  await w.settle()
  return answer.body.id
}
async function pass(by: string): Promise<void> {
  await w.travel(by)
  await w.settle()
  await w.worker.sendAll()
  await w.settle()
}
const switchOn = (paused = false) => w.write('owner', (cx) => pauseProcess(cx, 'visit_reminders', paused))
const settings = (set: Record<string, unknown>) =>
  w.write('owner', (cx) => changeSettings(cx, 'visit_reminders', { ...visitReminders.defaults, ...set }))
const incidents = () => w.db.selectFrom('process_incidents').select(['code']).where('resolved_at', 'is', null).execute()

describe('reminders for customers', () => {
  it('are switched off until the company wants them', async () => {
    await arrange(48)
    await pass('25 hours')
    expect(sms.sent).toEqual([])
    await switchOn()
  })

  it('come a day before, and the customer confirms by the link', async () => {
    const id = await arrange(48)
    await pass('23 hours')
    expect(sms.sent).toEqual([])
    await pass('1 hour')
    expect(sms.sent.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^Zakłady Testowe: przypominamy o spotkaniu jutro \d+:\d\d\. Prosimy o potwierdzenie: http\S+\/c\/\S{22}$/,
      ),
    ])
    const path = new URL(/http\S+/.exec(sms.sent[0]!.text)![0]).pathname
    await w.app.inject({ method: 'POST', url: path })
    await w.settle()
    expect(await w.told('anna', id)).toContain('visit_confirmed')
    await pass('1 day')
    expect(await w.told('anna', id)).not.toContain('visit_unconfirmed')
  })

  it('tell of a customer who says nothing, and of one who cannot be written to', async () => {
    const id = await arrange(48)
    await pass('1 day')
    await pass('21 hours')
    expect(await w.told('anna', id)).toContain('visit_unconfirmed')
    const { id: mute } = await w.write('anna', (cx) => makeContact(cx, { phones: [], emails: [] }))
    const unreached = await arrange(48, { contactIds: [mute] })
    await pass('1 day')
    expect(await w.told('anna', unreached)).toContain('visit_unreached')
  })

  it('follow a meeting that is moved, and do not come for one called off or without customers', async () => {
    const moved = await arrange(48)
    const off = await arrange(48)
    await arrange(48, { contactIds: [] })
    const times = { startsAt: await at(96), endsAt: await at(97) }
    await w.request('anna', 'PATCH', `/api/appointments/${moved}`, times, { 'if-match': '*' })
    await w.request('anna', 'DELETE', `/api/appointments/${off}`)
    await w.settle()
    await pass('2 days')
    expect(sms.sent).toEqual([])
    await pass('1 day')
    expect(sms.sent).toHaveLength(1)
  })

  it('go without a link where nothing is to be confirmed', async () => {
    await settings({ confirm: 'no', text_pl: 'Do zobaczenia {{visit.when}}. {{link}}', before: 'PT2H' })
    await arrange(4)
    await pass('2 hours')
    expect(sms.sent.map(({ text }) => text)).toEqual([expect.stringMatching(/^Do zobaczenia dziś \d+:\d\d\.$/)])
  })

  it('leave no incident behind', async () => {
    expect(await incidents()).toEqual([])
  })
})
