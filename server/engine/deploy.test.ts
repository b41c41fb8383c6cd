import { expect, test } from 'vitest'
import { z } from 'zod'
import caller from '../../pure/bpmn/elements/activities/call-activity.bpmn?raw'
import handler from '../../pure/bpmn/elements/activities/event-subprocess.bpmn?raw'
import votes from '../../pure/bpmn/elements/activities/multi-instance.bpmn?raw'
import service from '../../pure/bpmn/elements/activities/service-task.bpmn?raw'
import { defineStep } from '../core/define.ts'
import { Refusal } from '../core/errors.ts'
import { checkModel } from './deploy.ts'

const step = (type: string, input: z.ZodType) => [type, defineStep({ type, kind: 'effect', input } as never)] as const
const anything = z.object({})

async function refusalOf(model: string, steps: Parameters<typeof checkModel>[1] = new Map()): Promise<Refusal> {
  const outcome = await checkModel(model, steps).catch((error: unknown) => error)
  expect(outcome).toBeInstanceOf(Refusal)
  return outcome as Refusal
}

test('a call of a process that is not in the file is no reason to refuse: it may be switched on later', async () => {
  const [one] = caller.split('<bpmn:process id="invoicing"')
  expect((await checkModel(`${one}</bpmn:definitions>`, new Map())).graph.processId).toBe('sale')
})

test('many instances, handlers by message and time, and borders need nothing new', async () => {
  expect((await checkModel(votes, new Map())).graph.processId).toBe('committee')
  expect((await checkModel(handler, new Map([step('remind', anything)]))).graph.processId).toBe('order')
})

test('a step that does not exist, and one that is not given what it needs', async () => {
  const others = ['companies.search', 'deals.notify', 'notifications.notify'].map((type) => step(type, anything))
  const gone = await refusalOf(service, new Map(others))
  expect(gone.fields).toContainEqual(expect.objectContaining({ path: 'win', code: 'process.problem.step_unknown' }))

  const input = z.object({ dealId: z.string(), amount: z.number(), note: z.string().optional() })
  const starved = await refusalOf(service, new Map([...others, step('deals.win', input)]))
  expect(starved.fields).toContainEqual({
    path: 'win',
    code: 'process.problem.step_input_missing',
    params: { step: 'deals.win', input: 'amount' },
  })
})
