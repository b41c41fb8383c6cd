import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { notFound } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { OWN_COMPANY } from '../events.ts'
import type { SetDay } from '../schema.ts'

/** Says of one day that the company is closed, works though it is a holiday, or works shorter. */
export async function setDay(cx: Cx, day: string, input: SetDay): Promise<void> {
  allowAtAll(cx.actor, 'own_company', 'update')
  const before = await dayOf(cx, day)
  const hours = input.working ? input.hours : null
  await sql`insert into company_days (day, name, working, hours)
    values (${day}, ${input.name}, ${input.working}, ${hours ? JSON.stringify(hours) : null}::jsonb)
    on conflict (day) do update set name = excluded.name, working = excluded.working, hours = excluded.hours`.execute(
    cx.db,
  )
  changed(cx, day, before, { ...input, hours })
}

/** The day is again what the law says. */
export async function clearDay(cx: Cx, day: string): Promise<void> {
  allowAtAll(cx.actor, 'own_company', 'update')
  const before = await dayOf(cx, day)
  if (!before) throw notFound()
  await sql`delete from company_days where day = ${day}`.execute(cx.db)
  changed(cx, day, before, null)
}

async function dayOf(cx: Cx, day: string): Promise<SetDay | null> {
  const { rows } =
    await sql<SetDay>`select name, working, hours from company_days where day = ${day} for update`.execute(cx.db)
  return rows[0] ?? null
}

function changed(cx: Cx, day: string, from: SetDay | null, to: SetDay | null): void {
  cx.record('company.calendar_changed', {
    subject: OWN_COMPANY,
    payload: { day },
    changes: [{ field: `day.${day}`, from, to }],
  })
}
