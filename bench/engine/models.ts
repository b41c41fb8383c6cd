const model = (process: string, messages: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://tok.test">
  ${process}
  ${messages
    .map(
      (name) => `<bpmn:message id="${name}" name="bench.${name}">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=subject.id" /></bpmn:extensionElements>
  </bpmn:message>`,
    )
    .join('\n  ')}
</bpmn:definitions>`

const start = (message: string) =>
  `<bpmn:startEvent id="start"><bpmn:messageEventDefinition messageRef="${message}" /></bpmn:startEvent>`
const awaits = (message: string) =>
  `<bpmn:intermediateCatchEvent id="${message}"><bpmn:messageEventDefinition messageRef="order_${message}" /></bpmn:intermediateCatchEvent>`
const flow = (from: string, to: string) =>
  `<bpmn:sequenceFlow id="${from}_to_${to}" sourceRef="${from}" targetRef="${to}" />`
const process = (id: string, elements: string, ...path: string[]) =>
  `<bpmn:process id="${id}" name="${id}" isExecutable="true">${elements}<bpmn:endEvent id="end" />
    ${path
      .slice(1)
      .map((to, i) => flow(path[i]!, to))
      .join('')}</bpmn:process>`

/** Three durable transitions: begun by an event, moved on by a second one, ended by a third. */
export const ORDER = model(
  process('bench_order', start('order_placed') + awaits('paid') + awaits('sent'), 'start', 'paid', 'sent', 'end'),
  ['order_placed', 'order_paid', 'order_sent'],
)

/** Its next version: nothing is sent any more, and a case that waits too long is told of. */
export const ORDER_NEXT = model(
  process(
    'bench_order',
    `${start('order_placed')}${awaits('paid')}<bpmn:subProcess id="forgotten" triggeredByEvent="true">
      <bpmn:startEvent id="late" isInterrupting="false"><bpmn:timerEventDefinition>
        <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P30D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:startEvent>
      <bpmn:endEvent id="told" />${flow('late', 'told')}</bpmn:subProcess>`,
    ...['start', 'paid', 'end'],
  ),
  ['order_placed', 'order_paid'],
)

/** The same with a pause at its end: an event begins it, two move it on, a timer ends it. */
export const PARCEL = model(
  process(
    'bench_parcel',
    `${start('parcel_packed')}${awaits('taken')}${awaits('brought')}<bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition>
      <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`.replaceAll(
      'messageRef="order_',
      'messageRef="parcel_',
    ),
    ...['start', 'taken', 'brought', 'wait', 'end'],
  ),
  ['parcel_packed', 'parcel_taken', 'parcel_brought'],
)

const WORK = model(
  process(
    'bench_work',
    `${start('work_asked')}<bpmn:userTask id="work" name="Do the work"><bpmn:extensionElements><zeebe:userTask />
      <zeebe:assignmentDefinition assignee="=person" /></bpmn:extensionElements></bpmn:userTask>`,
    ...['start', 'work', 'end'],
  ),
  ['work_asked'],
)

const PAUSE = model(
  process(
    'bench_pause',
    `${start('pause_begun')}<bpmn:intermediateCatchEvent id="pause"><bpmn:timerEventDefinition>
      <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P30D</bpmn:timeDuration>
    </bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`,
    ...['start', 'pause', 'end'],
  ),
  ['pause_begun'],
)

// What goes wrong: a step that does not get what it needs, an expression that fails, a circle.
const FAILING = model(
  process(
    'bench_failing',
    `${start('failing_begun')}<bpmn:serviceTask id="tell"><bpmn:extensionElements><zeebe:taskDefinition type="notifications.notify" />
      <zeebe:ioMapping>${['recipients', 'text', 'reason', 'code', 'to', 'params', 'occurrence', 'subject', 'message']
        .map((target) => `<zeebe:input source="=nothing" target="${target}" />`)
        .join('')}</zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask>`,
    ...['start', 'tell', 'end'],
  ),
  ['failing_begun'],
)
const WRONG = model(
  process(
    'bench_wrong',
    `${start('wrong_begun')}<bpmn:scriptTask id="count"><bpmn:extensionElements><zeebe:script expression="=duration(subject)" resultVariable="n" />
    </bpmn:extensionElements></bpmn:scriptTask><bpmn:exclusiveGateway id="which" />${flow('which', 'end').replace(' />', '><bpmn:conditionExpression>=n</bpmn:conditionExpression></bpmn:sequenceFlow>')}`,
    ...['start', 'count', 'which'],
  ),
  ['wrong_begun'],
)
const CIRCLE = model(
  process(
    'bench_circle',
    `${start('circle_begun')}<bpmn:exclusiveGateway id="again" default="again_to_round" /><bpmn:scriptTask id="round"><bpmn:extensionElements>
      <zeebe:script expression="=1" resultVariable="n" /></bpmn:extensionElements></bpmn:scriptTask>
      ${flow('round', 'again')}${flow('again', 'end').replace(' />', '><bpmn:conditionExpression>=n = 2</bpmn:conditionExpression></bpmn:sequenceFlow>')}`,
    ...['start', 'again', 'round'],
  ),
  ['circle_begun'],
)

export const troubles = { bench_failing: FAILING, bench_wrong: WRONG, bench_circle: CIRCLE }

export const models = { bench_order: ORDER, bench_work: WORK, bench_pause: PAUSE }
