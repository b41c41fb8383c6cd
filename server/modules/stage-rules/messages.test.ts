import { afterAll, beforeAll, expect, it } from 'vitest'
import { FakeChannel } from '../../../test/support/fake-channel.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { makeContact } from '../contacts/factory.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../deals/factory.ts'
import { makeAccount } from '../messages/factory.ts'

let w: World
let sms: FakeChannel
let mail: FakeChannel
let stages: { id: string }[]

beforeAll(async () => {
  w = await testWorld()
  sms = new FakeChannel(w.deps, { key: 'sms', address: 'phone', threads: 'address', dropsDoubles: false })
  mail = new FakeChannel(w.deps, { key: 'mail', address: 'email', threads: 'references', dropsDoubles: true })
  w.deps.channels = new Map([sms, mail].map(({ channel }) => [channel.key, channel]))
  await w.write('owner', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await makeAccount(cx, { channel: 'sms', address: '+48221234567' })
    await makeAccount(cx, { channel: 'mail' })
  })
  stages = (await w.request('owner', 'GET', '/api/pipelines')).body.items[0].stages
  const { status } = await rule({
    text: { pl: '{{recipient.first_name}}, zamówienie {{record.title}} jest w drodze.', en: 'On its way.' },
  })
  expect(status).toBe(201)
})
afterAll(() => w.close())

const rule = (message: object) =>
  w.request('owner', 'POST', '/api/stage-rules', {
    ...{ name: 'W drodze', departmentId: null, kind: 'deal', stage: stages[1]!.id, trigger: 'enter' },
    actions: [{ do: 'message', ...message }],
  })
const onItsWay = async (given: Parameters<typeof makeContact>[1]) => {
  const id = await w.write('anna', async (cx) => {
    const contact = await makeContact(cx, { firstName: 'Jan', ...given })
    return (await makeDeal(cx, { title: 'Okna', contactId: contact.id })).id
  })
  await w.settle()
  await w.request('anna', 'POST', `/api/deals/${id}/stage`, { stageId: stages[1]!.id })
  await w.settle()
  await w.worker.sendAll()
  return id
}

it('writes to the customer of the deal in his language, by the channel he likes, else by the first that reaches him', async () => {
  const phones = [{ value: '+48601224718' }]
  const emails = [{ value: 'jan@klient.pl' }]
  await onItsWay({ phones, emails })
  expect(sms.sent.map(({ text }) => text)).toEqual(['Jan, zamówienie Okna jest w drodze.'])
  await onItsWay({ phones, emails, locale: 'en', preferredChannel: 'mail' })
  expect(mail.sent.map(({ text }) => text)).toEqual(['On its way.'])
  await onItsWay({ phones: [], emails })
  expect(mail.sent).toHaveLength(2)
  expect(sms.sent).toHaveLength(1)
})

it('tells the owner where nobody can be written to, and goes on', async () => {
  const id = await onItsWay({ phones: [], emails: [] })
  expect(await w.told('anna', id)).toContain('outreach_unreached')
  const { body } = await w.request('owner', 'GET', '/api/stage-rules')
  expect(body.items[0]).toMatchObject({ incidents: 0, running: 0 })
})

it('is refused without words, and with a channel nobody knows', async () => {
  const wrong = async (message: object) => {
    const { status, body } = await rule(message)
    return [status, body.errors?.map(({ path }: { path: string }) => path)]
  }
  expect(await wrong({ text: {} })).toEqual([422, ['actions.0.text']])
  expect(await wrong({ text: { pl: 'a' }, channels: ['gołąb'] })).toEqual([422, ['actions.0.channels.0']])
})
