import { expect, test } from 'vitest'
import { flow, processOf, TestInstance } from '../../test-instance.ts'
import model from './user-task.bpmn?raw'

const lead = { id: 'L1', name: 'Nowak', owner: 'anna', hot: true, missing: null }
const office = {
  settings: { accept_within: 'PT8H' },
  addWorkingTime: (from: string, duration: string, calendar: string, assignee?: string) =>
    `${from}+${duration}/${calendar}/${assignee}`,
}

test('a user task is created with everything the model says about it', async () => {
  const instance = await TestInstance.of(model, office)
  expect(instance.start({ lead })).toEqual([
    {
      type: 'user_task.create',
      token: 2,
      element: 'accept',
      name: 'Accept the lead',
      assignee: 'anna',
      candidateGroups: ['sales', 'heads'],
      candidateUsers: ['anna', 'piotr'],
      dueAt: '2026-05-04T08:00:00.000Z+PT8H/assignee/anna',
      followUpAt: '2026-05-06T07:00:00.000Z',
      priority: 80,
      formKey: 'lead-acceptance',
      properties: { 'tok:calendar': 'assignee', 'tok:record': 'L1', 'tok:reminders': 'process' },
      input: { customer: 'Nowak' },
    },
  ])
})

test('candidate groups may be a FEEL list or a text with commas', async () => {
  const instance = await TestInstance.of(model, office)
  instance.start({ lead: { ...lead, hot: false } })
  expect(instance.intended('user_task.create')[0]).toMatchObject({
    candidateGroups: ['sales', 'inbound'],
    priority: 50,
  })
})

test('the result of a task passes its output mappings, which read the mapped inputs too', async () => {
  const instance = await TestInstance.of(model, office)
  instance.start({ lead })
  instance.complete('accept', { accepted: true, by: 'anna', noise: 1 })
  expect(instance.at).toEqual(['thank'])
  expect(instance.variables).toEqual({ lead: { ...lead, accepted: true }, summary: 'Nowak by anna' })
})

test('without output mappings the result is merged into the process', async () => {
  const instance = await TestInstance.of(model, office)
  instance.start({ lead })
  instance.complete('accept', { accepted: true, by: 'anna' })
  instance.complete('thank', { thanked: 'by mail' })
  expect(instance.state).toMatchObject({ status: 'completed', tokens: [] })
  expect(instance.variables.thanked).toBe('by mail')
  expect(instance.intents).toEqual([{ type: 'end', status: 'completed' }])
})

test('completing a task twice does nothing the second time', async () => {
  const instance = await TestInstance.of(model, office)
  instance.start({ lead })
  const { id } = instance.token('accept')
  instance.complete('accept', { accepted: true, by: 'anna' })
  const state = instance.state
  expect(instance.send({ type: 'user_task.completed', token: id, variables: { by: 'piotr' } })).toEqual([])
  expect(instance.state).toEqual(state)
})

test('a switched-off due date is none, a misspelt one is an incident', async () => {
  const task = (due: string) => `<bpmn:startEvent id="start" /><bpmn:userTask id="task"><bpmn:extensionElements>
    <zeebe:taskSchedule dueDate="${due}" /></bpmn:extensionElements></bpmn:userTask>${flow('start', 'task')}`
  const off = await TestInstance.of(processOf(task('=settings.within')), { settings: { within: null } })
  off.start()
  expect(off.intended('user_task.create')[0]).toHaveProperty('dueAt', undefined)

  const wrong = await TestInstance.of(processOf(task('soon')))
  wrong.start()
  expect(wrong.intents).toEqual([
    {
      type: 'incident.raise',
      token: 2,
      element: 'task',
      code: 'expression_failed',
      message: 'The expression "soon" failed: it gave "soon", not a date or a duration',
    },
  ])
})

test('an output that fails stops after the task, and a retry takes the result over again', async () => {
  const instance = await TestInstance.of(model, office)
  instance.start({ lead })
  instance.complete('accept', { accepted: true, by: 5 })
  expect(instance.token('accept')).toMatchObject({ phase: 'incident', incident: { at: 'complete' } })
  expect(instance.intended('incident.raise')[0]!.message).toContain('by = 5')
  expect(instance.variables).toEqual({ lead })

  instance.send({ type: 'incident.retry', token: instance.token('accept').id })
  expect(instance.intents.map((intent) => intent.type)).toEqual(['incident.clear', 'incident.raise'])
  instance.send({ type: 'incident.skip', token: instance.token('accept').id })
  expect(instance.at).toEqual(['thank'])
})
