import { expect, test } from 'vitest'
import { parseModel } from '../../parse.ts'
import { flow, processOf, simulated } from '../../test-instance.ts'
import model from './conditional-start.bpmn?raw'

const work = (variables: object) => ({ complete: 'work', variables })
const variables = { days: 1, ready: false }

test('not interrupting it runs beside the rest once its condition comes to hold', async () => {
  const report = await simulated(model, { variables, do: [work({ days: 5 }), work({ days: 6 })] })
  expect(report).toMatchObject({ active: ['hurry', 'late', 'work'], completed: { is_late: 1 } })
  expect((await simulated(model, { variables, do: [work({ ready: true })] })).status).toBe('completed')
})

test('interrupting it takes the place of what runs around it', async () => {
  const report = await simulated(model, { variables, do: [work({ days: 5 }), work({ days: 50 })] })
  expect(report).toMatchObject({ active: ['bury', 'lost'], cancelled: { hurry: 1, late: 1 } })
})

test('a process cannot begin by a condition', async () => {
  const { problems } = await parseModel(
    processOf(`<bpmn:startEvent id="s"><bpmn:conditionalEventDefinition id="d"><bpmn:condition>=x</bpmn:condition>
      </bpmn:conditionalEventDefinition></bpmn:startEvent><bpmn:endEvent id="z" />${flow('s', 'z')}`),
  )
  expect(problems[0]).toMatchObject({ code: 'conditional_start_of_process', severity: 'error' })
})
