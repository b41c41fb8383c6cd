import type { Locale } from '../../../../pure/texts/format.ts'
import type { Pause, RuleAction, RuleInput } from '../schema.ts'
import { type Drawn, escaped, type Picture, written } from './draw.ts'

const NAMES = {
  pl: {
    documentation: 'Reguła etapu. Zmieniasz ją w regułach, nie tutaj.',
    moved: 'Zmiana etapu',
    created: 'Nowa transakcja',
    look: 'Sprawdź warunek',
    lookAgain: 'Odczytaj transakcję',
    holds: 'Spełniony?',
    yes: 'tak',
    no: 'nie',
    notMet: 'Niespełniony',
    done: 'Zrobione',
    race: 'Nadal na etapie?',
    left: 'Opuściła etap',
    leftStage: 'Inny etap',
    won: 'Wygrana',
    lost: 'Przegrana',
    set: 'Ustaw pola',
    move: 'Przenieś na etap',
    win: 'Oznacz jako wygraną',
    lose: 'Oznacz jako przegraną',
    task: 'Utwórz zadanie',
    notify: 'Powiadom',
    process: 'Uruchom proces',
    wait: 'Poczekaj',
  },
  en: {
    documentation: 'A rule of a stage. It is changed among the rules, not here.',
    moved: 'Stage changed',
    created: 'New deal',
    look: 'Check the condition',
    lookAgain: 'Read the deal',
    holds: 'Does it hold?',
    yes: 'yes',
    no: 'no',
    notMet: 'Not met',
    done: 'Done',
    race: 'Still at the stage?',
    left: 'Left the stage',
    leftStage: 'Another stage',
    won: 'Won',
    lost: 'Lost',
    set: 'Set fields',
    move: 'Move to a stage',
    win: 'Mark as won',
    lose: 'Mark as lost',
    task: 'Create a task',
    notify: 'Notify',
    process: 'Start a process',
    wait: 'Wait',
  },
} as const

/** JSON is FEEL: texts, numbers, lists and contexts are written alike. */
const feel = (value: unknown): string => `=${JSON.stringify(value)}`

const input = (source: string, target: string) => `<zeebe:input source="${escaped(source)}" target="${target}" />`
const output = (name: string) => `<zeebe:output source="=${name}" target="${name}" />`

function step(type: string, inputs: Record<string, string>, outputs: string[] = []): string {
  const mappings = [...Object.entries(inputs).map(([target, source]) => input(source, target)), ...outputs.map(output)]
  return `<zeebe:taskDefinition type="${type}" /><zeebe:ioMapping>${mappings.join('')}</zeebe:ioMapping>`
}

const property = (name: string, value: string) =>
  `<zeebe:properties><zeebe:property name="${name}" value="${escaped(value)}" /></zeebe:properties>`

const ROW = 120
const GAP = 54

/** Whom an action means, as FEEL over what deals.look_up found. */
const meant = (who: string) => (/^[a-z]+$/.test(who) ? `who.${who}` : JSON.stringify(who))

type Compiled = Pick<RuleInput, 'name' | 'stageId' | 'trigger' | 'stay' | 'condition' | 'actions'>

/**
 * The process a rule means: started by its trigger, it waits where the rule says so, reads the deal, asks the condition
 * and does the actions. A wait at the stage ends when the deal leaves it. Names of elements are in `locale`.
 */
export function compileRule(key: string, rule: Compiled, locale: Locale): string {
  return new Compiler(key, rule, NAMES[locale]).compile()
}

class Compiler {
  private readonly picture: Picture
  private readonly words: (typeof NAMES)[Locale]
  private readonly rule: Compiled
  /** Where the next node stands. */
  private x = 170
  /** What flows into it. */
  private from: { id: string; name?: string; condition?: string }[] = []
  /** Whether the deal is still where the trigger saw it, as far as the rule itself goes. */
  private atStage: boolean

  constructor(key: string, rule: Compiled, words: (typeof NAMES)[Locale]) {
    this.rule = rule
    this.words = words
    this.atStage = rule.trigger !== 'leave'
    const { documentation } = words
    this.picture = { key, name: rule.name, documentation, nodes: [], flows: [], messages: [] }
  }

  compile(): string {
    const { trigger, stay, condition, actions } = this.rule
    this.starts()
    if (trigger === 'stay' && stay) this.wait('stay', stay)
    this.look('look', condition)
    this.gateway()
    for (const [at, action] of actions.entries()) this.action(action, `action_${at + 1}`)
    this.put({ id: 'done', name: this.words.done, tag: 'endEvent' })
    return written(this.picture)
  }

  private put(node: Omit<Drawn, 'x' | 'y'>): Drawn {
    const half = node.tag === 'serviceTask' || node.tag === 'callActivity' ? 60 : node.tag.endsWith('Gateway') ? 25 : 18
    const drawn = { ...node, x: this.x + half, y: ROW }
    this.x += 2 * half + GAP
    this.picture.nodes.push(drawn)
    for (const { id, ...flow } of this.from) this.flow(id, node.id, flow)
    this.from = [{ id: node.id }]
    return drawn
  }

  private flow(from: string, to: string, how: { name?: string; condition?: string } = {}): string {
    const id = `${from}_to_${to}`
    this.picture.flows.push({ id, from, to, ...how })
    return id
  }

  private message(name: string, key?: string): string {
    const id = `message_${name.replaceAll('.', '_')}${key ? '_by_key' : ''}`
    if (!this.picture.messages.some((message) => message.id === id)) this.picture.messages.push({ id, name, key })
    return id
  }

  private starts(): void {
    const stage = JSON.stringify(this.rule.stageId)
    const side = this.rule.trigger === 'leave' ? 'from' : 'to'
    const start = (id: string, name: string, event: string, condition: string, y: number) => {
      const definition = `<bpmn:messageEventDefinition id="${id}_message" messageRef="${this.message(event)}" />`
      const extensions = property('tok:condition', condition)
      this.picture.nodes.push({ id, name, tag: 'startEvent', x: this.x, y, extensions, definition })
      this.from.push({ id })
    }
    // Deals that are moved because their stage is archived mean nothing by it (docs/decisions/013-stage-guards.md).
    start('moved', this.words.moved, 'deal.stage_changed', `=because = null and ${side}.id = ${stage}`, ROW)
    if (side === 'to') start('created', this.words.created, 'deal.created', `=stage.id = ${stage}`, ROW - 110)
    this.x += 18 + GAP
  }

  private look(id: string, condition: RuleInput['condition']): void {
    const inputs = { dealId: '=dealId', ...(condition ? { condition: feel(condition) } : {}) }
    const name = id === 'look' ? this.words.look : this.words.lookAgain
    this.put({
      id,
      name,
      tag: 'serviceTask',
      extensions: step('deals.look_up', inputs, ['deal', 'who', 'meets']),
    })
  }

  private gateway(): void {
    const { x } = this.put({
      id: 'holds',
      name: this.words.holds,
      tag: 'exclusiveGateway',
      attributes: ' default="holds_to_not_met"',
    })
    this.picture.nodes.push({ id: 'not_met', name: this.words.notMet, tag: 'endEvent', x, y: ROW + 120 })
    this.flow('holds', 'not_met', { name: this.words.no })
    this.from = [{ id: 'holds', name: this.words.yes, condition: '=meets' }]
  }

  private timer(id: string, { duration, working }: Pause): void {
    this.put({
      id,
      name: this.words.wait,
      tag: 'intermediateCatchEvent',
      ...(working ? { extensions: property('tok:calendar', 'company') } : {}),
      definition: `<bpmn:timerEventDefinition id="${id}_timer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration></bpmn:timerEventDefinition>`,
    })
  }

  private wait(id: string, pause: Pause): void {
    if (!this.atStage) {
      this.timer(id, pause)
      return
    }
    const { x } = this.put({ id: `${id}_race`, name: this.words.race, tag: 'eventBasedGateway' })
    this.timer(id, pause)
    const left = `${id}_left`
    this.picture.nodes.push({
      id: left,
      name: this.words.left,
      tag: 'endEvent',
      x: x + 200,
      y: ROW + 200,
      labelled: 'right',
    })
    const endings = [
      ['moved', 'deal.stage_changed', this.words.leftStage],
      ['won', 'deal.won', this.words.won],
      ['lost', 'deal.lost', this.words.lost],
    ] as const
    endings.forEach(([what, event, name], at) => {
      const caught = `${id}_${what}`
      const definition = `<bpmn:messageEventDefinition id="${caught}_message" messageRef="${this.message(event, '=dealId')}" />`
      const y = ROW + 100 * (at + 1)
      this.picture.nodes.push({ id: caught, name, tag: 'intermediateCatchEvent', x: x + 97, y, definition })
      this.flow(`${id}_race`, caught)
      this.flow(caught, left)
    })
    // What stands below takes as much room as the end of the case.
    this.x = Math.max(this.x, x + 200 + 18 + 2 * GAP)
  }

  private action(action: RuleAction, id: string): void {
    const task = (type: string, inputs: Record<string, string>) =>
      this.put({
        id,
        name: this.words[action.do],
        tag: 'serviceTask',
        extensions: step(type, { dealId: '=dealId', ...inputs }),
      })
    switch (action.do) {
      case 'set':
        task('deals.set_fields', { fields: feel(action.fields) })
        break
      case 'move':
        task('deals.move', { stageId: feel(action.stageId) })
        this.atStage = false
        break
      case 'win':
        task('deals.win', {})
        this.atStage = false
        break
      case 'lose':
        task('deals.lose', { reasonId: feel(action.reasonId) })
        this.atStage = false
        break
      case 'task':
        task('tasks.create', {
          title: feel(action.title),
          body: feel(action.body),
          to: `=${meant(action.to)}`,
          due: feel(action.due),
        })
        break
      case 'notify':
        task('notifications.notify', {
          to: `=[${action.to.map(meant).join(', ')}]`,
          code: feel('stage_rule'),
          params: `={number: deal.number, title: deal.title, text: ${JSON.stringify(action.text)}}`,
          mail: feel(action.mail),
          optional: '=true',
        })
        break
      case 'process':
        this.put({
          id,
          name: this.words.process,
          tag: 'callActivity',
          extensions: `<zeebe:calledElement processId="${escaped(action.key)}" propagateAllChildVariables="false" />`,
        })
        break
      case 'wait':
        this.wait(id, action)
        this.look(`${id}_look`, null)
        break
    }
  }
}
