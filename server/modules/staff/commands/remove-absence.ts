import { sql } from 'kysely'
import { notFound } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { mayNoteAbsence } from './create-absence.ts'

/** Takes an absence back: the person works after all. */
export async function removeAbsence(cx: Cx, id: string): Promise<void> {
  const { rows } = await sql<{ employeeId: string; from: Date; to: Date; substituteId: string | null }>`
    select employee_id as "employeeId", from_at as "from", to_at as "to", substitute_id as "substituteId"
    from absences where id = ${id} for update`.execute(cx.db)
  const absence = rows[0]
  if (!absence) throw notFound()
  await mayNoteAbsence(cx, absence.employeeId)
  await sql`delete from absences where id = ${id}`.execute(cx.db)
  cx.record('absence.removed', {
    subject: { kind: 'absence', id },
    payload: { ...absence, from: absence.from.toISOString(), to: absence.to.toISOString() },
    also: [{ kind: 'employee', id: absence.employeeId }],
  })
}
