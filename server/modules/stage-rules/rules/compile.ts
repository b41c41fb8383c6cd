import type { Locale } from '../../../../pure/texts/format.ts'
import type { Pause, RuleAction, RuleInput } from '../schema.ts'
import { elementOf, feel } from './actions.ts'
import { type Drawn, escaped, type Picture, written } from './draw.ts'
import { type Names, namesIn } from './names.ts'
import { type RuledKind, ruledKind } from './subjects.ts'

const input = (source: string, target: string) => `<zeebe:input source="${escaped(source)}" target="${target}" />`
const output = (name: string) => `<zeebe:output source="=${name}" target="${name}" />`

function step(type: string, inputs: Record<string, string>, outputs: string[] = []): string {
  const mappings = [...Object.entries(inputs).map(([target, source]) => input(source, target)), ...outputs.map(output)]
  return `<zeebe:taskDefinition type="${type}" /><zeebe:ioMapping>${mappings.join('')}</zeebe:ioMapping>`
}

const property = (name: string, value: string) =>
  `<zeebe:properties><zeebe:property name="${name}" value="${escaped(value)}" /></zeebe:properties>`

/** 'deal.stage_changed' -> 'moved': what its elements are called. */
const shortOf = (event: string) => (event.endsWith('.stage_changed') ? 'moved' : event.slice(event.indexOf('.') + 1))

const ROW = 120
const GAP = 54

type Compiled = Pick<RuleInput, 'name' | 'kind' | 'stage' | 'trigger' | 'stay' | 'condition' | 'actions'>

/**
 * The process a rule means: started by its trigger, it waits where the rule says so, reads the record, asks the
 * condition and does the actions. A wait at the stage ends when the record leaves it. Names of elements are in `locale`.
 */
export function compileRule(key: string, rule: Compiled, locale: Locale): string {
  return new Compiler(key, rule, namesIn(locale)).compile()
}

class Compiler {
  private readonly picture: Picture
  private readonly words: Names
  private readonly kind: RuledKind
  private readonly rule: Compiled
  /** Where the next node stands. */
  private x = 170
  /** What flows into it. */
  private from: { id: string; name?: string; condition?: string }[] = []
  /** Whether the record is still where the trigger saw it, as far as the rule itself goes. */
  private atStage: boolean

  constructor(key: string, rule: Compiled, words: Names) {
    this.rule = rule
    this.words = words
    this.kind = ruledKind(rule.kind)
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
    const { trigger, stage } = this.rule
    const begins = trigger === 'leave' ? this.kind.goes(stage) : this.kind.comes(stage)
    begins.forEach(({ event, name, condition }, at) => {
      const id = shortOf(event)
      const definition = `<bpmn:messageEventDefinition id="${id}_message" messageRef="${this.message(event)}" />`
      const extensions = property('tok:condition', condition)
      const y = ROW - 110 * at
      this.picture.nodes.push({ id, name: this.words[name], tag: 'startEvent', x: this.x, y, extensions, definition })
      this.from.push({ id })
    })
    this.x += 18 + GAP
  }

  private look(id: string, condition: RuleInput['condition']): void {
    const { id: idName, module, found } = this.kind
    const inputs = { [idName]: `=${idName}`, ...(condition ? { condition: feel(condition) } : {}) }
    const name = id === 'look' ? this.words.look : this.words.lookAgain
    this.put({
      id,
      name,
      tag: 'serviceTask',
      extensions: step(`${module}.look_up`, inputs, [found, 'who', 'meets']),
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
    const ends = this.kind.ends(this.rule.stage)
    if (!this.atStage || ends.length === 0) {
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
    const { id: idName } = this.kind
    ends.forEach(({ event, name }, at) => {
      const caught = `${id}_${shortOf(event)}`
      const definition = `<bpmn:messageEventDefinition id="${caught}_message" messageRef="${this.message(event, `=${idName}`)}" />`
      const y = ROW + 100 * (at + 1)
      this.picture.nodes.push({
        id: caught,
        name: this.words[name],
        tag: 'intermediateCatchEvent',
        x: x + 97,
        y,
        definition,
      })
      this.flow(`${id}_race`, caught)
      this.flow(caught, left)
    })
    // What stands below takes as much room as the end of the case.
    this.x = Math.max(this.x, x + 200 + 18 + 2 * GAP)
  }

  private action(action: RuleAction, id: string): void {
    const element = elementOf(action, this.kind)
    const name = this.words[action.do]
    if ('waits' in element) {
      this.wait(id, element.waits)
      this.look(`${id}_look`, null)
    } else if ('calls' in element) {
      const extensions = `<zeebe:calledElement processId="${escaped(element.calls)}" propagateAllChildVariables="false" />`
      this.put({ id, name, tag: 'callActivity', extensions })
    } else {
      const { id: idName } = this.kind
      const extensions = step(element.step, { [idName]: `=${idName}`, ...element.inputs })
      this.put({ id, name, tag: 'serviceTask', extensions })
      if (element.leaves) this.atStage = false
    }
  }
}
