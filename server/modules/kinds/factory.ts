import type { Cx } from '../../core/write.ts'
import { createRecord } from './commands/create-record.ts'
import { createKind } from './commands/kinds.ts'
import type { NewKind, NewRecordInput } from './schema.ts'

let made = 0

/** A kind of its own with one stage, whose records everybody of a department reads and each changes his own. */
export function makeKind(
  cx: Cx,
  given: Partial<NewKind> = {},
): Promise<{ key: string; pipelineId: string; stageId: string }> {
  made += 1
  const name = { pl: `Usterka ${made}`, en: `Fault ${made}` }
  return createKind(cx, { name, plural: name, departmentId: null, sumField: null, ...given })
}

/** A record at the first stage of its kind; what is given wins. */
export function makeRecord(
  cx: Cx,
  kind: string,
  given: Partial<NewRecordInput> & { departmentId?: string | null } = {},
): Promise<{ id: string; number: string }> {
  made += 1
  return createRecord(cx, kind, { title: `Cieknie rynna (${made})`, ...given })
}
