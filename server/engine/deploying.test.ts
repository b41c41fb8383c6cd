import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type CaseWorld, caseWorld, chain, flow, processOf, step, task } from '../../test/support/cases.ts'
import { defineStep } from '../core/define.ts'
import { newId } from '../core/ids.ts'

let w: CaseWorld
beforeAll(async () => {
  w = await caseWorld({
    steps: [
      defineStep({
        type: 'test.note',
        kind: 'command',
        input: z.looseObject({}),
        async run(cx) {
          // Of all that is told, something nobody listens to by himself.
          const payload = { productId: newId(), name: 'Okno', version: 1 }
          cx.record('product.archived', { subject: { kind: 'product', id: payload.productId }, payload })
          return {}
        },
      }),
    ],
  })
})
afterAll(() => w.close())

it('models deployed at once under one key are versions of it, one after the other', async () => {
  const deploy = () =>
    w.request('owner', 'POST', '/api/processes', {
      key: 'hurried',
      name: 'hurried',
      bpmn: processOf(chain(task('work'))),
    })
  const answers = await Promise.all([deploy(), deploy(), deploy(), deploy()])
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
  expect(answers.map(({ body }) => body.version).sort()).toEqual([1, 2, 3, 4])
})

it('a running case stays with its version; the next begins with the new one', async () => {
  await w.deploy('changing', chain(task('old')))
  const before = await w.start('changing')
  await w.deploy('changing', chain(task('new')))
  const after = await w.start('changing')
  expect([await w.at(before), await w.at(after)]).toEqual([['old'], ['new']])
})

it('what cases do is told to nobody until somebody listens, and to a process from its switching on', async () => {
  await w.deploy('noting', chain(step('note', 'test.note')))
  const noted = async () => {
    await w.start('noting')
    await w.settle()
    const { rows } = await sql<{ noted: number }>`select count(*)::int as noted from event_log
      where name = 'product.archived'`.execute(w.db)
    return { noted: rows[0]!.noted, heard: (await w.cases('hearing')).length, left: await w.undelivered() }
  }
  expect(await noted()).toEqual({ noted: 1, heard: 0, left: 0 })
  const start =
    '<bpmn:startEvent id="heard"><bpmn:messageEventDefinition id="m" messageRef="product.archived" /></bpmn:startEvent>'
  await w.deploy(
    'hearing',
    `${start}${task('look')}<bpmn:endEvent id="end" />${flow('heard', 'look')}${flow('look', 'end')}`,
    '<bpmn:message id="product.archived" name="product.archived" />',
  )
  expect(await noted()).toEqual({ noted: 2, heard: 1, left: 0 })
})

it('a deployment that is undone leaves nothing behind, whatever is deployed next', async () => {
  const bpmn = processOf(chain(task('work')))
  const undone = w.write('owner', async (cx) => {
    await w.deps.engine!.deploy(cx, { key: 'undone', name: 'undone', bpmn, origin: 'own', by: null })
    throw new Error('thought better of it')
  })
  await expect(undone).rejects.toThrow('thought better of it')
  await w.deploy('next', chain(task('work')))
  expect((await w.request('owner', 'POST', '/api/processes/undone/instances', { variables: {} })).status).toBe(404)
  expect(await w.at(await w.start('next'))).toEqual(['work'])
})
