import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { testWorld, type World } from '../../../test/support/world.ts'
import { connectOnce } from '../../core/db.ts'
import { migrate } from '../../core/migrate.ts'
import { receiveLead } from '../leads/commands/receive-lead.ts'
import { sealEvents } from './commands/seal.ts'
import { holdsSeal, sealState, verifySeals } from './queries/verify.ts'

interface LoggedEvent {
  id: string
}

let w: World
/** Whoever owns the tables, and so can take their guards away. */
let owner: pg.Client
beforeAll(async () => {
  w = await testWorld()
  owner = await connectOnce(w.deps.connection)
  await happen(3)
  await seal()
})
afterAll(async () => {
  await owner.end()
  await w.close()
})

async function happen(count: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < count; i += 1) {
    const { id } = await w.write('owner', (cx) =>
      receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: `Request ${i}` }),
    )
    ids.push(id)
  }
  const { rows } = await sql<{ id: string }>`select id from event_log where subject_id = any(${ids}::uuid[])
    and name = 'lead.received' order by id`.execute(w.db)
  return rows.map(({ id }) => id)
}

const sealWhatMay = async (): Promise<void> => {
  while (await sealEvents(w.deps));
}

/** Seals everything: transactions of other tests' databases, which count in the same cluster, hold it back for a moment. */
const seal = () =>
  vi.waitFor(
    async () => {
      await sealWhatMay()
      expect((await sealState(w.db)).unsealed.events).toBe(0)
    },
    { timeout: 25_000, interval: 50 },
  )

async function faults() {
  const found = []
  for (let after: number | null = 0; after !== null; ) {
    const { next, ...verified } = await verifySeals(w.db, after)
    found.push(...verified.faults)
    after = next
  }
  return found
}

const TABLES = ['event_log', 'event_subjects', 'event_seals']

/** What only the owner of the tables can do, in a transaction that is rolled back when the test has looked. */
async function tamper(change: string, values: unknown[] = []): Promise<void> {
  for (const table of TABLES) await owner.query(`alter table ${table} disable trigger all`)
  await owner.query(change, values)
  for (const table of TABLES) await owner.query(`alter table ${table} enable trigger all`)
}

describe('the application', () => {
  it.each([
    ["update event_log set name = 'lead.lost'"],
    ['delete from event_log'],
    ['truncate event_log cascade'],
    ['delete from event_subjects'],
    ["update event_seals set hash = ''"],
    ['delete from event_seals'],
    ["update event_personal set personal = '{}'"],
  ])('cannot: %s', async (statement) => {
    await expect(sql.raw(statement).execute(w.db)).rejects.toMatchObject({ code: '42501' })
  })

  it('nor can the owner of the tables while their guards stand', async () => {
    await expect(owner.query("update event_log set name = 'lead.lost'")).rejects.toMatchObject({ code: '42501' })
    await expect(owner.query('truncate event_log cascade')).rejects.toMatchObject({ code: '42501' })
    await expect(owner.query('delete from event_seals')).rejects.toMatchObject({ code: '42501' })
  })
})

describe('what was sealed', () => {
  let events: string[]
  /** The seal they are in. */
  let seq: number
  beforeAll(async () => {
    events = await happen(4)
    await seal()
    seq = (await sealState(w.db)).head!.seq
    await owner.query('create temp table kept_events as select * from event_log')
    await owner.query('create temp table kept_seals as select * from event_seals')
  })
  afterEach(async () => {
    await tamper('delete from event_log e where not exists (select from kept_events k where k.id = e.id)')
    await tamper('insert into event_log select * from kept_events on conflict (id) do nothing')
    await tamper(`update event_log e set name = k.name, payload = k.payload, at = k.at, xid8 = k.xid8, subject_id = k.subject_id
      from kept_events k where k.id = e.id`)
    await tamper('delete from event_seals')
    await tamper('insert into event_seals select * from kept_seals')
    expect(await faults()).toEqual([])
  })

  it('is as it was written', async () => {
    const { seals, events: compared } = await verifySeals(w.db)
    const { rows } = await owner.query('select count(*)::int as n from event_log')
    expect([seals, compared, await faults()]).toEqual([seq, rows[0].n, []])
  })

  it('shows one byte that was changed, and where', async () => {
    await tamper(`update event_log set payload = jsonb_set(payload, '{title}', '"Request x"') where id = $1`, [
      events[1],
    ])
    expect(await faults()).toEqual([{ kind: 'event_changed', seal: seq, events: [events[1]] }])
  })

  it('shows a moment that was changed by a microsecond', async () => {
    await tamper(`update event_log set at = at + interval '1 microsecond' where id = $1`, [events[0]])
    expect(await faults()).toEqual([{ kind: 'event_changed', seal: seq, events: [events[0]] }])
  })

  it('shows one row that was removed', async () => {
    await tamper('delete from event_log where id = $1', [events[2]])
    expect(await faults()).toEqual([{ kind: 'event_removed', seal: seq, events: [events[2]] }])
  })

  it('shows two that were swapped', async () => {
    await tamper(
      `update event_log e set name = o.name, payload = o.payload, at = o.at, subject_id = o.subject_id, xid8 = o.xid8
       from event_log o where (e.id, o.id) in (($1, $2), ($2, $1))`,
      [events[0], events[3]],
    )
    expect(await faults()).toEqual([{ kind: 'events_swapped', seal: seq, events: [events[0], events[3]] }])
  })

  it('shows one that was put in afterwards', async () => {
    const id = '01900000-0000-7000-8000-000000000000'
    await tamper(
      `insert into event_log (id, xid8, at, name, actor_kind) select $1, xid8, at, name, actor_kind from event_log where id = $2`,
      [id, events[0]],
    )
    expect(await faults()).toEqual([{ kind: 'event_added', seal: seq, events: [id] }])
  })

  it('shows one that was moved out of its place into what is not sealed yet', async () => {
    await tamper('update event_log set xid8 = pg_current_xact_id() where id = $1', [events[0]])
    expect(await faults()).toEqual([{ kind: 'event_changed', seal: seq, events: [events[0]] }])
  })

  it('shows a record that an event was made to be about', async () => {
    const stranger = '01900000-0000-7000-8000-000000000001'
    await sql`insert into event_subjects (event_id, kind, id) values (${events[0]}, 'lead', ${stranger})`.execute(w.db)
    const found = await faults()
    await tamper('delete from event_subjects where id = $1', [stranger])
    expect(found).toEqual([{ kind: 'event_changed', seal: seq, events: [events[0]] }])
  })

  it('shows a seal that was changed', async () => {
    await tamper(`update event_seals set entries = overlay(entries placing '\\x00' from 17 for 1) where seq = $1`, [
      seq,
    ])
    const { kind, seal: where } = (await faults())[0]!
    expect([kind, where]).toEqual(['seal_changed', seq])
  })

  it('shows a seal that was made anew: the next does not follow from it', async () => {
    await tamper("update event_seals set hash = sha256('') where seq = $1", [seq - 1])
    expect(await faults()).toEqual([
      { kind: 'seal_changed', seal: seq - 1, events: [] },
      { kind: 'seal_changed', seal: seq, events: [] },
    ])
  })

  it('shows a seal that was taken away', async () => {
    await tamper('delete from event_seals where seq = $1', [seq - 1])
    expect(await faults()).toContainEqual({ kind: 'seal_missing', seal: seq - 1, events: [] })
  })

  it('shows values about a person that were changed; those that were erased are counted', async () => {
    const { rows } = await owner.query('select event_id as id, personal from event_personal limit 1')
    const [{ id, personal }] = rows
    await owner.query(`update event_personal set personal = '{"changes":[]}' where event_id = $1`, [id])
    expect((await faults()).map(({ kind, events }) => [kind, events])).toEqual([['personal_changed', [id]]])
    await owner.query('update event_personal set personal = $2::json where event_id = $1', [
      id,
      JSON.stringify(personal),
    ])
    const kept = await owner.query('delete from event_personal where event_id = $1 returning salt', [id])
    expect([await faults(), (await verifySeals(w.db)).erased]).toEqual([[], 1])
    await owner.query('insert into event_personal values ($1, $2, $3::json)', [
      id,
      kept.rows[0].salt,
      JSON.stringify(personal),
    ])
  })
})

describe('the log', () => {
  const read = async (query: string, who: 'owner' | 'salesHead' = 'owner') => {
    const { status, body } = await w.request(who, 'GET', `/api/audit?${query}`)
    expect(status).toBe(200)
    return body as { items: LoggedEvent[]; next: string | null }
  }

  it('tells who changed what from which value to which, and by which process in which version', async () => {
    const lead = await w.write('owner', (cx) =>
      receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: 'Windows' }),
    )
    await w.settle()
    const { body } = await w.request('owner', 'GET', `/api/leads/${lead.id}`)
    const changed = await w.request(
      'owner',
      'PATCH',
      `/api/leads/${lead.id}`,
      { title: 'Doors' },
      { 'if-match': String(body.version) },
    )
    expect(changed.status).toBe(200)
    const { items } = await read(`about=lead/${lead.id}&area=lead&field=title`)
    expect(items).toMatchObject([
      {
        name: 'lead.updated',
        actor: { kind: 'user', id: w.people.owner, name: 'Maria Wójcik' },
        subject: { kind: 'lead', id: lead.id, title: 'Doors' },
        changes: [{ field: 'title', from: 'Windows', to: 'Doors' }],
        why: null,
      },
    ])
    const byProcess = await read('process=request_handling&actor=process')
    expect(byProcess.items[0]).toMatchObject({
      actor: { kind: 'process' },
      why: { processKey: 'request_handling', version: expect.any(Number) },
    })
    expect((await read(`actor=${w.people.anna}`)).items).toEqual([])
  })

  it('is paged by its ids, each event once', async () => {
    const whole = (await read('limit=200')).items.map(({ id }) => id)
    const paged: string[] = []
    let after = ''
    do {
      const page = await read(`limit=7${after && `&after=${after}`}`)
      paged.push(...page.items.map(({ id }) => id))
      after = page.next ?? ''
    } while (after)
    expect(paged.slice(0, 200)).toEqual(whole)
    const { rows } = await owner.query('select count(*)::int as n from event_log')
    expect([paged.length, new Set(paged).size]).toEqual([rows[0].n, rows[0].n])
  })

  it('is narrowed to days of the company', async () => {
    const today = (await w.now()).toISOString().slice(0, 10)
    expect((await read(`from=${today}&to=${today}&limit=200`)).items.length).toBeGreaterThan(5)
    expect((await read('from=2001-01-01&to=2001-01-02')).items).toEqual([])
  })

  it('leaves as CSV, a line for each value that changed, and says in the log that it left', async () => {
    const { body, headers } = await w.request('owner', 'GET', '/api/audit/export?area=lead&field=title')
    expect(headers['content-disposition']).toMatch(/dziennik-\d{4}-\d\d-\d\d\.csv/)
    const lines = String(body).trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(';lead.updated;lead;Doors;title;Windows;Doors;')
    expect((await read('area=audit')).items[0]).toMatchObject({
      name: 'audit.exported',
      payload: { count: 1, whole: true },
    })
  })

  it('is told by the API to be whole, and where it is not', async () => {
    await seal()
    const { body } = await w.request('owner', 'GET', '/api/audit/verification')
    expect(body).toMatchObject({ faults: [], next: null })
    const seals = await w.request('admin', 'GET', '/api/audit/seals')
    expect(seals.body).toMatchObject({
      head: { seq: body.seals, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      sealed: body.events,
    })
    const [event] = await happen(1)
    await seal()
    await tamper(`update event_log set actor_id = 'somebody' where id = $1`, [event])
    const found = await w.request('owner', 'GET', '/api/audit/verification')
    expect(found.body.faults).toEqual([
      {
        kind: 'event_changed',
        seal: body.seals + 1,
        events: [{ id: event, name: 'lead.received', at: expect.any(String) }],
      },
    ])
    await tamper(`update event_log set actor_id = $2 where id = $1`, [event, w.people.owner])
  })
})

describe('the end of the log', () => {
  it('tells what waits for the next seal and since when; a transaction still open holds it', async () => {
    await seal()
    expect((await sealState(w.db)).unsealed).toEqual({ events: 0, since: null })
    const [event] = await happen(1)
    const { rows } = await owner.query('select at from event_log where id = $1', [event])
    const { unsealed } = await sealState(w.db)
    expect(unsealed).toEqual({ events: expect.any(Number), since: rows[0].at.toISOString() })
    expect(unsealed.events).toBeGreaterThan(0)
    await owner.query('begin')
    await owner.query('select pg_current_xact_id()')
    await happen(1)
    await sealWhatMay()
    expect((await sealState(w.db)).unsealed.events).toBeGreaterThan(0)
    await owner.query('rollback')
    await seal()
    expect((await sealState(w.db)).unsealed.events).toBe(0)
    expect(await faults()).toEqual([])
  })

  it('cut off together with its seals is found by a seal noted down before', async () => {
    const { head } = await sealState(w.db)
    expect(await holdsSeal(w.db, head!.seq, head!.hash)).toBe(true)
    await tamper('delete from event_seals where seq = $1', [head!.seq])
    expect(await holdsSeal(w.db, head!.seq, head!.hash)).toBe(false)
    await seal()
    expect(await faults()).toEqual([])
  })

  it('goes on where a restored database counts its transactions anew', async () => {
    await happen(1)
    await seal()
    const { rows } = await owner.query(
      'select (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1000000)::text as far',
    )
    // As a dump from a cluster that was a million transactions ahead.
    await tamper('delete from event_seals')
    await tamper(`update event_log set xid8 = (xid8::text::bigint + 1000000)::text::xid8 where era = 1`)
    await tamper(`alter table event_log alter column era set default 1`)
    await tamper(
      'insert into event_seals (seq, sealed_at, era, from_xid8, up_to_xid8, events, entries, hash) values (1, now(), 1, 0::text::xid8, $1::text::xid8, 0, $2, $2)',
      [rows[0].far, Buffer.alloc(0)],
    )
    await migrate(w.deps.connection)
    await happen(2)
    await seal()
    const { rows: seals } = await owner.query('select era, events from event_seals where seq > 1')
    expect(seals.every(({ era }) => era === 2)).toBe(true)
    expect(seals.reduce((sum, { events }) => sum + events, 0)).toBeGreaterThan(1)
    expect((await sealState(w.db)).unsealed.events).toBe(0)
  })
})
