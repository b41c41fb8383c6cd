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

export const models = { bench_order: ORDER, bench_work: WORK, bench_pause: PAUSE }
