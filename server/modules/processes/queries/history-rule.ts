import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'

/** How long finished cases stay, with their way, their data and their incidents. */
export interface HistoryRule {
  /** Months since a case ended; null: for ever. */
  months: number | null
  /** Whether what goes is written to the data folder first. */
  archive: boolean
}

export const HISTORY = 'process_history'
/** Of the subject of its events: there is one. */
export const HISTORY_ID = '00000000-0000-0000-0000-000000000054'
const USUAL: HistoryRule = { months: null, archive: true }

export async function historyRuleOf(db: Db): Promise<HistoryRule & { version: number }> {
  const { rows } = await sql<{ value: HistoryRule; version: number }>`
    select value, version from settings where key = ${HISTORY}`.execute(db)
  return { ...USUAL, ...rows[0]?.value, version: rows[0]?.version ?? 0 }
}
