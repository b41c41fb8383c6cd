import { sql } from 'kysely'
import type { Db } from '../../../core/db.ts'

/** A stage as events of records tell of it. */
export interface ToldStage {
  id: string
  pipelineId: string
  key: string | null
  name: { pl: string; en: string }
  final: string | null
}

export async function stageTold(db: Db, id: string): Promise<ToldStage> {
  const { rows } = await sql<ToldStage>`select id, pipeline_id as "pipelineId", key, name, final from stages
    where id = ${id}`.execute(db)
  return rows[0]!
}
