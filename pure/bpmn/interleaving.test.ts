import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Graph } from './graph.ts'
import type { Token } from './state.ts'
import { flow, processOf, readModel, simulated, TestInstance, witnesses } from './test-instance.ts'

/**
 * Processes made up at random whose branches have nothing to do with each other: in whatever order their tasks are done, their timers fire
 * and their conditions come true, whatever is lost in a crash and told again, the same happens as in a run in which
 * one thing is done after the other. TOK_RUNS says how many are made up, TOK_SEED by which seed.
 */
const RUNS = Number(process.env.TOK_RUNS) || 40
const SEED = process.env.TOK_SEED === undefined ? {} : { seed: Number(process.env.TOK_SEED) }

type Block =
  | { is: 'task' | 'undone' | 'pause' | 'link' | 'condition' }
  | { is: 'late' | 'nagged' | 'loop' | 'many' | 'cycle'; times: number }
  | { is: 'line' | 'all'; parts: Block[] }
  | { is: 'some'; parts: Block[]; flags: boolean[] }
  | { is: 'part' | 'regret'; inside: Block }
  | { is: 'try' | 'transaction'; inside: Block; fails: boolean; otherwise: Block }

const { block } = fc.letrec<{ block: Block }>((tie) => {
  const list = fc.array(tie('block'), { minLength: 2, maxLength: 3 })
  const one = (is: Block['is'], more: Record<string, fc.Arbitrary<unknown>> = {}) =>
    fc.record({ is: fc.constant(is), ...more }) as fc.Arbitrary<unknown> as fc.Arbitrary<Block>
  const times = { times: fc.integer({ min: 1, max: 3 }) }
  const around = { inside: tie('block') }
  const either = { ...around, fails: fc.boolean(), otherwise: tie('block') }
  return {
    block: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      ...(['task', 'undone', 'pause', 'link', 'condition'] as const).map((is) => one(is)),
      ...(['late', 'nagged', 'loop', 'many', 'cycle'] as const).map((is) => one(is, times)),
      one('line', { parts: list }),
      one('all', { parts: list }),
      one('some', { parts: list, flags: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }) }),
      one('part', around),
      one('regret', around),
      one('try', either),
      one('transaction', either),
    ),
  }
})

/** What is done at an element when it is its turn: first so many firings of the event on its border, then it is completed, unless it was left. */
interface Turn {
  event?: string
  firings: number
  variables: (done: number) => Record<string, unknown>
}

interface Drawn {
  xml: string
  turns: Map<string, Turn>
  variables: Record<string, unknown>
}

const within = (tag: string, id: string, inside: string, more = '') =>
  `<bpmn:${tag} id="${id}"${more}>${inside}</bpmn:${tag}>`
const timer = (kind: string, value: string) =>
  `<bpmn:timerEventDefinition><bpmn:${kind}>${value}</bpmn:${kind}></bpmn:timerEventDefinition>`
const expression = (text: string) =>
  `<bpmn:conditionalEventDefinition><bpmn:condition>${text}</bpmn:condition></bpmn:conditionalEventDefinition>`

function drawn(root: Block): Drawn {
  let [number, outside] = [0, '']
  const turns = new Map<string, Turn>()
  const variables: Record<string, unknown> = {}
  const next = (kind: string) => `${kind}_${++number}`
  type Part = { first: string; last: string; xml: string }
  const turn = (id: string, given: Partial<Turn> = {}) => turns.set(id, { firings: 0, variables: () => ({}), ...given })
  const task = (kind: string, given: Partial<Turn> = {}, inside = ''): Part => {
    const id = next(kind)
    turn(id, given)
    return { first: id, last: id, xml: within('userTask', id, inside) }
  }
  const joined = (kind: string, parts: { part: Part; condition?: string }[]): Part => {
    const [first, last] = [next('split'), next('join')]
    const xml = parts.map(
      ({ part, condition }) => part.xml + flow(first, part.first, condition) + flow(part.last, last),
    )
    return { first, last, xml: `<bpmn:${kind} id="${first}" /><bpmn:${kind} id="${last}" />${xml.join('')}` }
  }
  const besides = (host: Part, event: string, otherwise: Part, ends = false): Part => {
    const [border, join] = [next('on'), next('merge')]
    const xml = `${host.xml}${otherwise.xml}${within('boundaryEvent', border, event, ` attachedToRef="${host.first}"${ends ? ' cancelActivity="false"' : ''}`)}
      <bpmn:exclusiveGateway id="${join}" />${flow(border, otherwise.first)}${flow(host.last, join)}`
    if (!ends) return { first: host.first, last: join, xml: xml + flow(otherwise.last, join) }
    const end = next('told')
    return { first: host.first, last: join, xml: `${xml}<bpmn:endEvent id="${end}" />${flow(otherwise.last, end)}` }
  }
  const inside = (tag: string, id: string, part: Part, end: string, before = ''): Part => {
    const [start, stop] = [next('start'), next('stop')]
    const between = before || part.last
    const xml = `<bpmn:startEvent id="${start}" />${within('endEvent', stop, end)}${part.xml}${flow(start, part.first)}
      ${before ? flow(part.last, before) : ''}${flow(between, stop)}`
    return { first: id, last: id, xml: within(tag, id, xml + (before ? undoing(before) : '')) }
  }
  const undoing = (id: string) => within('intermediateThrowEvent', id, '<bpmn:compensateEventDefinition />')
  const draw = (one: Block): Part => {
    switch (one.is) {
      case 'task':
        return task('task')
      case 'undone': {
        const part = task('undone')
        const [border, undo] = [next('back'), next('undo')]
        turn(undo)
        return {
          ...part,
          xml: `${part.xml}${within('boundaryEvent', border, '<bpmn:compensateEventDefinition />', ` attachedToRef="${part.first}"`)}
            <bpmn:userTask id="${undo}" isForCompensation="true" /><bpmn:association id="${undo}_a" sourceRef="${border}" targetRef="${undo}" />`,
        }
      }
      case 'pause': {
        const id = next('pause')
        turn(id)
        return { first: id, last: id, xml: within('intermediateCatchEvent', id, timer('timeDuration', 'PT1H')) }
      }
      case 'link': {
        const [from, to] = [next('throw'), next('catch')]
        const link = `<bpmn:linkEventDefinition id="${from}_d" name="${from}" />`
        return {
          first: from,
          last: to,
          xml: `${within('intermediateThrowEvent', from, link)}${within('intermediateCatchEvent', to, link.replace('_d"', '_c"'))}`,
        }
      }
      case 'condition': {
        const [id, flag] = [next('holds'), next('flag')]
        variables[flag] = false
        const waits = { first: id, last: id, xml: within('intermediateCatchEvent', id, expression(`=${flag}`)) }
        const sets = task('sets', { variables: () => ({ [flag]: true }) })
        return joined('parallelGateway', [{ part: waits }, { part: sets }])
      }
      case 'late': {
        const part = task('late')
        const left = besides(part, timer('timeDuration', 'P1D'), task('after'))
        turn(part.first, { event: borderOf(left.xml, part.first), firings: one.times > 1 ? 1 : 0 })
        return left
      }
      case 'nagged': {
        const part = task('nagged')
        const told = besides(part, timer('timeCycle', 'R/P1D'), { ...script(next('told')) }, true)
        turn(part.first, { event: borderOf(told.xml, part.first), firings: one.times })
        return told
      }
      case 'loop':
        return task(
          'loop',
          {},
          `<bpmn:standardLoopCharacteristics loopMaximum="${one.times}"><bpmn:loopCondition>=true</bpmn:loopCondition></bpmn:standardLoopCharacteristics>`,
        )
      case 'many':
        return task(
          'many',
          {},
          `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=${one.times}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`,
        )
      case 'cycle': {
        const [merge, again, count] = [next('merge'), next('again'), next('count')]
        variables[count] = 0
        const part = task('round', { variables: (done) => ({ [count]: done + 1 }) })
        const xml = `<bpmn:exclusiveGateway id="${merge}" /><bpmn:exclusiveGateway id="${again}" default="${again}_${again}x" />
          ${flow(merge, part.first)}${flow(part.last, again)}${flow(again, merge, `=${count} &lt; ${one.times}`)}
          <bpmn:task id="${again}x" />${flow(again, `${again}x`)}`
        return { first: merge, last: `${again}x`, xml: part.xml + xml }
      }
      case 'line': {
        const parts = one.parts.map(draw)
        const flows = parts.slice(1).map((part, at) => flow(parts[at]!.last, part.first))
        return {
          first: parts[0]!.first,
          last: parts.at(-1)!.last,
          xml: [...parts.map(({ xml }) => xml), ...flows].join(''),
        }
      }
      case 'all':
        return joined(
          'parallelGateway',
          one.parts.map((each) => ({ part: draw(each) })),
        )
      case 'some': {
        const parts = one.parts.map((each, at) => {
          const flag = next('flag')
          // The first always, so that there is a way on.
          variables[flag] = at === 0 || one.flags[at] === true
          return { part: draw(each), condition: `=${flag}` }
        })
        return joined('inclusiveGateway', parts)
      }
      case 'part':
        return inside('subProcess', next('part'), draw(one.inside), '')
      case 'regret':
        return inside('subProcess', next('part'), draw(one.inside), '', next('regret'))
      case 'try': {
        const id = next('try')
        outside += `<bpmn:error id="${id}_e" name="${id}" errorCode="${id}" />`
        const error = `<bpmn:errorEventDefinition errorRef="${id}_e" />`
        return besides(inside('subProcess', id, draw(one.inside), one.fails ? error : ''), error, draw(one.otherwise))
      }
      case 'transaction': {
        const cancel = '<bpmn:cancelEventDefinition />'
        const part = inside('transaction', next('transaction'), draw(one.inside), one.fails ? cancel : '')
        return besides(part, cancel, draw(one.otherwise))
      }
    }
  }
  const script = (id: string): Part => ({ first: id, last: id, xml: `<bpmn:task id="${id}" />` })
  const borderOf = (xml: string, host: string) => new RegExp(`id="([^"]+)" attachedToRef="${host}"`).exec(xml)![1]!
  const whole = draw(root)
  const xml = `<bpmn:startEvent id="start" /><bpmn:endEvent id="end" />${whole.xml}${flow('start', whole.first)}${flow(whole.last, 'end')}`
  return { xml: processOf(xml, outside), turns, variables }
}

type Choose = (count: number) => number

/** Does what is there to do until nothing is, `choose` saying what next; gives what happened, in no order, and how it ended. */
function lived(graph: Graph, { turns, variables }: Drawn, choose: Choose, crashes: boolean) {
  const instance = new TestInstance(graph)
  instance.start(variables)
  const done = new Map<string, number>()
  const fired = new Map<number, number>()
  const told: (() => void)[] = []
  const script: { complete: string; variables?: Record<string, unknown> }[] = []
  const ready = () => instance.tokens.filter((token) => turns.has(token.element) && isOpen(token))
  for (let steps = 0; ; steps += 1) {
    const open = ready()
    if (open.length === 0) break
    expect(steps).toBeLessThan(2000)
    const token = open[choose(open.length)]!
    const { event, firings, variables: given } = turns.get(token.element)!
    const count = fired.get(token.id) ?? 0
    const { id, element } = token
    if (event && count < firings) {
      fired.set(id, count + 1)
      script.push({ complete: event })
      instance.fire(event)
      continue
    }
    const rounds = done.get(element) ?? 0
    done.set(element, rounds + 1)
    const completing = token.timers?.some((each) => each.element === element)
      ? ({ type: 'timer.fired', token: id, element } as const)
      : ({ type: 'user_task.completed', token: id, variables: given(rounds) } as const)
    if (crashes && choose(3) === 0) {
      // It died before the commit: nothing of it stays.
      const { state, history } = instance
      const length = history.length
      instance.send(completing)
      instance.state = state
      history.length = length
    }
    script.push({ complete: element, variables: given(rounds) })
    instance.send(completing)
    told.push(() => instance.send(completing))
    if (crashes && choose(3) === 0) {
      // It died after a commit of which nobody heard: the same is told again.
      const before = JSON.stringify(instance.state)
      told[choose(told.length)]!()
      expect(JSON.stringify(instance.state)).toBe(before)
    }
  }
  const end = {
    status: instance.state!.status,
    variables: instance.variables,
    happened: instance.history
      .map(({ element, what, joined, body }) => `${element} ${what} ${joined ?? ''}${body ?? ''}`)
      .sort(),
  }
  return { end, script }
}

// What holds the instances of an activity together does nothing itself; one that waits to be undone does not wait to be done.
const isOpen = ({ loop, phase, restored }: Token) => phase === 'waiting' && !loop && !restored

// Once is enough: it asks nothing of a shell.
test.skipIf(witnesses.length > 0)(
  'in whatever order it is done, whatever dies meanwhile, the same happens as one after the other',
  async () => {
    await fc.assert(
      fc.asyncProperty(block, fc.array(fc.nat(), { minLength: 20, maxLength: 60 }), async (root, numbers) => {
        const model = drawn(root)
        const graph = await readModel(model.xml)
        const { end: serial } = lived(graph, model, () => 0, false)
        expect(serial.status).toBe('completed')
        let at = 0
        const chosen: Choose = (count) => numbers[at++ % numbers.length]! % count
        expect(lived(graph, model, (count) => count - 1, false).end).toEqual(serial)
        expect(lived(graph, model, chosen, true).end).toEqual(serial)
      }),
      { numRuns: RUNS, ...SEED },
    )
  },
  60_000,
)

// Beside the pure one the real shell does these (test/support/durable.ts) and must say the same.
test('what is done in some order is done by the shell in that order with the same end', async () => {
  await fc.assert(
    fc.asyncProperty(block, fc.array(fc.nat(), { minLength: 20, maxLength: 60 }), async (root, numbers) => {
      const model = drawn(root)
      let at = 0
      const { end, script } = lived(
        await readModel(model.xml),
        model,
        (count) => numbers[at++ % numbers.length]! % count,
        false,
      )
      const report = await simulated(model.xml, { variables: model.variables, do: script })
      expect([report.status, report.incidents]).toEqual([end.status, []])
      const completed = end.happened.filter((line) => line.endsWith(' completed ')).map((line) => line.split(' ')[0]!)
      expect(report.order.toSorted()).toEqual(completed.toSorted())
    }),
    { numRuns: Math.ceil(RUNS / 4), ...SEED },
  )
}, 60_000)
