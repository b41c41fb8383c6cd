import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { freePort, inDatabase, type Served, startServer } from '../support/served.ts'

const KILLS = 20
const A_SECOND = 50

/** A company set up on the real server with its own embedded PostgreSQL, twelve people in sales, and requests coming in all the time. */
async function underLoad(
  whileRunning: (tools: {
    env: Record<string, string>
    folder: string
    server: () => Served
    restarted: (server: Served) => void
  }) => Promise<void>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'tok-kill-'))
  const env = { TOK_DATA: folder, PORT: String(await freePort()), TOK_SECRET: 'the-secret-of-a-throw-away-company' }
  let server = await startServer(env)
  const { address } = server
  const call = async (path: string, headers: Record<string, string>, body?: unknown) => {
    const answer = await fetch(address + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), origin: address, ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', body: await answer.json() }
  }
  try {
    const { cookie } = await call(
      '/api/setup',
      {},
      {
        company: { name: 'Hurtownia Burzowa' },
        owner: { name: 'Olga Grom', email: 'olga@example.com', password: 'dlugie-haslo-na-burze' },
        departments: ['Sprzedaż'],
        locale: 'pl',
      },
    )
    const { token } = (await call('/api/tokens', { cookie }, { name: 'burza' })).body
    const forms = (await call('/api/forms', { cookie })).body.items as { id: string }[]
    const answered: string[] = []
    let sent = 0
    let sending = true
    const pending = new Set<Promise<void>>()
    const submit = async (number: number) => {
      try {
        const { body } = await call(
          `/api/forms/${forms[0]!.id}/submissions`,
          { authorization: `Bearer ${token}` },
          {
            answers: { name: `Klient ${number}`, email: `klient${number}@example.com`, message: `Zapytanie ${number}` },
          },
        )
        answered.push(body.leadId)
      } catch {
        // Nobody promised anything.
      }
    }
    const load = (async () => {
      while (sending) {
        const one = submit(sent++).finally(() => pending.delete(one))
        pending.add(one)
        await sleep(1000 / A_SECOND)
      }
    })()
    await whileRunning({
      env,
      folder,
      server: () => server,
      restarted(next) {
        server = next
      },
    })
    sending = false
    await load
    await Promise.all(pending)
    expect(answered.length).toBeGreaterThan(KILLS)
    await provenWhole(folder, answered, sent)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every answered submission is a lead with one case of its process, and everybody of sales was told of each exactly once. */
async function provenWhole(folder: string, answered: string[], sent: number): Promise<void> {
  await inDatabase(folder, async (one) => {
    const until = Date.now() + 60_000
    for (;;) {
      const { backlog } = await one(
        "select count(*)::int as backlog from outbox where kind = 'deliver' and state = 'ready'",
      )
      if (backlog === 0) break
      if (Date.now() > until) throw new Error(`${backlog} events are still undelivered`)
      await sleep(100)
    }
    const { leads } = await one('select count(*)::int as leads from leads')
    expect(leads).toBeGreaterThanOrEqual(answered.length)
    expect(leads).toBeLessThanOrEqual(sent)
    expect(await one('select count(*)::int as found from leads where id = any($1)', [answered])).toEqual({
      found: answered.length,
    })
    expect(
      await one(`select count(*)::int as odd from leads l where 1 <> (select count(*) from process_instances i
        where i.subject_id = l.id and i.process_key = 'request_handling')`),
    ).toEqual({ odd: 0 })
    expect(
      await one(`select count(*)::int as odd from leads l where 1 <> (select count(*) from notices n
        where n.subject_id = l.id and n.code = 'lead_waits_for_acceptance')`),
    ).toEqual({ odd: 0 })
    // Whoever was told was told once (the key of the table says so); here: everybody of the department was.
    expect(
      await one(`select count(*)::int as odd from notices n where n.code = 'lead_waits_for_acceptance'
        and (select count(*) from notifications r where r.notice_id = n.id)
          <> (select count(*) from employees e where e.active and e.department_id = (select id from departments where key = 'sales'))`),
    ).toEqual({ odd: 0 })
    expect(
      await one(
        `select count(*)::int as odd from leads l where 1 <> (select count(*) from tasks t where t.subject_id = l.id and t.kind = 'claim')`,
      ),
    ).toEqual({ odd: 0 })
    expect(await one('select count(*)::int as incidents from process_incidents')).toEqual({ incidents: 0 })
    expect(await one("select count(*)::int as failed from outbox where state = 'failed'")).toEqual({ failed: 0 })
  })
}

it(`loses no request and doubles none when the server is killed ${KILLS} times`, { timeout: 300_000 }, async () => {
  await underLoad(async ({ env, server, restarted }) => {
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await sleep(Math.random() * 1500)
      await server().kill()
      restarted(await startServer(env))
    }
  })
})

it(`loses no request and doubles none when PostgreSQL is killed ${KILLS} times`, { timeout: 300_000 }, async () => {
  await underLoad(async ({ folder, server }) => {
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await sleep(500 + Math.random() * 1500)
      const [pid] = readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')
      process.kill(Number(pid), 'SIGKILL')
      // The server itself lives through it, and answers again once the database has recovered.
      const until = Date.now() + 30_000
      for (let ready = false; !ready; ) {
        await sleep(50)
        ready = await fetch(`${server().address}/api/start`).then(
          (answer) => answer.ok,
          () => false,
        )
        if (!ready && Date.now() > until) throw new Error('the database did not come back within 30 s')
      }
    }
  })
})
