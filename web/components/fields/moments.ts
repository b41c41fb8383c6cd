import { offsetAt, wallToInstant } from '../../../pure/dates.ts'
import { companyZone } from '../../api/clock.ts'

/** 'YYYY-MM-DDTHH:MM' on the company's wall, as the browser's field has it; '' for nothing. */
export function wallOf(instant: string | null | undefined): string {
  if (!instant) return ''
  const at = Date.parse(instant)
  return new Date(at + offsetAt(companyZone(), at)).toISOString().slice(0, 16)
}

/** The instant at which the company's wall shows this; null for nothing. */
export function instantOf(wall: string): string | null {
  const at = Date.parse(`${wall}:00Z`)
  return Number.isNaN(at) ? null : new Date(wallToInstant(companyZone(), at)).toISOString()
}
