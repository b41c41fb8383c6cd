import { OCCASIONS } from '../pure/process-design/occasions.ts'
import type { Pattern } from '../pure/process-design/patterns.ts'
import type { Locale } from '../pure/texts/format.ts'

/** What begins a process about a record of a kind; of the company's own kinds it is a new record. */
const BEGINNINGS: Record<string, string> = {
  lead: 'lead.received',
  deal: 'deal.created',
  ticket: 'ticket.received',
  invoice: 'invoice.issued',
  contact: 'contact.created',
  company: 'company.created',
}

interface Wanted {
  key: string
  name: string
  pattern: Pattern
  /** Of record it is about: of Tok's, or one of the company's own. */
  kind: string
  locale: Locale
}

/** The model a new process begins with; without a drawing, which the page that opens it makes. */
export function modelOfPattern({ key, name, pattern, kind, locale }: Wanted): string {
  const say = (pl: string, en: string) => (locale === 'pl' ? pl : en)
  const event = BEGINNINGS[kind] ?? 'record.created'
  const begins = OCCASIONS.find((one) => one.event === event)!.name
  const condition = BEGINNINGS[kind] ? '' : properties({ 'tok:condition': `=kind = "${kind}"` })
  const messageId = `message_${event.replaceAll('.', '_')}`
  const start = element(
    'startEvent',
    'begins',
    begins[locale],
    condition,
    `<bpmn:messageEventDefinition id="begins_message" messageRef="${messageId}" />`,
  )
  const { nodes, flows, forms = '' } = PATTERNS[pattern](say)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="${key}_definitions" targetNamespace="https://tok.example/processes" exporter="Tok">`,
    `<bpmn:process id="${key}" name="${escaped(name)}" isExecutable="true">`,
    forms && `<bpmn:extensionElements>${forms}</bpmn:extensionElements>`,
    start,
    ...nodes,
    ...flows.map(flowXml),
    '</bpmn:process>',
    `<bpmn:message id="${messageId}" name="${event}" />`,
    '</bpmn:definitions>',
  ].join('\n')
}

type Say = (pl: string, en: string) => string
type Flow = [from: string, to: string, name?: string, condition?: string]
interface Parts {
  nodes: string[]
  flows: Flow[]
  forms?: string
}

const PATTERNS: Record<Pattern, (say: Say) => Parts> = {
  blank: (say) => ({ nodes: [element('endEvent', 'ends', say('Koniec', 'End'))], flows: [['begins', 'ends']] }),

  approval: (say) => ({
    nodes: [
      task('approve', say('Zatwierdź albo odrzuć', 'Approve or reject'), 'record:supervisor', 'P2D', 'decision_form'),
      late('approve_late', say('Nadal czeka', 'Still waits'), 'approve', 'P2D'),
      tell(
        'remind',
        say('Przypomnij', 'Remind'),
        'record:supervisor',
        say('Wpis nadal czeka na decyzję', 'A record still waits for a decision'),
      ),
      element('endEvent', 'reminded', say('Przypomniano', 'Reminded')),
      element('exclusiveGateway', 'approved', say('Zatwierdzone?', 'Approved?'), '', '', 'default="not_approved"'),
      tell(
        'tell_approved',
        say('Powiedz: zatwierdzone', 'Tell: approved'),
        'record:owner',
        say('Zatwierdzone. {comment}', 'Approved. {comment}'),
      ),
      tell(
        'tell_rejected',
        say('Powiedz: odrzucone', 'Tell: rejected'),
        'record:owner',
        say('Odrzucone. {comment}', 'Rejected. {comment}'),
      ),
      element('endEvent', 'ends_approved', say('Zatwierdzone', 'Approved')),
      element('endEvent', 'ends_rejected', say('Odrzucone', 'Rejected')),
    ],
    flows: [
      ['begins', 'approve'],
      ['approve', 'approved'],
      ['approve_late', 'remind'],
      ['remind', 'reminded'],
      ['approved', 'tell_approved', say('tak', 'yes'), '=decision = "approved"'],
      ['approved', 'tell_rejected', say('nie', 'no')],
      ['tell_approved', 'ends_approved'],
      ['tell_rejected', 'ends_rejected'],
    ],
    forms: form('decision_form', [
      {
        type: 'radio',
        key: 'decision',
        label: say('Decyzja', 'Decision'),
        values: [
          { label: say('Zatwierdzam', 'I approve'), value: 'approved' },
          { label: say('Odrzucam', 'I reject'), value: 'rejected' },
        ],
        validate: { required: true },
      },
      { type: 'textarea', key: 'comment', label: say('Uwagi', 'Comment') },
    ]),
  }),

  reminder: (say) => ({
    nodes: [
      task('handle', say('Zajmij się tym', 'See to it'), 'record:owner', 'P2D'),
      late('not_yet', say('Jeszcze nie', 'Not yet'), 'handle', 'P2D'),
      tell(
        'remind',
        say('Przypomnij', 'Remind'),
        'record:owner',
        say('To nadal czeka na Ciebie', 'This still waits for you'),
      ),
      element('endEvent', 'reminded', say('Przypomniano', 'Reminded')),
      late('too_late', say('Za późno', 'Too late'), 'handle', 'P4D'),
      tell(
        'tell_supervisor',
        say('Powiedz przełożonemu', 'Tell the supervisor'),
        'record:supervisor',
        say('To czeka już cztery dni', 'This has waited for four days'),
      ),
      element('endEvent', 'escalated', say('Przełożony wie', 'Supervisor knows')),
      element('endEvent', 'ends', say('Załatwione', 'Done')),
    ],
    flows: [
      ['begins', 'handle'],
      ['handle', 'ends'],
      ['not_yet', 'remind'],
      ['remind', 'reminded'],
      ['too_late', 'tell_supervisor'],
      ['tell_supervisor', 'escalated'],
    ],
  }),

  ask_customer: (say) => ({
    nodes: [
      step('ask', say('Zapytaj klienta', 'Ask the customer'), 'messages.send', {
        text: say(
          'Dzień dobry, {{recipient.first_name}}. Kiedy możemy porozmawiać o sprawie „{{record.title}}”? {{owner.name}}, {{company.name}}',
          'Hello {{recipient.first_name}}. When may we talk about “{{record.title}}”? {{owner.name}}, {{company.name}}',
        ),
        channels: '=["sms", "mail"]',
        optional: '=true',
      }),
      task('answer', say('Zapisz odpowiedź klienta', 'Write down the answer'), 'record:owner', 'P3D', 'answer_form'),
      late('no_answer', say('Brak odpowiedzi', 'No answer'), 'answer', 'P3D'),
      tell(
        'tell_head',
        say('Powiedz przełożonemu', 'Tell the supervisor'),
        'record:supervisor',
        say('Klient nie odpowiedział w trzy dni', 'The customer has not answered for three days'),
      ),
      element('endEvent', 'told', say('Przełożony wie', 'Supervisor knows')),
      element('endEvent', 'ends', say('Odpowiedź jest', 'Answered')),
    ],
    flows: [
      ['begins', 'ask'],
      ['ask', 'answer'],
      ['answer', 'ends'],
      ['no_answer', 'tell_head'],
      ['tell_head', 'told'],
    ],
    forms: form('answer_form', [
      {
        type: 'textarea',
        key: 'answer',
        label: say('Co odpowiedział klient', 'What the customer answered'),
        validate: { required: true },
      },
    ]),
  }),
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' }
const escaped = (text: string): string => text.replace(/[&<>"\n]/g, (letter) => ESCAPES[letter]!)

function element(tag: string, id: string, name: string, extensions = '', inside = '', attributes = ''): string {
  const extended = extensions && `<bpmn:extensionElements>${extensions}</bpmn:extensionElements>`
  return `<bpmn:${tag} id="${id}" name="${escaped(name)}" ${attributes}>${extended}${inside}</bpmn:${tag}>`
}

const properties = (values: Record<string, string>): string =>
  `<zeebe:properties>${Object.entries(values)
    .map(([name, value]) => `<zeebe:property name="${name}" value="${escaped(value)}" />`)
    .join('')}</zeebe:properties>`

function step(id: string, name: string, type: string, inputs: Record<string, string>): string {
  const mapped = Object.entries(inputs).map(
    ([target, source]) => `<zeebe:input source="${escaped(source)}" target="${target}" />`,
  )
  return element(
    'serviceTask',
    id,
    name,
    `<zeebe:taskDefinition type="${type}" /><zeebe:ioMapping>${mapped.join('')}</zeebe:ioMapping>`,
  )
}

/** `text`: {comment} in it stands for what was written into the form. */
function tell(id: string, name: string, to: string, text: string): string {
  const [before, after] = text.split('{comment}')
  const source = after === undefined ? text : `=string join(["${before}", string(comment), "${after}"], "")`
  return step(id, name, 'notifications.notify', { to, text: source, optional: '=true' })
}

function task(id: string, name: string, who: string, within: string, formId?: string): string {
  const ofForm = formId ? `<zeebe:formDefinition formId="${formId}" />` : ''
  return element(
    'userTask',
    id,
    name,
    `<zeebe:userTask /><zeebe:assignmentDefinition assignee="${who}" /><zeebe:taskSchedule dueDate="${within}" />${ofForm}${properties({ 'tok:calendar': 'company' })}`,
  )
}

function late(id: string, name: string, of: string, after: string): string {
  return element(
    'boundaryEvent',
    id,
    name,
    properties({ 'tok:calendar': 'company' }),
    `<bpmn:timerEventDefinition id="${id}_timer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${after}</bpmn:timeDuration></bpmn:timerEventDefinition>`,
    `attachedToRef="${of}" cancelActivity="false"`,
  )
}

function flowXml([from, to, name, condition]: Flow): string {
  const id = name && !condition ? `not_${from}` : `${from}_to_${to}`
  const asked = condition
    ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escaped(condition)}</bpmn:conditionExpression>`
    : ''
  return `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" ${name ? `name="${escaped(name)}"` : ''}>${asked}</bpmn:sequenceFlow>`
}

/** A form as form-js and Camunda 8 have it. */
function form(id: string, components: object[]): string {
  const schema = {
    type: 'default',
    id,
    components: components.map((one) => ({ id: (one as { key: string }).key, ...one })),
  }
  return `<zeebe:userTaskForm id="${id}">${escaped(JSON.stringify(schema))}</zeebe:userTaskForm>`
}
