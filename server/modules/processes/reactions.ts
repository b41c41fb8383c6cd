import { sql } from 'kysely'
import type { Reaction } from '../../core/define.ts'
import type { LoggedEvent } from '../../core/events.ts'
import type { Cx } from '../../core/write.ts'
import { notify } from '../notifications/commands.ts'
import { recipientsOf } from '../notifications/queries.ts'

/** A case that stands still, and a process whose starts are held, are told at once to those who can set it right. */
export const processReactions: Reaction[] = [
  {
    name: 'processes.tell-incident',
    on: ['process.incident_raised'],
    async run(cx, event) {
      const recipients = await recipientsOf(cx, ['leaders'], new Map())
      if (recipients.length === 0 || (await toldAlready(cx, event))) return
      await notify(cx, {
        subject: event.subject,
        reason: 'incident',
        occurrence: event.id,
        code: 'process_incident',
        params: { process: event.payload.process, element: event.payload.element, message: event.payload.message },
        recipients,
        urgent: true,
        mail: true,
      })
    },
  },
  {
    name: 'processes.tell-held',
    on: ['process.held'],
    async run(cx, event) {
      const recipients = await recipientsOf(cx, ['leaders'], new Map())
      if (recipients.length === 0) return
      const { name } = await cx.db
        .selectFrom('process_definitions')
        .select('name')
        .where('id', '=', event.subject.id)
        .executeTakeFirstOrThrow()
      await notify(cx, {
        subject: event.subject,
        reason: 'held',
        occurrence: event.id,
        code: 'process_held',
        params: { process: name },
        recipients,
        urgent: true,
        mail: true,
      })
    },
  },
]

/** Of one fault that stops many cases people are told once in an hour; the list of incidents shows them all. */
async function toldAlready(cx: Cx, { id, payload }: LoggedEvent): Promise<boolean> {
  const { rows } = await sql`select 1 from process_incidents n join process_instances i on i.id = n.instance_id
    where i.process_key = ${payload.process} and n.element = ${payload.element} and n.code = ${payload.code}
      and n.told_at > ${new Date(cx.now.getTime() - 3_600_000)} limit 1`.execute(cx.db)
  if (rows.length > 0) return true
  await sql`update process_incidents n set told_at = ${cx.now} from event_log e where e.id = ${id} and n.instance_id = e.subject_id
    and n.element = ${payload.element} and n.told_at is null`.execute(cx.db)
  return false
}
