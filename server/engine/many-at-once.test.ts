import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type CaseWorld, caseWorld, flow, script, step, task } from '../../test/support/cases.ts'
import { connectOnce } from '../core/db.ts'
import { defineStep } from '../core/define.ts'

// Enough for batches of which a part is sent on its way while the rest is thought about (PIECE in run.ts), although the first are small.
const COUNT = 600

let w: CaseWorld
beforeAll(async () => {
  w = await caseWorld({
    steps: [
      defineStep({
        type: 'test.look',
        kind: 'command',
        input: z.looseObject({}),
        runMany: async (_, inputs) => inputs.map(() => ({ looked: true })),
      }),
    ],
  })
  await w.deploy(
    'parted',
    `<bpmn:startEvent id="came"><bpmn:extensionElements><zeebe:properties><zeebe:property name="tok:condition" value="=true" /></zeebe:properties>
     </bpmn:extensionElements><bpmn:messageEventDefinition id="m" messageRef="many.came" /></bpmn:startEvent>
     <bpmn:parallelGateway id="both" />${step('look', 'test.look')}${step('again', 'test.look')}${task('after')}
     ${script('reckon', '=assert(nothing, nothing != null, &quot;no&quot;) + 1', 'sum')}<bpmn:endEvent id="end" />
     ${flow('came', 'both')}${flow('both', 'look')}${flow('look', 'again')}${flow('again', 'after')}${flow('after', 'end')}
     ${flow('both', 'reckon')}${flow('reckon', 'end')}`,
    '<bpmn:message id="many.came" name="many.came" />',
  )
})
afterAll(() => w.close())

it('writes each of many cases once, when it rests, with its task and what went wrong beside it', async () => {
  const owner = await connectOnce(w.deps.connection)
  await owner.query(`create table written_again (id uuid);
    create function again() returns trigger language plpgsql security definer as $$
      begin insert into written_again values (new.id); return null; end $$;
    create trigger again after update on process_instances for each row execute function again();
    grant select on written_again to tok_app`)
  await owner.end()
  await sql`with fresh as (
      insert into event_log (id, at, name, actor_kind, actor_id, subject_kind, subject_id, payload)
      select gen_random_uuid(), business_now(), 'many.came', 'system', 'test', 'lead', gen_random_uuid(), '{}' from generate_series(1, ${COUNT}::int)
      returning id, subject_id)
    insert into outbox (kind, event_id, subject_id) select 'deliver', id, subject_id from fresh`.execute(w.db)
  await w.settle()
  const { rows } = await sql<{ cases: number; again: number; tasks: number; incidents: number; steps: number }>`
    select count(*)::int as cases,
      (select count(*)::int from written_again) as again,
      (select count(*)::int from tasks where status = 'open' and element = 'after') as tasks,
      (select count(*)::int from process_incidents where resolved_at is null and element = 'reckon') as incidents,
      (select count(*)::int from process_waits where kind = 'step') as steps
    from process_instances i where i.process_key = 'parted' and i.status = 'active'`.execute(w.db)
  expect(rows[0]).toEqual({ cases: COUNT, again: 0, tasks: COUNT, incidents: COUNT, steps: 0 })
})
