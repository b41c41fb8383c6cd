import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import { invalid, unauthenticated } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import type { CreateAbsence } from '../schema.ts'

/** Notes that somebody will be away and who stands in; one's own absence, or one of one's people. */
export async function createAbsence(cx: Cx, input: CreateAbsence): Promise<{ id: string }> {
  const employeeId = input.employeeId ?? (cx.actor.kind === 'user' ? cx.actor.id : null)
  if (!employeeId) throw unauthenticated()
  await mayNoteAbsence(cx, employeeId)
  if (input.substituteId === employeeId) throw invalid({ path: 'substituteId', code: 'field.invalid' })
  const people = [employeeId, ...(input.substituteId ? [input.substituteId] : [])]
  const { rows } = await sql<{ id: string }>`select id from employees
    where id = any(${people}::uuid[]) and active`.execute(cx.db)
  for (const [index, id] of people.entries()) {
    if (rows.some((row) => row.id === id)) continue
    throw invalid({ path: index === 0 ? 'employeeId' : 'substituteId', code: 'field.invalid' })
  }
  const id = newId()
  await sql`insert into absences (id, employee_id, from_at, to_at, substitute_id, note, created_at)
    values (${id}, ${employeeId}, ${input.from}, ${input.to}, ${input.substituteId}, ${input.note}, ${cx.now})`.execute(
    cx.db,
  )
  cx.record('absence.created', {
    subject: { kind: 'absence', id },
    payload: {
      employeeId,
      from: new Date(input.from).toISOString(),
      to: new Date(input.to).toISOString(),
      substituteId: input.substituteId,
    },
    also: [{ kind: 'employee', id: employeeId }],
  })
  return { id }
}

export async function mayNoteAbsence(cx: Cx, employeeId: string): Promise<void> {
  if (cx.actor.kind === 'user' && cx.actor.id === employeeId) return
  await allow(cx.db, cx.actor, 'employee', 'manage_absences', employeeId)
}
