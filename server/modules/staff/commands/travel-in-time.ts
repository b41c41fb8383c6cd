import { addDuration } from '../../../../pure/durations.ts'
import { travel } from '../../../core/clock.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { OWN_COMPANY } from '../events.ts'
import { companyOf } from '../queries.ts'

const YEAR_MS = 366 * 24 * 60 * 60 * 1000

/** Moves the demo's clock ahead for everybody; a real company's clock is nobody's to move. */
export async function travelInTime(cx: Cx, by: string): Promise<void> {
  const company = await companyOf(cx.db)
  if (!company.demo) throw new Refusal('clock.not_demo', { status: 403 })
  const ms = Date.parse(addDuration(cx.now.toISOString(), by, company.zone)) - cx.now.getTime()
  if (ms > YEAR_MS) throw new Refusal('clock.too_far', { status: 422 })
  await travel(cx, ms)
  cx.record('clock.travelled', { subject: OWN_COMPANY, payload: { by, ms } })
}
