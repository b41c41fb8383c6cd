import { sql } from 'kysely'
import type { Reaction } from '../../core/define.ts'
import { notify } from '../notifications/commands.ts'

/** A case that stands still is told at once to those who can set it right. */
export const processReactions: Reaction[] = [
  {
    name: 'processes.tell-incident',
    on: ['process.incident_raised'],
    async run(cx, event) {
      const { rows } = await sql<{
        id: string
      }>`select id from employees where active and role in ('owner', 'administrator')`.execute(cx.db)
      if (rows.length === 0) return
      await notify(cx, {
        subject: event.subject,
        reason: 'incident',
        occurrence: event.id,
        code: 'process_incident',
        params: { process: event.payload.process, element: event.payload.element, message: event.payload.message },
        recipients: rows.map((row) => row.id),
        urgent: true,
        mail: true,
      })
    },
  },
]
