import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { simulated } from '../../test-instance.ts'
import model from './business-rule-task.bpmn?raw'

const order = { amount: 10 }

test.each([
  [
    { order: { amount: 1000 }, kind: 'partner' },
    { percent: 10, why: 'amount' },
  ],
  [
    { order, kind: 'partner' },
    { percent: 5, why: 'client partner' },
  ],
  [{ order, kind: 'new' }, null],
])('%j gives %j', async (variables, discount) => {
  expect((await simulated(model, { variables })).variables.discount).toEqual(discount)
})

test('without its table the model is refused; in a simulation the task is done by itself', async () => {
  const bare = model.replace(/<decision [\s\S]*<\/decision>/, '')
  const { graph, problems } = await parseModel(bare)
  expect(graph).toBeNull()
  expect(problems).toContainEqual(expect.objectContaining({ code: 'decision_unknown', elementId: 'discount_task' }))
  expect(await simulated(bare)).toMatchObject({ status: 'completed' })
})

test('a table of a file of its own is found as well', async () => {
  const [table] = /<decision [\s\S]*<\/decision>/.exec(model)!
  const dmn = `<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">${table}</definitions>`
  const files = [model.replace(table, ''), dmn]
  expect((await simulated(files, { variables: { order, kind: 'regular' } })).variables.discount).toMatchObject({
    percent: 5,
  })
})
