import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestHandling } from '../../../processes/request-handling/settings.ts'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { receiveLead } from '../leads/commands/receive-lead.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const KEY = 'request_handling'
const seen = (version: number) => ({ 'if-match': `"${version}"` })
const draft = async (key = KEY, who: CastName = 'owner') => w.request(who, 'GET', `/api/processes/${key}/draft`)
const save = (bpmn: string, version: number, who: CastName = 'owner', key = KEY) =>
  w.request(who, 'PUT', `/api/processes/${key}/draft`, { name: 'Obsługa zgłoszenia', bpmn }, seen(version))
const publish = (version: number, who: CastName = 'owner', key = KEY, reason = 'SMS do klienta') =>
  w.request(who, 'POST', `/api/processes/${key}/versions`, { reason }, seen(version))
const versions = async (key = KEY) => (await w.request('owner', 'GET', `/api/processes/${key}/versions`)).body.items

const lead = async (title: string) => {
  const { id } = await w.write({ kind: 'system', id: 'test' }, (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title }),
  )
  await w.settle()
  const { rows } = await sql<{ version: number }>`select d.version from process_instances i
    join process_definitions d on d.id = i.definition_id where i.subject_id = ${id} and i.process_key = ${KEY}`.execute(
    w.db,
  )
  return rows[0]?.version
}

describe('a draft', () => {
  it('begins with the version of now, is kept against the version seen, and becomes the next version for its reason', async () => {
    const { body } = await draft()
    expect(body).toMatchObject({ version: 0, baseVersion: 1, currentVersion: 1, changedBy: null })
    const changed = body.bpmn.replace('Nikt nie przyjął', 'Nikt nie przyjął zgłoszenia')
    expect((await save(changed, 0)).body).toEqual({ version: 1 })
    expect(await lead('Okna przed zmianą')).toBe(1)
    expect((await draft()).body).toMatchObject({ version: 1, bpmn: changed })
    expect((await publish(1)).body).toEqual({ version: 2 })
    expect(await lead('Okna po zmianie')).toBe(2)
    const [now, before] = await versions()
    expect(now).toMatchObject({ version: 2, reason: 'SMS do klienta', current: true, running: 1, origin: 'own' })
    expect(now.by).toBeTruthy()
    // The case that was begun before stays with its version.
    expect(before).toMatchObject({ version: 1, current: false, running: 1, origin: 'shipped' })
    expect((await draft()).body).toMatchObject({ version: 0, baseVersion: 2 })
    // What was named anew has no English name any more.
    const { body: process } = await w.request('owner', 'GET', `/api/processes/${KEY}`)
    expect(process.elements).toMatchObject({ accept: 'Accept the request' })
    expect(process.elements).not.toHaveProperty('nobody_accepted')
  })

  it('of two who draw, the second is told who was first, and nothing of the first is lost', async () => {
    const { bpmn } = (await draft()).body
    expect((await save(bpmn.replace('Nie w czasie', 'Za późno'), 0)).status).toBe(200)
    const refused = await save(bpmn, 0, 'salesHead')
    expect(refused.body).toMatchObject({ code: 'process.draft_changed', params: { version: 1 } })
    expect((await draft()).body.bpmn).toContain('Za późno')
    expect((await publish(0)).body.code).toBe('process.draft_changed')
    const discard = (version: number) =>
      w.request('owner', 'DELETE', `/api/processes/${KEY}/draft`, undefined, seen(version))
    expect((await discard(7)).body.code).toBe('process.draft_changed')
    expect((await discard(1)).status).toBe(204)
    expect((await save(bpmn, 1)).body.code).toBe('process.draft_gone')
  })

  it('that was begun before another version was published is not put over it', async () => {
    const { bpmn } = (await draft()).body
    await save(bpmn, 0)
    const rolled = await w.request('owner', 'POST', `/api/processes/${KEY}/versions/1/restoration`, {
      reason: 'Wracamy',
    })
    expect(rolled.body).toEqual({ version: 3 })
    expect((await publish(1)).body).toMatchObject({ code: 'process.base_changed', params: { version: 3 } })
    const over = (version: number) =>
      w.request('owner', 'POST', `/api/processes/${KEY}/versions`, { reason: 'Mimo to', over: version }, seen(1))
    expect((await over(2)).body.code).toBe('process.base_changed')
    expect((await over(3)).body).toEqual({ version: 4 })
  })

  it('with an error is not published: each is told at its element', async () => {
    const { bpmn } = (await draft()).body
    await save(bpmn.replace('type="leads.accept"', 'type="leads.nothing"'), 0)
    const refused = await publish(1)
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({
      code: 'process.definition_invalid',
      errors: [{ path: 'register_acceptance', code: 'process.problem.step_unknown' }],
    })
    await w.request('owner', 'DELETE', `/api/processes/${KEY}/draft`, undefined, seen(1))
  })

  it('needs a reason and a version', async () => {
    const { bpmn } = (await draft()).body
    expect((await w.request('owner', 'PUT', `/api/processes/${KEY}/draft`, { name: 'x', bpmn })).status).toBe(428)
    expect((await publish(1, 'owner', KEY, ' ')).body.errors).toMatchObject([{ path: 'reason' }])
  })
})

it('an earlier version is published anew, and the settings go on to count', async () => {
  const { bpmn } = (await draft()).body
  await save(bpmn.replace('Czeka?', 'Odłożony?'), 0)
  const { version } = (await publish(1)).body
  const back = await w.request('owner', 'POST', `/api/processes/${KEY}/versions/${version - 1}/restoration`, {
    reason: 'Błąd',
  })
  expect(back.body).toEqual({ version: version + 1 })
  const model = async (number: number) =>
    (await w.request('owner', 'GET', `/api/processes/${KEY}/versions/${number}`)).body.bpmn
  expect(await model(version + 1)).toBe(await model(version - 1))
  expect(
    (await w.request('owner', 'POST', `/api/processes/${KEY}/versions/${version + 1}/restoration`, { reason: 'x' }))
      .body.code,
  ).toBe('process.version_current')
  const settings = { ...requestHandling.defaults, accept_within: 'PT7M' }
  expect((await w.request('owner', 'PUT', `/api/processes/${KEY}/settings`, { settings })).status).toBe(200)
  const process = (await w.request('owner', 'GET', `/api/processes/${KEY}`)).body
  expect(process.settings.accept_within).toBe('PT7M')
  expect(process.sentences.length).toBeGreaterThan(5)
})

describe('a new process', () => {
  const begin = (body: object, who: CastName = 'owner') => w.request(who, 'POST', '/api/process-drafts', body)

  it.each(['blank', 'approval', 'reminder', 'ask_customer'] as const)(
    'from the pattern %s can be published as it is',
    async (pattern) => {
      for (const kind of ['lead', 'deal', 'purchase']) {
        const { status, body } = await begin({ name: `Wzór ${pattern} ${kind}`, pattern, kind })
        expect(status, JSON.stringify(body)).toBe(201)
        const { bpmn, currentVersion } = (await draft(body.key)).body
        expect(currentVersion).toBeNull()
        const { problems } = (await w.request('owner', 'POST', '/api/models/check', { bpmn })).body
        expect(problems).toEqual([])
        expect((await publish(1, 'owner', body.key)).body, `${pattern} ${kind}`).toEqual({ version: 1 })
      }
    },
  )

  it('is found among the drafts until it is published, by heads only where it is of their department', async () => {
    const { key } = (await begin({ name: 'Wydanie towaru', departmentId: w.departments.sales })).body
    const mine = async (who: CastName) =>
      (await w.request(who, 'GET', '/api/process-drafts')).body.items?.map((one: { key: string }) => one.key)
    expect(await mine('owner')).toContain(key)
    expect(await mine('salesHead')).toContain(key)
    expect(await mine('anna')).toBeUndefined()
    expect((await begin({ name: 'Bez działu' }, 'salesHead')).body.errors).toMatchObject([{ path: 'departmentId' }])
    const elsewhere = await begin({ name: 'Nie mój', departmentId: w.departments.marketing }, 'salesHead')
    expect(elsewhere.status).toBe(403)
    const { key: other } = (await begin({ name: 'Kampania', departmentId: w.departments.marketing })).body
    expect(await mine('salesHead')).not.toContain(other)
    expect((await draft(other, 'salesHead')).status).toBe(403)
  })

  it('from a file of another tool keeps all that the file says', async () => {
    const bpmn = `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:acme="http://acme.example/x" id="d" targetNamespace="t">
      <bpmn:process id="Process_1" isExecutable="false"><bpmn:documentation>Z innego programu</bpmn:documentation>
      <bpmn:startEvent id="s" acme:colour="red"><bpmn:extensionElements><acme:note>ważne</acme:note></bpmn:extensionElements></bpmn:startEvent>
      <bpmn:endEvent id="e" /><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e" /></bpmn:process></bpmn:definitions>`
    const { key } = (await begin({ name: 'Z pliku', bpmn })).body
    const kept = (await draft(key)).body.bpmn
    for (const part of ['acme:colour="red"', 'ważne', 'Z innego programu', `id="${key}"`, 'isExecutable="true"']) {
      expect(kept).toContain(part)
    }
    expect((await begin({ name: 'Nie plik', bpmn: 'to nie jest BPMN' })).body.errors).toMatchObject([
      { path: 'bpmn', code: 'process.not_bpmn' },
    ])
  })
})

it('a task asks what its form says, and the process goes on by the answers', async () => {
  const { key } = (await w.request('owner', 'POST', '/api/process-drafts', { name: 'Zgoda', pattern: 'approval' })).body
  await publish(1, 'owner', key)
  const { id } = await w.write({ kind: 'system', id: 'test' }, (cx) =>
    receiveLead(cx, { source: 'form', formId: null, departmentId: w.departments.sales, title: 'Rabat' }),
  )
  await w.settle()
  const { rows } = await sql<{ id: string; assignee_id: string }>`select id, assignee_id from tasks
    where subject_id = ${id} and process_key = ${key}`.execute(w.db)
  const [task] = rows
  // Nobody has it yet: the head of its department answers for it.
  expect(task!.assignee_id).toBe(w.people.salesHead)
  const page = (await w.request('salesHead', 'GET', `/api/tasks/${task!.id}`)).body
  expect(page.form.map((field: { key: string }) => field.key)).toEqual(['decision', 'comment'])
  const complete = (body: object) => w.request('salesHead', 'POST', `/api/tasks/${task!.id}/completion`, body)
  expect((await complete({})).body.code).toBe('task.needs_answers')
  expect((await complete({ answers: { decision: 'perhaps' } })).body.errors).toMatchObject([
    { path: 'answers.decision', code: 'field.invalid' },
  ])
  expect((await complete({ answers: { decision: 'approved', comment: 'Do 5%' } })).status).toBe(204)
  await w.settle()
  const { rows: told } = await sql<{ text: string }>`select params ->> 'text' as text from notices
    where subject_id = ${id} and code = 'process_told'`.execute(w.db)
  expect(told).toEqual([{ text: 'Zatwierdzone. Do 5%' }])
})

describe('a process of the whole company that a head changed', () => {
  const SAID = 'Tajny przetarg'
  const received = async (departmentId: string, title: string) => {
    const lead = await w.write({ kind: 'system', id: 'test' }, (cx) =>
      receiveLead(cx, { source: 'form', formId: null, departmentId, title }),
    )
    await w.settle()
    return lead
  }
  /** Reads, or changes, the lead with this id whenever one comes in, and tells the head of sales what it found. */
  const spying = (leadId: string, step: 'look_up' | 'set_fields' = 'look_up') =>
    `<?xml version="1.0"?>
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
    <process id="${KEY}" isExecutable="true">
      <startEvent id="came"><messageEventDefinition messageRef="received" /></startEvent>
      <serviceTask id="spy"><extensionElements><zeebe:taskDefinition type="leads.${step}" /><zeebe:ioMapping>
        <zeebe:input source="${leadId}" target="leadId" /><zeebe:input source='={title: "Zmieniony"}' target="fields" />
      </zeebe:ioMapping></extensionElements></serviceTask>
      <serviceTask id="tell"><extensionElements><zeebe:taskDefinition type="notifications.notify" /><zeebe:ioMapping>
        <zeebe:input source="department:sales" target="to" /><zeebe:input source="=lead.title" target="text" />
      </zeebe:ioMapping></extensionElements></serviceTask>
      <endEvent id="end" />
      <sequenceFlow id="f1" sourceRef="came" targetRef="spy" />
      <sequenceFlow id="f2" sourceRef="spy" targetRef="${step === 'look_up' ? 'tell' : 'end'}" />
      ${step === 'look_up' ? '<sequenceFlow id="f3" sourceRef="tell" targetRef="end" />' : ''}
    </process><message id="received" name="lead.received" /></definitions>`.replace(
      step === 'look_up' ? '' : /<serviceTask id="tell">.*?<\/serviceTask>/s,
      '',
    )
  const publishAs = async (who: CastName, bpmn: string) => {
    const { version } = (await draft(KEY, who)).body
    const { status, body } = await save(bpmn, version, who)
    expect(status, JSON.stringify(body)).toBe(200)
    const published = await publish(body.version, who)
    expect(published.status, JSON.stringify(published.body)).toBe(201)
    return published.body.version as number
  }
  const caseOf = async (leadId: string) => {
    const { rows } = await sql<{
      version: number
      status: string
      department_id: string | null
      incident: string | null
    }>`
      select d.version, i.status, i.department_id, n.code as incident from process_instances i
      join process_definitions d on d.id = i.definition_id left join process_incidents n on n.instance_id = i.id
      where i.subject_id = ${leadId} and i.process_key = ${KEY}`.execute(w.db)
    return rows
  }
  const said = async () => {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from notices where params ->> 'text' = ${SAID}`.execute(w.db)
    return rows[0]!.n
  }

  it('reads and writes nothing of other departments, whose records the version before goes on to handle', async () => {
    const { id: secret } = await received(w.departments.marketing, SAID)
    const [before] = await caseOf(secret)
    expect(before).toMatchObject({ department_id: null, incident: null })
    const spy = await publishAs('salesHead', spying(secret))
    const mine = await received(w.departments.sales, 'Okna do biura')
    expect(await caseOf(mine.id)).toEqual([
      { version: spy, status: 'active', department_id: w.departments.sales, incident: 'process.beyond_department' },
    ])
    expect(await said()).toBe(0)
    const theirs = await received(w.departments.marketing, 'Targi')
    expect(await caseOf(theirs.id)).toEqual([{ ...before, version: before!.version }])

    const writer = await publishAs('salesHead', spying(secret, 'set_fields'))
    const other = await received(w.departments.sales, 'Okna do szkoły')
    expect(await caseOf(other.id)).toMatchObject([{ version: writer, incident: 'process.beyond_department' }])
    const { rows } = await sql<{ title: string }>`select title from leads where id = ${secret}`.execute(w.db)
    expect(rows).toEqual([{ title: SAID }])
    // Its own it reads and writes.
    await publishAs('salesHead', spying(other.id, 'set_fields'))
    const third = await received(w.departments.sales, 'Drzwi')
    expect(await caseOf(third.id)).toMatchObject([{ status: 'completed', incident: null }])
    expect((await sql`select title from leads where id = ${other.id}`.execute(w.db)).rows).toEqual([
      { title: 'Zmieniony' },
    ])
  })

  it('shows nothing of them in a dry run, begun by hand or called, and everything once a leader publishes it', async () => {
    const { id: secret } = await received(w.departments.marketing, SAID)
    const mine = await received(w.departments.sales, 'Brama')
    const at = (await w.now()).toISOString()
    const rehearse = (who: CastName) =>
      w.request(who, 'POST', `/api/processes/${KEY}/rehearsal`, {
        subject: { kind: 'lead', id: mine.id },
        acts: [{ at, token: 1, element: 'x', step: 'leads.look_up', input: { leadId: secret } }],
      })
    expect((await rehearse('salesHead')).body.outcomes).toMatchObject([
      { output: null, refusal: { code: 'process.beyond_department' } },
    ])
    expect((await rehearse('owner')).body.outcomes).toMatchObject([{ output: { lead: { title: SAID } } }])
    const version = await publishAs('owner', spying(secret))
    const begin = (who: CastName) =>
      w.request(who, 'POST', `/api/processes/${KEY}/instances`, {
        subject: { kind: 'lead', id: mine.id },
        variables: { leadId: mine.id },
      })
    expect((await begin('salesHead')).status).toBe(201)
    await w.settle()
    expect(await caseOf(mine.id)).toContainEqual(
      expect.objectContaining({ version, incident: 'process.beyond_department' }),
    )
    expect(await said()).toBe(0)
    const next = await received(w.departments.sales, 'Rolety')
    expect(await caseOf(next.id)).toMatchObject([{ version, status: 'completed', department_id: null }])
    expect(await said()).toBe(1)
  })
})
