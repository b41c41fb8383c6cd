import type { Db } from '../../../core/db.ts'
import { invalid, Refusal } from '../../../core/errors.ts'
import type { PipelineView } from '../schema.ts'
import { firstStage, pipelineById, type Stage, stageInUse } from './pipelines.ts'

export interface Beginning {
  stage: Stage
  pipeline: PipelineView
}

interface Named {
  pipelineId?: string | undefined
  stageId?: string | undefined
}

/** Where each of many new records of a kind begins: at the stage it names, or the first of the pipeline it names, or of its kind's first. */
export async function beginnings(db: Db, kind: string, records: Named[]): Promise<(Beginning | Refusal)[]> {
  const known = new Map<string, Beginning | Refusal>()
  const beginnings: (Beginning | Refusal)[] = []
  for (const record of records) {
    const key = `${record.pipelineId ?? ''} ${record.stageId ?? ''}`
    const beginning = known.get(key) ?? (await beginningOf(db, kind, record))
    known.set(key, beginning)
    beginnings.push(beginning)
  }
  return beginnings
}

async function beginningOf(db: Db, kind: string, { pipelineId, stageId }: Named): Promise<Beginning | Refusal> {
  try {
    const stage = stageId ? await stageInUse(db, stageId, { kind }) : await firstStage(db, pipelineId, kind)
    if (pipelineId && stage.pipelineId !== pipelineId) throw invalid({ path: 'stageId', code: 'field.invalid' })
    return { stage, pipeline: await pipelineById(db, stage.pipelineId) }
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
