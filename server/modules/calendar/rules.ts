import { invalid, Refusal } from '../../core/errors.ts'

const LONGEST_MS = 31 * 24 * 3_600_000

/** A meeting ends after it begins, and within a month. */
export function refuseUpsideDown(startsAt: string, endsAt: string): void {
  const length = Date.parse(endsAt) - Date.parse(startsAt)
  if (length <= 0) throw invalid({ path: 'endsAt', code: 'field.before_start' })
  if (length > LONGEST_MS) throw invalid({ path: 'endsAt', code: 'field.invalid' })
}

export function stillPlanned(status: string): void {
  if (status !== 'planned') throw new Refusal('appointment.cancelled', { status: 409 })
}
