import { sql } from 'kysely'
import { z } from 'zod'
import { nextReminder } from '../../../pure/reminders.ts'
import { defineStep } from '../../core/define.ts'
import { calendarsOf } from '../staff/queries.ts'

export const calendarSteps = [
  defineStep({
    type: 'calendar.next_reminder',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Następne przypomnienie o spotkaniu', en: 'Next reminder of a meeting' },
        group: 'other',
        kinds: ['appointment'],
        fields: {},
      },
    ],
    input: z.looseObject({ appointmentId: z.uuid(), before: z.array(z.string()) }),
    async run(cx, { appointmentId, before }) {
      const { rows } = await sql<{ starts_at: Date; remind_before: string[] | null; people: string[] }>`
        select starts_at, remind_before, array(select person_id from appointment_people p
          where p.appointment_id = a.id and p.person_kind = 'employee' order by person_id) as people
        from appointments a where id = ${appointmentId} and status = 'planned'`.execute(cx.db)
      const found = rows[0]
      if (!found) return { remindAt: null, people: [] }
      const { company } = await calendarsOf(cx.db)
      // A meeting is where its people are; whatever its hour, they are reminded just before it.
      const plan = { before: found.remind_before ?? before, hours: 'any' as const }
      const remindAt = nextReminder(found.starts_at.toISOString(), plan, company, cx.now.toISOString())
      return { remindAt, people: found.people }
    },
  }),
]
