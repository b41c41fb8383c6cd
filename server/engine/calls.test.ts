import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseWorld, call, caseWorld, chain, flow, task } from '../../test/support/cases.ts'

let w: CaseWorld
const errors = `<bpmn:error id="broken" name="broken" errorCode="broken" /><bpmn:escalation id="ask" name="ask" escalationCode="ask" />`
beforeAll(async () => {
  w = await caseWorld()
  await w.deploy('child', chain(task('work')))
  await w.deploy('parent', chain(call('invoke', 'child'), task('after')))
  const border = (id: string, definition: string, more = '') =>
    `<bpmn:boundaryEvent id="${id}" attachedToRef="invoke"${more}>${definition}</bpmn:boundaryEvent>${task(`on_${id}`)}
     <bpmn:endEvent id="end_${id}" />${flow(id, `on_${id}`)}${flow(`on_${id}`, `end_${id}`)}`
  const borders = `${border('failed', '<bpmn:errorEventDefinition id="fd" errorRef="broken" />')}
    ${border('asked', '<bpmn:escalationEventDefinition id="ad" escalationRef="ask" />', ' cancelActivity="false"')}
    ${border('late', '<bpmn:timerEventDefinition id="ld"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>')}`
  await w.deploy('careful', `${chain(call('invoke', 'troubled'))}${borders}`, errors)
  await w.deploy(
    'troubled',
    `<bpmn:startEvent id="start" /><bpmn:intermediateThrowEvent id="question"><bpmn:escalationEventDefinition id="q" escalationRef="ask" />
     </bpmn:intermediateThrowEvent>${task('work')}<bpmn:endEvent id="bad"><bpmn:errorEventDefinition id="b" errorRef="broken" /></bpmn:endEvent>
     ${flow('start', 'question')}${flow('question', 'work')}${flow('work', 'bad')}`,
    errors,
  )
})
afterAll(() => w.close())

async function calledBy(parent: string): Promise<string> {
  const { id } = await w.db
    .selectFrom('process_instances')
    .select('id')
    .where('called_by', '=', parent)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return id
}
const cancel = async (id: string) =>
  expect((await w.request('owner', 'DELETE', `/api/instances/${id}`)).status).toBe(204)

describe('a call', () => {
  it('runs a case of its own that knows its caller, and goes on with what it came to', async () => {
    const parent = await w.start('parent', { given: 1 })
    const child = await calledBy(parent)
    expect([await w.at(parent), await w.at(child), await w.variables(child)]).toMatchObject([
      ['invoke'],
      ['work'],
      { given: 1 },
    ])
    const seen = await w.request('owner', 'GET', `/api/instances/${child}`)
    expect(seen.body.calledBy).toBe(parent)
    expect(
      (await w.request('owner', 'PATCH', `/api/instances/${child}/variables`, { variables: { found: 2 } })).status,
    ).toBe(204)
    await w.finish(child, 'work')
    await w.settle()
    expect([await w.status(child), await w.at(parent), await w.variables(parent)]).toMatchObject([
      'completed',
      ['after'],
      { given: 1, found: 2 },
    ])
  })

  it('hands an escalation and then an error to its border', async () => {
    const parent = await w.start('careful')
    const child = await calledBy(parent)
    expect([await w.at(parent), await w.at(child)]).toEqual([['invoke', 'on_asked'], ['work']])
    await w.finish(child, 'work')
    await w.settle()
    expect([await w.status(child), await w.at(parent), await w.incidents(parent)]).toEqual([
      'failed',
      ['on_asked', 'on_failed'],
      [],
    ])
  })

  it('that takes too long is ended with its tasks', async () => {
    const parent = await w.start('careful')
    const child = await calledBy(parent)
    await w.travel('1 hour')
    await w.settle()
    expect([await w.status(child), await w.at(parent)]).toEqual(['terminated', ['on_asked', 'on_late']])
    const tasks = await w.db.selectFrom('tasks').select('status').where('instance_id', '=', child).execute()
    expect(tasks).toEqual([{ status: 'cancelled' }])
  })

  it('is ended with its caller, through every depth, held still or not', async () => {
    await w.deploy('grandparent', chain(call('invoke_parent', 'parent')))
    const grandparent = await w.start('grandparent')
    const parent = await calledBy(grandparent)
    const child = await calledBy(parent)
    expect((await w.request('owner', 'POST', `/api/instances/${child}/suspension`)).status).toBe(204)
    await cancel(grandparent)
    expect(await Promise.all([grandparent, parent, child].map((id) => w.status(id)))).toEqual([
      'terminated',
      'terminated',
      'terminated',
    ])
  })

  it('whose case a person ends leaves its caller to a person, who calls anew or goes past it', async () => {
    const parent = await w.start('parent')
    const child = await calledBy(parent)
    await cancel(child)
    const [incident] = await w.incidents(parent)
    expect(incident).toMatchObject({ element: 'invoke', code: 'called_process_ended' })
    expect((await w.resolve(incident!.id, 'retry')).status).toBe(204)
    const next = await calledBy(parent)
    expect([next === child, await w.at(next), await w.incidents(parent)]).toEqual([false, ['work'], []])
    await cancel(next)
    const [again] = await w.incidents(parent)
    expect((await w.resolve(again!.id, 'skip')).status).toBe(204)
    expect([await w.at(parent), await w.incidents(parent)]).toEqual([['after'], []])
  })

  it('of a process that is not there is an incident; once it is switched on a retry calls it', async () => {
    await w.deploy('hopeful', chain(call('invoke', 'coming_soon'), task('after')))
    const parent = await w.start('hopeful')
    const [incident] = await w.incidents(parent)
    expect(incident).toMatchObject({ element: 'invoke', code: 'called_process_unknown' })
    await w.settle()
    expect(await w.told('owner', parent)).toEqual(['process_incident'])
    await w.deploy('coming_soon', chain(task('work')))
    expect((await w.resolve(incident!.id, 'retry')).status).toBe(204)
    const child = await calledBy(parent)
    await w.finish(child, 'work')
    await w.settle()
    expect(await w.at(parent)).toEqual(['after'])
  })

  it('of a paused process runs: a call is no event', async () => {
    expect((await w.request('owner', 'POST', '/api/processes/child/pause')).status).toBe(204)
    const parent = await w.start('parent')
    expect(await w.at(await calledBy(parent))).toEqual(['work'])
    expect((await w.request('owner', 'DELETE', '/api/processes/child/pause')).status).toBe(204)
  })

  it('whose caller is held still is answered when that goes on', async () => {
    const parent = await w.start('parent')
    const child = await calledBy(parent)
    expect((await w.request('owner', 'POST', `/api/instances/${parent}/suspension`)).status).toBe(204)
    await w.finish(child, 'work')
    await w.settle()
    expect([await w.status(child), await w.at(parent)]).toEqual(['completed', ['invoke']])
    expect((await w.request('owner', 'DELETE', `/api/instances/${parent}/suspension`)).status).toBe(204)
    await w.settle()
    expect(await w.at(parent)).toEqual(['after'])
  })
})
