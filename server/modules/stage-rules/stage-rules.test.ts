import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { makeDeal } from '../deals/factory.ts'
import type { PipelineView } from '../pipelines/schema.ts'

let w: World
let stages: PipelineView['stages']
beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
  stages = (await w.request('owner', 'GET', '/api/pipelines')).body.items[0].stages
  await w.settle()
})
afterAll(() => w.close())

const blank = () => ({ name: 'Próba', departmentId: null, kind: 'deal', stage: stages[1]!.id, trigger: 'enter' })
const deal = async (given: Parameters<typeof makeDeal>[1] = {}) => {
  const made = await w.write('anna', (cx) => makeDeal(cx, given))
  await w.settle()
  return made.id
}
const rule = async (given: object, who: CastName = 'owner') => {
  const { status, body } = await w.request(who, 'POST', '/api/stage-rules', { ...blank(), ...given })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body
}
const away = async (id: string) => {
  expect((await w.request('owner', 'DELETE', `/api/stage-rules/${id}`)).status).toBe(204)
}
/** With this rule alone. */
const holding = async (given: object, part: (made: { id: string; key: string }) => Promise<void>) => {
  const made = await rule(given)
  try {
    await part(made)
  } finally {
    await away(made.id)
  }
}
const move = async (id: string, stage: number, who: CastName = 'anna') => {
  expect((await w.request(who, 'POST', `/api/deals/${id}/stage`, { stageId: stages[stage]!.id })).status).toBe(200)
  await w.settle()
}
const read = async (id: string) => (await w.request('owner', 'GET', `/api/deals/${id}`)).body
const told = async (who: CastName, id: string) => (await w.told(who, id)).filter((code) => code === 'stage_rule').length
const tasks = async (id: string) =>
  (
    await sql<{ title: string; assignee_id: string; due_at: Date | null }>`select title, assignee_id, due_at from tasks
      where subject_id = ${id} order by created_at`.execute(w.db)
  ).rows
const notify = { do: 'notify', to: ['owner'], text: 'Zadzwoń', mail: false }

describe('a rule of a stage', () => {
  it('sets fields, creates a task, tells people and moves on when a deal comes to its stage', async () => {
    const given = {
      actions: [
        { do: 'set', fields: { expectedInDays: 14, source: 'Targi' } },
        { do: 'task', title: 'Przygotuj umowę', to: 'owner', due: { duration: 'P2D' } },
        { do: 'notify', to: ['head', w.people.katarzyna], text: 'Umowa w drodze' },
        { do: 'move', stageId: stages[2]!.id },
      ],
    }
    await holding(given, async () => {
      const id = await deal()
      await move(id, 1)
      const now = await w.now()
      expect(await read(id)).toMatchObject({
        source: 'Targi',
        stage: { id: stages[2]!.id },
        expectedOn: new Date(now.getTime() + 14 * 24 * 3_600_000).toISOString().slice(0, 10),
      })
      expect(await tasks(id)).toMatchObject([{ title: 'Przygotuj umowę', assignee_id: w.people.anna }])
      expect((await tasks(id))[0]!.due_at!.getTime() - now.getTime()).toBeGreaterThan(47 * 3_600_000)
      expect(await Promise.all((['salesHead', 'katarzyna', 'anna'] as const).map((who) => told(who, id)))).toEqual([
        1, 1, 0,
      ])
    })
  })

  it('holds for a deal that begins at its stage, and no more once it is put away', async () => {
    let key = ''
    await holding({ stage: stages[0]!.id, actions: [notify] }, async (made) => {
      key = made.key
      expect(await told('anna', await deal())).toBe(1)
    })
    expect(await told('anna', await deal())).toBe(0)
    expect((await w.request('owner', 'DELETE', `/api/processes/${key}/pause`)).status).toBe(404)
    const listed = (await w.request('owner', 'GET', '/api/processes')).body.items
    expect(listed.some((process: { key: string }) => process.key === key)).toBe(false)
  })

  it('closes a deal: won, or lost for a reason', async () => {
    await holding({ actions: [{ do: 'win' }] }, async () => {
      const id = await deal()
      await move(id, 1)
      expect((await read(id)).status).toBe('won')
    })
    const { body } = await w.request('owner', 'GET', '/api/lost-reasons')
    await holding({ actions: [{ do: 'lose', reasonId: body.items[0].id }] }, async () => {
      const id = await deal()
      await move(id, 1)
      expect(await read(id)).toMatchObject({ status: 'lost', lostReasonOf: { id: body.items[0].id } })
    })
  })

  it('asks its condition of the deal as it is', async () => {
    const condition = { all: [{ field: 'amount', op: 'gte', value: 500_000 }] }
    await holding({ condition, actions: [notify] }, async () => {
      const [small, large] = [await deal({ amount: 499_999 }), await deal({ amount: 500_000 })]
      await move(small, 1)
      await move(large, 1)
      expect([await told('anna', small), await told('anna', large)]).toEqual([0, 1])
    })
  })

  it('waits while a deal sits at its stage, and forgets one that leaves or is closed', async () => {
    const stay = { trigger: 'stay', stay: { duration: 'P3D' }, actions: [notify] }
    await holding(stay, async (made) => {
      const [sits, leaves, closed] = [await deal(), await deal(), await deal()]
      for (const id of [sits, leaves, closed]) await move(id, 1)
      await w.travel('2 days')
      await w.settle()
      await move(leaves, 2)
      const reasons = (await w.request('owner', 'GET', '/api/lost-reasons')).body.items
      await w.request('anna', 'POST', `/api/deals/${closed}/lose`, { reasonId: reasons[0].id })
      await w.settle()
      expect(await told('anna', sits)).toBe(0)
      await w.travel('25 hours')
      await w.settle()
      expect(await Promise.all([sits, leaves, closed].map((id) => told('anna', id)))).toEqual([1, 0, 0])
      const { body } = await w.request('owner', 'GET', `/api/stage-rules/${made.id}`)
      expect(body).toMatchObject({ ran: 3, running: 0, incidents: 0, lastRanAt: expect.any(String) })
    })
  })

  it('counts the stay in working time where it says so', async () => {
    await holding({ trigger: 'stay', stay: { duration: 'PT8H', working: true }, actions: [notify] }, async () => {
      const id = await deal()
      await move(id, 1)
      await w.travel('9 hours')
      await w.settle()
      expect(await told('anna', id)).toBe(0)
      await w.travel('4 days')
      await w.settle()
      expect(await told('anna', id)).toBe(1)
    })
  })

  it('waits between two actions, and goes on only while the deal is still there', async () => {
    await holding({ actions: [{ do: 'wait', duration: 'P1D' }, notify] }, async () => {
      const [sits, leaves] = [await deal(), await deal()]
      await move(sits, 1)
      await move(leaves, 1)
      await move(leaves, 2)
      await w.travel('25 hours')
      await w.settle()
      expect([await told('anna', sits), await told('anna', leaves)]).toEqual([1, 0])
    })
  })

  it('acts when a deal leaves, in the language of stages: to any other', async () => {
    await holding({ trigger: 'leave', actions: [notify] }, async () => {
      const id = await deal()
      await move(id, 1)
      expect(await told('anna', id)).toBe(0)
      await move(id, 3)
      expect(await told('anna', id)).toBe(1)
    })
  })

  it('starts a process of the company’s own about the deal', async () => {
    const bpmn = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d">
      <process id="handover" isExecutable="true"><startEvent id="s" /><sequenceFlow id="f" sourceRef="s" targetRef="t" />
      <userTask id="t" name="Przekaż"><extensionElements><zeebe:assignmentDefinition assignee="=ownerId" /></extensionElements></userTask>
      <sequenceFlow id="g" sourceRef="t" targetRef="e" /><endEvent id="e" /></process></definitions>`
    const deployed = await w.request('owner', 'POST', '/api/processes', { key: 'handover', name: 'Przekazanie', bpmn })
    expect(deployed.status).toBeLessThan(300)
    await holding({ actions: [{ do: 'process', key: 'handover' }] }, async () => {
      const id = await deal()
      await move(id, 1)
      const { body } = await w.request('owner', 'GET', `/api/records/deal/${id}/processes`)
      expect(body.items.map((one: { process: string }) => one.process)).toContain('handover')
    })
  })

  it('stops as an incident where a guard refuses what it wants', async () => {
    const last = stages.at(-1)!
    const { version } = (await w.request('owner', 'GET', '/api/pipelines')).body.items[0].stages.at(-1)
    await w.request(
      'owner',
      'PATCH',
      `/api/stages/${last.id}`,
      { requiredFields: ['note'] },
      { 'if-match': `"${version}"` },
    )
    await holding({ actions: [{ do: 'move', stageId: last.id }] }, async (made) => {
      const id = await deal()
      await move(id, 1)
      expect((await read(id)).stage.id).toBe(stages[1]!.id)
      const { items } = (await w.request('owner', 'GET', '/api/incidents')).body
      expect(items.filter((one: { process: string }) => one.process === made.key)).toMatchObject([
        { code: 'stage.requirements', subject: { kind: 'deal', id } },
      ])
    })
  })

  it('that chases another round and round is stopped for a person to see', async () => {
    const to = (stage: number, next: number) => ({
      stage: stages[stage]!.id,
      actions: [{ do: 'move', stageId: stages[next]!.id }],
    })
    const there = await rule(to(1, 0))
    const back = await rule(to(0, 1))
    const id = await deal()
    await w.settle()
    const { items } = (await w.request('owner', 'GET', '/api/incidents')).body
    const stopped = items.filter((one: { process: string }) => [there.key, back.key].includes(one.process))
    expect(stopped).toMatchObject([{ code: 'loop_guard', subject: { id } }])
    await away(there.id)
    await away(back.id)
  })

  it('is paused and switched on as any process', async () => {
    await holding({ actions: [notify] }, async ({ key, id: ruleId }) => {
      await w.request('owner', 'POST', `/api/processes/${key}/pause`)
      const id = await deal()
      await move(id, 1)
      expect(await told('anna', id)).toBe(0)
      expect((await w.request('owner', 'GET', `/api/stage-rules/${ruleId}`)).body.paused).toBe(true)
      await w.request('owner', 'DELETE', `/api/processes/${key}/pause`)
      await move(id, 0)
      await move(id, 1)
      expect(await told('anna', id)).toBe(1)
    })
  })

  it('changed, holds as changed from the next case on; what was not changed makes no version', async () => {
    const made = await rule({ actions: [{ do: 'wait', duration: 'P1D' }, notify] })
    const before = await deal()
    await move(before, 1)
    const body = { ...blank(), actions: [{ ...notify, to: ['head'] }] }
    const put = (content: object, version: number) =>
      w.request('owner', 'PUT', `/api/stage-rules/${made.id}`, content, { 'if-match': `"${version}"` })
    expect((await put(body, 1)).body.version).toBe(2)
    expect((await put(body, 2)).body.version).toBe(2)
    expect((await put({ ...body, actions: [notify] }, 1)).status).toBe(409)
    const after = await deal()
    await move(after, 1)
    expect([await told('salesHead', after), await told('anna', after)]).toEqual([1, 0])
    await w.travel('25 hours')
    await w.settle()
    expect([await told('salesHead', before), await told('anna', before)]).toEqual([0, 1])
    await away(made.id)
  })

  it('of a department touches only its deals, and is made by its head', async () => {
    const mine = { ...blank(), departmentId: w.departments.sales, actions: [notify] }
    const { body, status } = await w.request('salesHead', 'POST', '/api/stage-rules', mine)
    expect(status).toBe(201)
    for (const departmentId of [null, w.departments.marketing])
      expect((await w.request('salesHead', 'POST', '/api/stage-rules', { ...mine, departmentId })).status).toBe(403)
    expect((await w.request('anna', 'POST', '/api/stage-rules', mine)).status).toBe(403)
    const ours = await deal()
    const theirs = (await w.write('marta', (cx) => makeDeal(cx, {}))).id
    await move(ours, 1)
    await move(theirs, 1, 'marta')
    expect([await told('anna', ours), await told('marta', theirs)]).toEqual([1, 0])
    await away(body.id)
  })

  it('says at which blank it cannot be', async () => {
    const wrong = async (given: object) => {
      const { status, body } = await w.request('owner', 'POST', '/api/stage-rules', {
        ...blank(),
        actions: [notify],
        ...given,
      })
      return [status, body.errors?.[0]?.path, body.errors?.[0]?.code]
    }
    expect(await wrong({ trigger: 'stay' })).toEqual([422, 'stay', 'field.required'])
    expect(await wrong({ actions: [notify, { do: 'move', stageId: stages[1]!.id }] })).toEqual([
      422,
      'actions.1.stageId',
      'stage_rule.same_stage',
    ])
    expect(await wrong({ condition: { all: [{ field: 'ownerId', op: 'any_of', value: ['me'] }] } })).toEqual([
      422,
      'condition',
      'stage_rule.nobody_asks',
    ])
    expect(await wrong({ condition: { all: [{ field: 'nonsense', op: 'is', value: 'x' }] } })).toEqual([
      422,
      'filter.all.0',
      'filter.unknown_field',
    ])
    expect(await wrong({ actions: [{ do: 'process', key: 'nonsense' }] })).toEqual([
      422,
      'actions.0.key',
      'field.invalid',
    ])
    expect(await wrong({ actions: [{ do: 'set', fields: { custom: { nonsense: 1 } } }] })).toEqual([
      422,
      'actions.0.fields.custom.nonsense',
      'field.unknown',
    ])
  })

  it('tried, tells what it would have done in the last 30 days, and does nothing', async () => {
    await w.travel('40 days')
    await w.settle()
    const [small, large] = [await deal({ amount: 100 }), await deal({ amount: 900_000, title: 'Hala' })]
    for (const id of [small, large]) await move(id, 1)
    const asked = {
      departmentId: null,
      kind: 'deal',
      stage: stages[1]!.id,
      trigger: 'enter',
      condition: { all: [{ field: 'amount', op: 'gte', value: 500_000 }] },
      actions: [
        { do: 'set', fields: { source: 'Targi' } },
        { ...notify, to: ['owner', 'head'] },
        { do: 'task', title: 'Oferta', to: 'owner' },
        { do: 'move', stageId: stages.at(-1)!.id },
      ],
    }
    const attempt = async (given: object) =>
      (await w.request('owner', 'POST', '/api/stage-rules/trial', { ...asked, ...given })).body
    const nothing = { recipients: null, changes: [], refused: null }
    expect(await attempt({})).toMatchObject({
      happened: 2,
      met: 1,
      items: [
        {
          id: large,
          title: 'Hala',
          actions: [
            { ...nothing, changes: [{ field: 'source', from: '', to: 'Targi' }] },
            { ...nothing, recipients: ['Anna Wiśniewska', 'Piotr Kowalczyk'] },
            { ...nothing, recipients: ['Anna Wiśniewska'] },
            { ...nothing, refused: 'stage.requirements' },
          ],
        },
      ],
    })
    expect([await told('anna', large), (await tasks(large)).length, (await read(large)).source]).toEqual([0, 0, ''])
    expect((await attempt({ trigger: 'stay', stay: { duration: 'P2D' } })).met).toBe(0)
    await w.travel('3 days')
    await move(small, 2)
    expect(await attempt({ trigger: 'stay', stay: { duration: 'P2D' }, condition: null })).toMatchObject({ met: 2 })
    expect(await attempt({ trigger: 'leave', condition: null })).toMatchObject({ met: 1, items: [{ id: small }] })
    await w.travel('31 days')
    expect((await attempt({})).happened).toBe(0)
  })
})
