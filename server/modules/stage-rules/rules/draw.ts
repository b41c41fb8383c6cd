/** A node of a model and where its middle is drawn. */
export interface Drawn {
  id: string
  name: string
  tag:
    | 'startEvent'
    | 'endEvent'
    | 'intermediateCatchEvent'
    | 'serviceTask'
    | 'callActivity'
    | 'exclusiveGateway'
    | 'eventBasedGateway'
  x: number
  y: number
  labelled?: 'right'
  extensions?: string
  definition?: string
  attributes?: string
}

export interface Flow {
  id: string
  from: string
  to: string
  name?: string
  condition?: string
}

export interface Picture {
  key: string
  name: string
  documentation: string
  nodes: Drawn[]
  flows: Flow[]
  messages: { id: string; name: string; key?: string }[]
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '',
}
export const escaped = (text: string): string => text.replace(/[&<>"\n\r]/g, (letter) => ESCAPES[letter]!)

const SIZES: Record<string, [width: number, height: number]> = {
  serviceTask: [120, 80],
  callActivity: [120, 80],
  exclusiveGateway: [50, 50],
  eventBasedGateway: [50, 50],
}
const sizeOf = ({ tag }: Drawn) => SIZES[tag] ?? [36, 36]

const NAMESPACES = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
  'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
].join(' ')

/** The model as a file of BPMN 2.0 with its diagram. */
export function written(picture: Picture): string {
  const { key, name, documentation, nodes, flows, messages } = picture
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<bpmn:definitions ${NAMESPACES} id="${key}_definitions" targetNamespace="https://tok.example/processes" exporter="Tok">`,
    `<bpmn:process id="${key}" name="${escaped(name)}" isExecutable="true">`,
    `<bpmn:documentation>${escaped(documentation)}</bpmn:documentation>`,
    ...nodes.map((node) => nodeXml(node, flows)),
    ...flows.map(flowXml),
    '</bpmn:process>',
    ...messages.map(messageXml),
    `<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${key}">`,
    ...nodes.map(shapeXml),
    ...flows.map((flow) => edgeXml(flow, byId.get(flow.from)!, byId.get(flow.to)!)),
    '</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>',
    '</bpmn:definitions>',
  ].join('\n')
}

function nodeXml({ id, name, tag, extensions, definition = '', attributes = '' }: Drawn, flows: Flow[]): string {
  const ways = flows.flatMap(({ id: flow, from, to }) => [
    ...(to === id ? [`<bpmn:incoming>${flow}</bpmn:incoming>`] : []),
    ...(from === id ? [`<bpmn:outgoing>${flow}</bpmn:outgoing>`] : []),
  ])
  const inner = [
    extensions ? `<bpmn:extensionElements>${extensions}</bpmn:extensionElements>` : '',
    // The schema wants incoming before outgoing.
    ...ways.sort(),
    definition,
  ]
  return `<bpmn:${tag} id="${id}" name="${escaped(name)}"${attributes}>${inner.join('')}</bpmn:${tag}>`
}

const flowXml = ({ id, from, to, name, condition }: Flow): string =>
  `<bpmn:sequenceFlow id="${id}"${name ? ` name="${escaped(name)}"` : ''} sourceRef="${from}" targetRef="${to}"${
    condition
      ? `><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escaped(condition)}</bpmn:conditionExpression></bpmn:sequenceFlow>`
      : ' />'
  }`

const messageXml = ({ id, name, key }: Picture['messages'][number]): string =>
  key
    ? `<bpmn:message id="${id}" name="${name}"><bpmn:extensionElements><zeebe:subscription correlationKey="${escaped(key)}" /></bpmn:extensionElements></bpmn:message>`
    : `<bpmn:message id="${id}" name="${name}" />`

function shapeXml(node: Drawn): string {
  const [width, height] = sizeOf(node)
  const bounds = (x: number, y: number, w: number, h: number) =>
    `<dc:Bounds x="${x}" y="${y}" width="${w}" height="${h}" />`
  const isTask = width === 120
  // Above what branches downwards; beside an end that is come to from below.
  const [x, y] = node.tag.endsWith('Gateway')
    ? [node.x + 8, node.y - height / 2 - 16]
    : node.labelled === 'right'
      ? [node.x + width / 2 + 4, node.y - 8]
      : [node.x - 55, node.y + height / 2 + 4]
  const label = isTask ? '' : `<bpmndi:BPMNLabel>${bounds(x!, y!, 110, 28)}</bpmndi:BPMNLabel>`
  const marker = node.tag === 'exclusiveGateway' ? ' isMarkerVisible="true"' : ''
  return `<bpmndi:BPMNShape id="${node.id}_shape" bpmnElement="${node.id}"${marker}>${bounds(node.x - width / 2, node.y - height / 2, width, height)}${label}</bpmndi:BPMNShape>`
}

/** Along the row; to another row first down from what branches, or along to above what is joined. */
function edgeXml({ id }: Flow, from: Drawn, to: Drawn): string {
  const [width, height] = sizeOf(from)
  const [toWidth, toHeight] = sizeOf(to)
  const right = from.x + width / 2
  const left = to.x - toWidth / 2
  const down = Math.sign(to.y - from.y)
  const points =
    from.y === to.y
      ? [
          [right, from.y],
          [left, to.y],
        ]
      : from.tag.endsWith('Gateway')
        ? to.x === from.x
          ? [
              [from.x, from.y + (down * height) / 2],
              [to.x, to.y - (down * toHeight) / 2],
            ]
          : [
              [from.x, from.y + (down * height) / 2],
              [from.x, to.y],
              [left, to.y],
            ]
        : [
            [right, from.y],
            [to.x, from.y],
            [to.x, to.y - (down * toHeight) / 2],
          ]
  const waypoints = points.map(([x, y]) => `<di:waypoint x="${x}" y="${y}" />`).join('')
  return `<bpmndi:BPMNEdge id="${id}_edge" bpmnElement="${id}">${waypoints}</bpmndi:BPMNEdge>`
}
