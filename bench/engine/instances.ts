import * as elements from 'bpmn-elements'
import { BpmnModdle } from 'bpmn-moddle'
import serialize, { TypeResolver } from 'moddle-context-serializer'
import { newId } from '../../server/core/ids.ts'
import { atLeast, callers, median, rounded } from '../measure.ts'
import { type Ground, ROUNDS, type Row } from './ground.ts'
import { ORDER } from './models.ts'
import { CALLERS } from './reference.ts'
import { countInstances, drain, seedEvents } from './seed.ts'

const TRANSITIONS = ['order_placed', 'order_paid', 'order_sent']

/**
 * Orders placed, paid and sent, their events in the outbox beforehand: all are placed before the first is paid, so each of
 * the three transitions is read from the database and committed by itself. Beside it the same model in bpmn-elements.
 */
export async function wholeInstances(ground: Ground): Promise<Row> {
  const { quick, say, reference } = ground
  const count = quick ? 400 : 20_000
  const library = await bpmnElements(ground)
  const rates: number[] = []
  const theirs: number[] = []
  let done = await countInstances(ground, 'bench_order', 'completed')
  for (let round = 0; round <= ROUNDS; round += 1) {
    const subjects = Array.from({ length: count }, () => newId())
    for (const event of TRANSITIONS) await seedEvents(ground, `bench.${event}`, subjects)
    await ground.pool.query('analyze event_log, outbox, process_instances, process_waits, process_history')
    await reference.r100()
    const began = performance.now()
    await drain(ground)
    const rate = count / ((performance.now() - began) / 1000)
    done += count
    const ended = await countInstances(ground, 'bench_order', 'completed')
    if (ended !== done) throw new Error(`${done} orders sent, ${ended} instances ended`)
    const other = await library(quick ? 20 : 400)
    // The first one warms up.
    if (round === 0) continue
    rates.push(rate)
    theirs.push(other)
    say(`instances, round ${round}: ${rounded(rate)} whole/s, bpmn-elements ${rounded(other)}/s`)
  }
  const rate = median(rates)
  return {
    bars: [
      atLeast('whole instances of three durable transitions, batched', rate, '/s', 5000),
      atLeast('whole instances/s, of bpmn-elements', median(rates.map((one, i) => one / theirs[i]!)), 'x', 40),
    ],
    figures: {
      'whole instances/s': rounded(rate),
      'bpmn-elements, whole instances/s': rounded(median(theirs)),
    },
  }
}

/** Returns a function that runs `count` instances and says how many a second: loaded, moved and saved at each transition. */
async function bpmnElements({ pool }: Ground): Promise<(count: number) => Promise<number>> {
  const model = serialize(await new BpmnModdle().fromXML(ORDER), TypeResolver(elements))
  // Their types declare functions where there are classes.
  const { Definition, Context } = elements as unknown as {
    Definition: new (context: object) => elements.Definition
    Context: new (model: object) => object
  }
  const fresh = () => new Definition(new Context(model))
  await pool.query('create table bench_states (id uuid primary key, state json not null)')
  const transition = async (id: string, message: string) => {
    const definition = fresh()
    if (message === TRANSITIONS[0]) definition.run()
    else {
      const { rows } = await pool.query({
        name: 'load-state',
        text: 'select state from bench_states where id = $1',
        values: [id],
      })
      definition.recover(rows[0].state)
      definition.resume()
    }
    definition.signal({ id: message })
    await pool.query({
      name: 'save-state',
      text: 'insert into bench_states values ($1, $2) on conflict (id) do update set state = excluded.state',
      values: [id, JSON.stringify(definition.getState())],
    })
    return definition.counters.completed
  }
  return async (count) => {
    const { seconds } = await callers(count, CALLERS, async () => {
      const id = newId()
      let completed = 0
      for (const message of TRANSITIONS) completed = await transition(id, message)
      if (completed !== 1) throw new Error('bpmn-elements did not complete an instance')
    })
    return count / seconds
  }
}
