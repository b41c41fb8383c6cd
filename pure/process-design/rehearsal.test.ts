import { expect, it } from 'vitest'
import { parseModel } from '../bpmn/parse.ts'
import { answersTo } from './forms.ts'
import { Rehearsal } from './rehearsal.ts'

const MODEL = `<?xml version="1.0"?><b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <b:process id="p" isExecutable="true"><b:startEvent id="s" />
  <b:userTask id="ask" name="Zapytaj"><b:extensionElements><zeebe:userTask /></b:extensionElements></b:userTask>
  <b:boundaryEvent id="late" attachedToRef="ask" cancelActivity="false"><b:timerEventDefinition id="t">
    <b:timeDuration xsi:type="b:tFormalExpression">PT1H</b:timeDuration></b:timerEventDefinition></b:boundaryEvent>
  <b:serviceTask id="tell"><b:extensionElements><zeebe:taskDefinition type="tell" /></b:extensionElements></b:serviceTask>
  <b:endEvent id="told" /><b:endEvent id="e" />
  <b:sequenceFlow id="f1" sourceRef="s" targetRef="ask" /><b:sequenceFlow id="f2" sourceRef="ask" targetRef="e" />
  <b:sequenceFlow id="f3" sourceRef="late" targetRef="tell" /><b:sequenceFlow id="f4" sourceRef="tell" targetRef="told" />
  </b:process></b:definitions>`

it('time fires what is due, each at its moment; a task that is done waits no more; the end is told', async () => {
  const { graph } = await parseModel(MODEL)
  const asked: string[] = []
  const env = { zone: 'UTC', settings: {}, addWorkingTime: (from: string) => from }
  const run = new Rehearsal(graph!, '2026-11-30T09:00:00.000Z', env, async ({ at, intent }) => {
    asked.push(`${at} ${intent.element}`)
    return { told: [], output: {}, refusal: null }
  })
  await run.start({})
  expect(run.tasks.map(({ name }) => name)).toEqual(['Zapytaj'])
  await run.moveTo('2026-11-30T12:00:00.000Z')
  expect(asked).toEqual(['2026-11-30T09:00:00.000Z ask', '2026-11-30T10:00:00.000Z tell'])
  expect(run.now).toBe('2026-11-30T12:00:00.000Z')
  await run.complete(run.tasks[0]!.token, {})
  expect(run.tasks).toEqual([])
  expect(run.lines.at(-1)).toMatchObject({ what: 'ended', status: 'completed' })
})

it('answers are taken as the form asks for them, what is left out is nothing', () => {
  const fields = [
    {
      type: 'radio',
      key: 'decision',
      label: '',
      values: [{ label: 'Tak', value: 'yes' }],
      validate: { required: true },
    },
    { type: 'number', key: 'count', label: '' },
  ]
  expect(answersTo(fields, { decision: 'yes', other: 1 })).toEqual({ answers: { decision: 'yes', count: null } })
  expect(answersTo(fields, { count: 'x' })).toEqual({
    wrong: [
      { path: 'answers.decision', code: 'field.required' },
      { path: 'answers.count', code: 'field.invalid' },
    ],
  })
  expect(answersTo(fields, { decision: 'perhaps' })).toMatchObject({ wrong: [{ path: 'answers.decision' }] })
})
