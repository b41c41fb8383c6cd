import { system } from '../server/core/actor.ts'
import { write } from '../server/core/write.ts'
import { doBulk, startBulk } from '../server/modules/processes/commands/bulks.ts'
import { publishMessage } from '../server/modules/processes/commands.ts'
import { actorOf } from '../server/modules/staff/queries.ts'
import { type Ground, makeGround } from './engine/ground.ts'
import { ORDER_NEXT } from './engine/models.ts'
import { copyOf, drain, startOne } from './engine/seed.ts'
import { median, type Options, type Result, rounded } from './measure.ts'
import { makePlace } from './place.ts'

const SIZE = 100_000
const PORTION = 1000
const ROUNDS = 3
const KEY = 'bench_order'

/**
 * Waiting cases put into the next version of their process, where each has one wait more: as a person asks for it, in portions, with an
 * event for each and the reasons of those that have no place there. Beside a plain UPDATE of the same rows in the same portions.
 */
export async function migration(options: Options): Promise<Result> {
  const place = await makePlace(options.keep)
  try {
    return await place.within(async ({ deps }) => {
      const ground = await makeGround(options, place, deps)
      try {
        return await moveAll(ground)
      } finally {
        await ground.pool.end()
      }
    })
  } finally {
    await place.end()
  }
}

async function moveAll(ground: Ground): Promise<Result> {
  const { deps, pool, say } = ground
  const size = ground.size ?? (ground.quick ? SIZE / 50 : SIZE)
  const stay = Math.ceil(size / 100)
  const bench = system('bench')
  const first = await startOne(ground, 'bench.order_placed')
  await copyOf(ground, first, size - stay - 1)
  const gone = await startOne(ground, 'bench.order_placed')
  await publishMessage(deps, bench, { name: 'bench.order_paid', key: gone.subject, variables: {}, subject: null })
  await drain(ground)
  await copyOf(ground, gone, stay - 1)
  await write(deps, bench, (cx) =>
    deps.engine!.deploy(cx, { key: KEY, name: KEY, bpmn: ORDER_NEXT, origin: 'own', by: null }),
  )

  const plain: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const rate = await updatePlainly(ground)
    if (round > 0) plain.push(rate)
  }
  say(`plain: ${rounded(median(plain))} rows/s`)

  const { rows: owners } = await pool.query<{ id: string }>("select id from employees where role = 'owner'")
  const owner = (await actorOf(deps.database.db, owners[0]!.id))!
  const { total } = await write(deps, owner, (cx) =>
    startBulk(cx, { process: KEY, version: 1 }, { do: 'migrate', to: 2, elements: {} }),
  )
  if (total !== size) throw new Error(`${size} cases wait, ${total} were asked for`)
  const began = performance.now()
  while (await doBulk(deps));
  const seconds = (performance.now() - began) / 1000
  const { rows } = await pool.query<{
    went: number
    stayed: number
    named: number
    told: number
    waits: number
  }>(`select
    (select count(*)::int from process_instances i join process_definitions d on d.id = i.definition_id where d.version = 2) as went,
    (select count(*)::int from process_instances i join process_definitions d on d.id = i.definition_id
      where d.version = 1 and i.process_key = '${KEY}') as stayed,
    (select count(distinct instance_id)::int from process_bulk_refusals) as named,
    (select count(*)::int from event_log where name = 'process.case_migrated') as told,
    (select count(*)::int from process_waits where kind = 'timer') as waits`)
  const { went, stayed, named, told, waits } = rows[0]!
  const isWhole = went === size - stay && stayed === stay && named === stay && told === went && waits === went
  if (!isWhole) throw new Error(`of ${size} cases not each went or was named: ${JSON.stringify(rows[0])}`)
  const rate = size / seconds
  return {
    bench: 'migration',
    bars: [],
    figures: {
      'cases a second': rounded(rate),
      'plain UPDATE of the same rows, a second': rounded(median(plain)),
      'of the plain UPDATE': rounded(rate / median(plain)),
      'cases that went': went,
      'cases that stayed, each named': named,
      'cases lost': size - went - stayed,
    },
  }
}

/** Every row rewritten in portions of one transaction each, as a person would do it by hand in SQL; rows a second. */
async function updatePlainly({ pool }: Ground): Promise<number> {
  const began = performance.now()
  let [last, count] = [null as string | null, 0]
  for (;;) {
    const { rows } = await pool.query<{ id: string }>(
      `with portion as (select id from process_instances where process_key = $1 and status = 'active'
          and ($2::uuid is null or id > $2::uuid) order by id limit ${PORTION})
        update process_instances i set definition_id = i.definition_id, state = i.state, moves = i.moves from portion p
        where i.id = p.id returning i.id`,
      [KEY, last],
    )
    if (rows.length === 0) return count / ((performance.now() - began) / 1000)
    count += rows.length
    last = rows.reduce((most, { id }) => (id > most ? id : most), rows[0]!.id)
  }
}
