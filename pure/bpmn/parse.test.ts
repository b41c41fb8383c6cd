import { expect, test } from 'vitest'
import { parseModel } from './parse.ts'
import { flow, processOf, readModel } from './test-instance.ts'

const start = '<bpmn:startEvent id="start" />'
const end = '<bpmn:endEvent id="end" />'

/** The problems of a model that leads from a start through the given content to an end. */
async function problemsOf(content: string, outside?: string) {
  const { graph, problems } = await parseModel(processOf(content, outside))
  expect(graph === null).toBe(problems.some((each) => each.severity === 'error'))
  return problems
}

async function around(node: string, flows = flow('start', 'it') + flow('it', 'end'), outside?: string) {
  return problemsOf(`${start}${node}${end}${flows}`, outside)
}

test.each(['', 'not xml', '<html></html>', '<bpmn:definitions', '{}'])(
  '%j is no model, and nothing is thrown',
  async (xml) => {
    const { graph, problems } = await parseModel(xml)
    expect(graph).toBeNull()
    expect(problems[0]).toMatchObject({ code: 'xml_invalid', severity: 'error' })
  },
)

test('a model without a process, and one with two', async () => {
  const none = await parseModel('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" />')
  expect(none.problems[0]!.code).toBe('process_missing')
  const two = await problemsOf(start, '<bpmn:process id="other" name="Other" isExecutable="true" />')
  expect(two[0]).toMatchObject({ code: 'several_processes' })
  expect(two[0]!.message).toContain('"Other"')
})

test('pools, lanes, annotations and data objects do no harm', async () => {
  const graph = await readModel(
    processOf(
      `<bpmn:laneSet id="lanes"><bpmn:lane id="lane"><bpmn:flowNodeRef>start</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
      ${start}<bpmn:dataObjectReference id="paper" dataObjectRef="object" /><bpmn:dataObject id="object" />${end}
      ${flow('start', 'end')}<bpmn:textAnnotation id="note"><bpmn:text>why</bpmn:text></bpmn:textAnnotation>`,
      '<bpmn:collaboration id="c"><bpmn:participant id="pool" name="Sales" processRef="process" /></bpmn:collaboration>',
    ),
  )
  expect(graph).toMatchObject({ name: 'Sales', order: ['start', 'end'], starts: ['start'] })
})

test('the graph is plain and indexed both ways', async () => {
  const graph = await readModel(
    processOf(`${start}<bpmn:subProcess id="sub"><bpmn:startEvent id="inner" /><bpmn:userTask id="task" />${flow('inner', 'task')}
      </bpmn:subProcess><bpmn:boundaryEvent id="late" attachedToRef="sub"><bpmn:timerEventDefinition id="t">
      <bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>${end}
      ${flow('start', 'sub')}${flow('sub', 'end')}${flow('late', 'end')}`),
  )
  expect(JSON.parse(JSON.stringify(graph))).toEqual(graph)
  expect(graph.order).toEqual(['start', 'sub', 'inner', 'task', 'late', 'end'])
  expect(graph.elements.sub).toMatchObject({
    incoming: ['start_sub'],
    outgoing: ['sub_end'],
    boundary: ['late'],
    children: ['inner', 'task'],
    starts: ['inner'],
  })
})

test.each([
  ['<bpmn:complexGateway id="it" name="Which?" />', 'complex gateway'],
  ['<bpmn:adHocSubProcess id="it" name="Which?"><bpmn:task id="in" /></bpmn:adHocSubProcess>', 'an ad hoc subprocess'],
  [
    '<bpmn:intermediateCatchEvent id="it" name="Which?"><bpmn:timerEventDefinition id="a" /><bpmn:signalEventDefinition id="b" /></bpmn:intermediateCatchEvent>',
    'an event with several triggers',
  ],
  ['<bpmn:receiveTask id="it" name="Which?" instantiate="true" />', 'receiveTask'],
])('%s is refused by name and id', async (node, kind) => {
  const problems = await around(node)
  expect(problems.filter((each) => each.severity === 'error')).toHaveLength(1)
  expect(problems[0]).toMatchObject({ elementId: 'it', elementName: 'Which?', code: 'element_not_supported' })
  expect(problems[0]!.message).toContain('"Which?" (it)')
  expect(problems[0]!.message).toContain(kind)
  expect(problems[0]!.suggestion).toBeTruthy()
})

const task = (inside: string, attributes = '') => `<bpmn:userTask id="it" ${attributes}>${inside}</bpmn:userTask>`
const extended = (inside: string) => `<bpmn:extensionElements>${inside}</bpmn:extensionElements>`
const boundaryTimer = (inside: string, host = 'it') =>
  `<bpmn:boundaryEvent id="late" attachedToRef="${host}"><bpmn:timerEventDefinition id="t">${inside}</bpmn:timerEventDefinition></bpmn:boundaryEvent>`

test.each([
  ['loop_without_end', task('<bpmn:standardLoopCharacteristics id="m" />')],
  ['instances_missing', task('<bpmn:multiInstanceLoopCharacteristics id="m" />')],
  ['compensation_handler_flow', task('', 'isForCompensation="true"')],
  ['marker_not_supported', task('', 'completionQuantity="2"')],
  ['extension_not_supported', task(extended('<zeebe:taskListeners><zeebe:taskListener /></zeebe:taskListeners>'))],
  ['unknown_element', task(extended('<zeebe:surprise />'))],
  ['expression_invalid', task(extended('<zeebe:assignmentDefinition assignee="=lead." />'))],
  ['expression_invalid', task(extended('<zeebe:ioMapping><zeebe:output source="=(" target="a" /></zeebe:ioMapping>'))],
  [
    'mapping_incomplete',
    task(extended('<zeebe:ioMapping><zeebe:output source="=a" target="a-b" /></zeebe:ioMapping>')),
  ],
  [
    'calendar_unknown',
    task(extended('<zeebe:properties><zeebe:property name="tok:calendar" value="my" /></zeebe:properties>')),
  ],
  ['step_missing', '<bpmn:serviceTask id="it" />'],
  [
    'script_missing',
    '<bpmn:scriptTask id="it" scriptFormat="javascript"><bpmn:script>1</bpmn:script></bpmn:scriptTask>',
  ],
  ['timer_missing', `${task('')}${boundaryTimer('')}`],
  ['timer_invalid', `${task('')}${boundaryTimer('<bpmn:timeDuration>3 days</bpmn:timeDuration>')}`],
  ['cycle_not_possible', `${task('')}${boundaryTimer('<bpmn:timeCycle>R3/PT1H</bpmn:timeCycle>')}`],
  ['broken_reference', `${task('')}${boundaryTimer('<bpmn:timeDuration>PT1H</bpmn:timeDuration>', 'gone')}`],
  [
    'boundary_not_possible',
    '<bpmn:manualTask id="it" /><bpmn:boundaryEvent id="wrong" attachedToRef="it"><bpmn:errorEventDefinition id="e" /></bpmn:boundaryEvent>',
  ],
  [
    'message_missing',
    '<bpmn:intermediateCatchEvent id="it"><bpmn:messageEventDefinition id="m" /></bpmn:intermediateCatchEvent>',
  ],
  ['start_missing', '<bpmn:subProcess id="it"><bpmn:userTask id="inner" /></bpmn:subProcess>'],
  ['several_starts', `${task('')}<bpmn:startEvent id="second" />`],
  ['duplicate_id', `${task('')}${task('')}`],
  ['default_not_outgoing', `<bpmn:exclusiveGateway id="it" default="start_it" />`],
])('%s keeps a model from running', async (code, node) => {
  const problems = await around(node)
  const found = problems.find((each) => each.code === code)
  expect(found, JSON.stringify(problems)).toMatchObject({ severity: 'error' })
  expect(found!.suggestion).toBeTruthy()
})

test('a message without a correlation key', async () => {
  const problems = await around(
    '<bpmn:intermediateCatchEvent id="it"><bpmn:messageEventDefinition id="m" messageRef="paid" /></bpmn:intermediateCatchEvent>',
    undefined,
    '<bpmn:message id="paid" name="paid" />',
  )
  expect(problems.map((each) => each.code)).toContain('correlation_key_missing')
})

test('gateways: a missing condition is refused, a missing default is doubtful', async () => {
  const two = (condition?: string) =>
    around(
      '<bpmn:exclusiveGateway id="it" /><bpmn:endEvent id="other" />',
      flow('start', 'it') + flow('it', 'end', '=a') + flow('it', 'other', condition),
    )
  expect(await two()).toEqual([
    expect.objectContaining({ code: 'condition_missing', elementId: 'it_other', severity: 'error' }),
  ])
  expect(await two('=b')).toEqual([expect.objectContaining({ code: 'default_missing', severity: 'warning' })])
  expect(await two('=b >')).toContainEqual(
    expect.objectContaining({ code: 'expression_invalid', elementId: 'it_other', severity: 'error' }),
  )
})

test('a condition out of a parallel gateway is refused', async () => {
  const problems = await around('<bpmn:parallelGateway id="it" />', flow('start', 'it') + flow('it', 'end', '=a'))
  expect(problems).toEqual([expect.objectContaining({ code: 'condition_not_used', severity: 'error' })])
})

test('what is doubtful still runs', async () => {
  const problems = await problemsOf(
    `${start}<bpmn:userTask id="it" /><bpmn:userTask id="island" /><bpmn:scriptTask id="quick">${extended(
      '<zeebe:script expression="=1" resultVariable="a" /><zeebe:taskHeaders><zeebe:header key="k" value="v" /></zeebe:taskHeaders>',
    )}</bpmn:scriptTask>${flow('start', 'quick')}${flow('quick', 'it')}`,
  )
  expect(problems.map(({ elementId, code, severity }) => `${elementId} ${code} ${severity}`).sort()).toEqual([
    'island dead_end warning',
    'island unreachable warning',
    'island wait_without_deadline warning',
    'it dead_end warning',
    'it wait_without_deadline warning',
    'quick header_not_used warning',
  ])
})

test('a deadline around a task counts as its way out', async () => {
  const problems = await problemsOf(
    `${start}<bpmn:subProcess id="it"><bpmn:startEvent id="inner" /><bpmn:userTask id="task" /><bpmn:endEvent id="done" />
      ${flow('inner', 'task')}${flow('task', 'done')}</bpmn:subProcess>${boundaryTimer('<bpmn:timeDuration>PT1H</bpmn:timeDuration>')}
      ${end}${flow('start', 'it')}${flow('it', 'end')}${flow('late', 'end')}`,
  )
  expect(problems).toEqual([])
})

test('flows that are loose or cross the border of a subprocess', async () => {
  const loose = await around(task(''), flow('start', 'it') + flow('it', 'gone'))
  expect(loose.map((each) => each.code)).toEqual(expect.arrayContaining(['broken_reference', 'flow_not_connected']))
  const crossing = await around(
    `<bpmn:subProcess id="it"><bpmn:startEvent id="inner" /><bpmn:userTask id="task" />${flow('inner', 'task')}</bpmn:subProcess>`,
    flow('start', 'task'),
  )
  expect(crossing.map((each) => each.code)).toContain('flow_crosses_border')
})

test('a broken drawing does not keep a sound process from running', async () => {
  const { graph, problems } = await parseModel(
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="d">
      <bpmn:process id="process">${start}${end}${flow('start', 'end')}</bpmn:process>
      <bpmndi:BPMNDiagram id="g"><bpmndi:BPMNPlane id="p" bpmnElement="process"><bpmndi:BPMNShape id="s" bpmnElement="gone" />
      </bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`,
  )
  expect(graph).not.toBeNull()
  expect(problems).toEqual([expect.objectContaining({ code: 'broken_reference', severity: 'warning' })])
})
