import { sql } from 'kysely'
import { dateIn } from '../../../../pure/dates.ts'
import type { Db } from '../../../core/db.ts'
import type { Base } from '../rules.ts'

/** The company's currency, and its day at this moment. */
export async function baseCurrency(db: Db, now: Date): Promise<Base> {
  const { rows } = await sql<{ currency: string; zone: string }>`select currency, zone from company`.execute(db)
  const { currency, zone } = rows[0] ?? { currency: 'PLN', zone: 'Europe/Warsaw' }
  return { currency, today: dateIn(zone, now.toISOString()) }
}
