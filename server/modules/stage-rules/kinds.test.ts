import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { createField } from '../fields/commands/manage.ts'
import { newFieldInput } from '../fields/schema.ts'
import { makeKind } from '../kinds/factory.ts'
import { receiveLead } from '../leads/commands/receive-lead.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
})
afterAll(() => w.close())

const post = async (url: string, body?: object, who: CastName = 'owner') => {
  const answer = await w.request(who, 'POST', url, body)
  if (answer.status >= 300) throw new Error(`${url}: ${JSON.stringify(answer.body)}`)
  return answer.body
}
const rule = (given: object) =>
  post('/api/stage-rules', { name: 'Próba', departmentId: null, trigger: 'enter', ...given })
const refused = async (given: object) => {
  const body = { name: 'Próba', departmentId: null, trigger: 'enter', actions: [notify], ...given }
  const { status, body: answer } = await w.request('owner', 'POST', '/api/stage-rules', body)
  return [status, answer.errors?.[0]?.path, answer.errors?.[0]?.code]
}
/** With this rule alone. */
const holding = async (given: object, part: (made: { id: string; key: string }) => Promise<void>) => {
  const made = await rule(given)
  try {
    await part(made)
  } finally {
    expect((await w.request('owner', 'DELETE', `/api/stage-rules/${made.id}`)).status).toBe(204)
  }
}
const notify = { do: 'notify', to: ['owner'], text: 'Zadzwoń', mail: false }
const told = async (who: CastName, id: string) => (await w.told(who, id)).filter((code) => code === 'stage_rule').length
const tasks = async (id: string) =>
  (
    await sql<{ title: string; assignee_id: string }>`select title, assignee_id from tasks
    where subject_id = ${id} order by created_at`.execute(w.db)
  ).rows
const trial = (given: object) =>
  post('/api/stage-rules/trial', { departmentId: null, trigger: 'enter', actions: [notify], ...given })

describe('a rule about records of a kind of the company’s own', () => {
  let kind: string
  let stages: string[]
  beforeAll(async () => {
    const made = await w.write('owner', (cx) => makeKind(cx))
    kind = made.key
    await w.write('owner', (cx) =>
      createField(
        cx,
        newFieldInput.parse({ kind, type: 'number', key: 'amount', label: { pl: 'Kwota', en: 'Amount' } }),
      ),
    )
    const further = []
    for (const name of ['W naprawie', 'Naprawione']) {
      const stage = {
        name: { pl: name, en: name },
        probability: 50,
        ...(name === 'Naprawione' ? { final: 'done' } : {}),
      }
      further.push((await post(`/api/pipelines/${made.pipelineId}/stages`, stage)).id)
    }
    const { body } = await w.request('owner', 'GET', `/api/pipelines?kind=${kind}`)
    stages = body.items[0].stages.map(({ id }: { id: string }) => id)
    expect(stages).toEqual([made.stageId, ...further])
    await w.settle()
  })
  const record = async (custom: object = {}) => {
    const { id } = await post(`/api/records/${kind}`, { title: 'Cieknie rynna', custom }, 'anna')
    await w.settle()
    return id as string
  }
  const move = async (id: string, at: number) => {
    await post(`/api/records/${kind}/${id}/stage`, { stageId: stages[at] }, 'anna')
    await w.settle()
  }
  const read = async (id: string) => (await w.request('owner', 'GET', `/api/records/${kind}/${id}`)).body

  it('sets fields, creates a task, tells people and moves on, on its condition', async () => {
    const given = {
      ...{ kind, stage: stages[1] },
      condition: { all: [{ field: 'custom.amount', op: 'gte', value: 100 }] },
      actions: [
        { do: 'set', fields: { ownerId: w.people.katarzyna, custom: { amount: 7 } } },
        { do: 'task', title: 'Zamów części', to: 'owner' },
        { ...notify, to: [w.people.marta] },
        { do: 'move', stageId: stages[2] },
      ],
    }
    await holding(given, async () => {
      const [small, large] = [await record({ amount: 99 }), await record({ amount: 100 })]
      await move(small, 1)
      await move(large, 1)
      expect((await read(small)).stage.id).toBe(stages[1])
      expect(await read(large)).toMatchObject({
        stage: { id: stages[2] },
        owner: { id: w.people.katarzyna },
        custom: { amount: 7 },
      })
      // Whose it was when the rule looked at it.
      expect(await tasks(large)).toEqual([{ title: 'Zamów części', assignee_id: w.people.anna }])
      expect([await told('marta', large), await told('marta', small)]).toEqual([1, 0])
    })
  })

  it('says in its notices which record of which kind it is about', async () => {
    await holding({ kind, stage: stages[0], actions: [notify] }, async () => {
      const id = await record()
      const { rows } = await sql<{ params: Record<string, unknown> }>`select params from notices
        where subject_id = ${id} and code = 'stage_rule'`.execute(w.db)
      const { number, title } = await read(id)
      expect(rows[0]!.params).toMatchObject({
        number,
        title,
        text: 'Zadzwoń',
        of: { pl: expect.stringContaining('Usterka') },
      })
    })
  })

  it('waits while a record stays, and forgets one that goes on or is deleted', async () => {
    await holding(
      { kind, stage: stages[1], trigger: 'stay', stay: { duration: 'P2D' }, actions: [notify] },
      async () => {
        const [stays, goes, deleted] = [await record(), await record(), await record()]
        for (const id of [stays, goes, deleted]) await move(id, 1)
        await w.travel('1 day')
        await move(goes, 2)
        await w.request('owner', 'DELETE', `/api/records/${kind}/${deleted}`)
        await w.settle()
        await w.travel('25 hours')
        await w.settle()
        expect(await Promise.all([stays, goes, deleted].map((id) => told('anna', id)))).toEqual([1, 0, 0])
      },
    )
  })

  it('acts at a final stage too, and when a record leaves one', async () => {
    await holding({ kind, stage: stages[2], actions: [notify] }, async () => {
      await holding({ kind, stage: stages[2], trigger: 'leave', actions: [{ ...notify, to: ['head'] }] }, async () => {
        const id = await record()
        await move(id, 2)
        expect([await told('anna', id), await told('salesHead', id)]).toEqual([1, 0])
        await move(id, 0)
        expect([await told('anna', id), await told('salesHead', id)]).toEqual([1, 1])
      })
    })
  })

  it('says at which blank it cannot be', async () => {
    const at = { kind, stage: stages[1] }
    expect(await refused({ ...at, kind: 'nonsense' })).toEqual([422, 'kind', 'field.invalid'])
    expect(await refused({ ...at, kind: 'contact' })).toEqual([422, 'kind', 'field.invalid'])
    expect(await refused({ ...at, kind: 'deal' })).toEqual([422, 'stage', 'field.invalid'])
    expect(await refused({ ...at, stage: 'new' })).toEqual([422, 'stage', 'field.invalid'])
    expect(await refused({ ...at, actions: [{ do: 'win' }] })).toEqual([422, 'actions.0.do', 'field.invalid'])
    expect(await refused({ ...at, actions: [{ do: 'set', fields: { expectedInDays: 3 } }] })).toEqual([
      422,
      'actions.0.fields.expectedInDays',
      'field.unknown',
    ])
    expect(await refused({ ...at, actions: [{ do: 'set', fields: {} }] })).toEqual([
      422,
      'actions.0.fields',
      'field.required',
    ])
    const condition = { all: [{ field: 'amount', op: 'gte', value: 1 }] }
    expect(await refused({ ...at, condition })).toEqual([422, 'filter.all.0', 'filter.unknown_field'])
  })

  it('tried, tells what it would have done, and does nothing', async () => {
    await w.travel('40 days')
    const id = await record({ amount: 500 })
    await move(id, 1)
    const asked = {
      ...{ kind, stage: stages[1] },
      condition: { all: [{ field: 'custom.amount', op: 'gte', value: 100 }] },
      actions: [{ do: 'set', fields: { custom: { amount: 1 } } }, notify, { do: 'move', stageId: stages[2] }],
    }
    const { number } = await read(id)
    expect(await trial(asked)).toMatchObject({
      happened: 1,
      met: 1,
      items: [
        {
          ...{ id, number },
          actions: [
            { changes: [{ field: 'custom.amount', from: 500, to: 1 }] },
            { recipients: ['Anna Wiśniewska'] },
            { refused: null },
          ],
        },
      ],
    })
    expect((await read(id)).custom.amount).toBe(500)
    await w.travel('3 days')
    const stay = { trigger: 'stay', stay: { duration: 'P2D' } }
    expect((await trial({ ...asked, ...stay })).met).toBe(1)
    await move(id, 0)
    expect((await trial({ ...asked, trigger: 'leave' })).met).toBe(1)
  })

  it('is seen by who may see such records, and stands beside those of deals', async () => {
    await holding({ kind, stage: stages[1], actions: [notify] }, async ({ id }) => {
      const listed = async (who: CastName) => (await w.request(who, 'GET', `/api/stage-rules?kind=${kind}`)).body.items
      expect(await listed('owner')).toMatchObject([{ id, kind, stage: stages[1], mayChange: true }])
      expect(await listed('anna')).toMatchObject([{ id, mayChange: false }])
    })
  })
})

describe('a rule about leads, by their status', () => {
  const lead = async (mine = false) => {
    const { id } = await post('/api/leads', { title: 'Okna', mine }, 'anna')
    await w.settle()
    return id as string
  }
  /** That of nobody, as a form makes it. */
  const request = async () => {
    const { id } = await w.write('owner', (cx) =>
      receiveLead(cx, { title: 'Z formularza', source: 'form', formId: null, departmentId: w.departments.sales }),
    )
    await w.settle()
    return id
  }
  const read = async (id: string) => (await w.request('owner', 'GET', `/api/leads/${id}`)).body
  const act = async (id: string, what: string, body?: object, who: CastName = 'anna') => {
    await post(`/api/leads/${id}/${what}`, body, who)
    await w.settle()
  }
  const inDays = async (days: number) => new Date((await w.now()).getTime() + days * 24 * 3_600_000).toISOString()

  it('comes to “new” with a request, to “processing” with whoever takes it', async () => {
    await holding({ kind: 'lead', stage: 'new', actions: [{ ...notify, to: [w.people.marta] }] }, async () => {
      await holding({ kind: 'lead', stage: 'processing', actions: [notify] }, async () => {
        const [asked, own] = [await request(), await lead(true)]
        expect([await told('marta', asked), await told('marta', own)]).toEqual([1, 0])
        expect([await told('anna', asked), await told('anna', own)]).toEqual([0, 1])
        await act(asked, 'acceptance')
        expect([await told('marta', asked), await told('anna', asked)]).toEqual([1, 1])
        await act(asked, 'waiting', { until: await inDays(2) })
        await w.request('anna', 'DELETE', `/api/leads/${asked}/waiting`)
        await w.settle()
        expect(await told('anna', asked)).toBe(2)
      })
    })
  })

  it('sets fields and an owner, creates a task', async () => {
    const actions = [
      { do: 'set', fields: { ownerId: w.people.katarzyna } },
      { do: 'task', title: 'Oddzwoń', to: w.people.katarzyna },
    ]
    await holding({ kind: 'lead', stage: 'new', actions }, async () => {
      const id = await request()
      expect(await read(id)).toMatchObject({ status: 'processing', owner: { id: w.people.katarzyna } })
      expect(await tasks(id)).toContainEqual({ title: 'Oddzwoń', assignee_id: w.people.katarzyna })
    })
  })

  it('puts off, goes on processing, rejects and reopens', async () => {
    await holding({ kind: 'lead', stage: 'processing', actions: [{ do: 'put_off', duration: 'P3D' }] }, async () => {
      const id = await lead(true)
      expect(await read(id)).toMatchObject({
        status: 'waiting',
        waitingUntil: expect.stringContaining((await inDays(3)).slice(0, 10)),
      })
    })
    await holding({ kind: 'lead', stage: 'waiting', actions: [{ do: 'resume' }] }, async () => {
      const id = await lead(true)
      await act(id, 'waiting', { until: await inDays(9) })
      expect((await read(id)).status).toBe('processing')
    })
    await holding({ kind: 'lead', stage: 'processing', actions: [{ do: 'reject', reason: 'no_need' }] }, async () => {
      const id = await lead(true)
      expect(await read(id)).toMatchObject({ status: 'rejected', rejectedReason: 'no_need' })
    })
    await holding({ kind: 'lead', stage: 'rejected', actions: [{ do: 'reopen' }] }, async () => {
      const id = await lead(true)
      await act(id, 'rejection', { reason: 'spam' })
      expect((await read(id)).status).toBe('processing')
    })
  })

  it('waits while a lead keeps its status, and forgets one that loses it', async () => {
    const stay = { trigger: 'stay', stay: { duration: 'P3D' }, actions: [notify] }
    await holding({ kind: 'lead', stage: 'processing', ...stay }, async () => {
      const [keeps, waits, rejected] = [await lead(true), await lead(true), await lead(true)]
      await w.travel('2 days')
      await act(waits, 'waiting', { until: await inDays(30) })
      await act(rejected, 'rejection', { reason: 'spam' })
      await w.travel('25 hours')
      await w.settle()
      expect(await Promise.all([keeps, waits, rejected].map((id) => told('anna', id)))).toEqual([1, 0, 0])
    })
  })

  it('acts when a lead loses its status, and on what is final', async () => {
    await holding({ kind: 'lead', stage: 'processing', trigger: 'leave', actions: [notify] }, async () => {
      await holding(
        { kind: 'lead', stage: 'converted', actions: [{ do: 'wait', duration: 'PT1H' }, notify] },
        async () => {
          const id = await lead(true)
          await act(id, 'conversion', { contact: { firstName: 'Jan', lastName: 'Nowak' } })
          expect((await read(id)).status).toBe('converted')
          expect(await told('anna', id)).toBe(1)
          await w.travel('2 hours')
          await w.settle()
          expect(await told('anna', id)).toBe(2)
        },
      )
    })
  })

  it('says at which blank it cannot be', async () => {
    const at = { kind: 'lead', stage: 'processing' }
    expect(await refused({ ...at, stage: 'nonsense' })).toEqual([422, 'stage', 'field.invalid'])
    expect(await refused({ ...at, stage: 'converted', trigger: 'leave' })).toEqual([
      422,
      'trigger',
      'stage_rule.never_left',
    ])
    expect(await refused({ ...at, actions: [{ do: 'reject', reason: 'nonsense' }] })).toEqual([
      422,
      'actions.0.reason',
      'field.invalid',
    ])
    expect(await refused({ ...at, actions: [{ do: 'move', stageId: w.people.anna }] })).toEqual([
      422,
      'actions.0.do',
      'field.invalid',
    ])
  })

  it('tried, tells what it would have done, and does nothing', async () => {
    // What was put off comes back, and is then forgotten.
    for (const days of ['40 days', '40 days']) {
      await w.travel(days)
      await w.settle()
    }
    const [asked, own] = [await request(), await lead(true)]
    await act(asked, 'acceptance')
    const entered = await trial({
      kind: 'lead',
      stage: 'processing',
      actions: [{ do: 'reject', reason: 'spam' }, notify],
    })
    expect(entered).toMatchObject({ happened: 2, met: 2 })
    expect(entered.items.map(({ id }: { id: string }) => id)).toEqual([asked, own])
    expect(entered.items[0].actions).toMatchObject([{ refused: null }, { recipients: ['Anna Wiśniewska'] }])
    expect(await trial({ kind: 'lead', stage: 'new' })).toMatchObject({ happened: 1, items: [{ id: asked }] })
    expect(await trial({ kind: 'lead', stage: 'new', trigger: 'leave' })).toMatchObject({ items: [{ id: asked }] })
    await w.travel('3 days')
    await act(own, 'rejection', { reason: 'spam' })
    const stay = { kind: 'lead', stage: 'processing', trigger: 'stay' }
    expect((await trial({ ...stay, stay: { duration: 'P2D' } })).met).toBe(2)
    await w.travel('1 day')
    expect(await trial({ ...stay, stay: { duration: 'PT80H' } })).toMatchObject({ met: 1, items: [{ id: asked }] })
    const closed = await trial({ kind: 'lead', stage: 'rejected', actions: [{ do: 'put_off', duration: 'P1D' }] })
    expect(closed.items).toMatchObject([{ id: own, actions: [{ refused: 'lead.already_closed' }] }])
    expect((await read(asked)).status).toBe('processing')
  })
})
