import { OWN } from '../../../../pure/kinds.ts'
import { allow } from '../../../core/access.ts'
import { changesOfEdit, partPersonal, updateRow } from '../../../core/edit.ts'
import type { Cx } from '../../../core/write.ts'
import { departmentOfOwner } from '../../contacts/queries/cards.ts'
import { readCustom } from '../../fields/commands/values.ts'
import { recordFields } from '../fields.ts'
import { kindHome } from '../queries/kinds.ts'
import type { RecordChange, RecordView } from '../schema.ts'
import { filed, indexOne, linksOf, named, recordForUpdate, stillThere, subjectOf } from './record-row.ts'

/** Changes the fields given; `expected` is the version the sender saw, null for no matter which. */
export async function updateRecord(cx: Cx, id: string, input: RecordChange, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, OWN, 'update', id)
  await changeRecord(cx, await recordForUpdate(cx, id), input, expected)
}

/** The change itself, of a record that is locked, by whoever may. */
export async function changeRecord(
  cx: Cx,
  record: RecordView,
  input: RecordChange,
  expected: number | null,
): Promise<void> {
  stillThere(record)
  const { id } = record
  const before = { title: record.title, note: record.note, ownerId: record.owner?.id ?? null }
  const own = await readCustom(cx, record.kind, input.custom, record.custom)
  const known = [...recordFields, ...own.fields]
  const changes = await changesOfEdit(cx, {
    subject: subjectOf(record),
    fields: known,
    before: { ...before, ...own.before },
    input: { ...input, ...own.input },
    expected,
    version: record.version,
  })
  if (changes.length === 0) return
  const fields = changes.map((change) => change.field)
  const further: Record<string, unknown> = {}
  if (fields.includes('ownerId') && input.ownerId) {
    const department = await departmentOfOwner(cx.db, input.ownerId)
    // Records of a kind that has a department stay with it, whoever looks after them.
    if ((await kindHome(cx.db, record.kind)) === null) further.department_id = department
  }
  await updateRow(cx, 'records', id, known, changes, further)
  await indexOne(cx, id)
  const after = await recordForUpdate(cx, id)
  const about = { subject: subjectOf(record), also: await linksOf(cx, after) }
  const said = await named(cx, after, after.version)
  const edited = changes.filter((change) => change.field !== 'ownerId')
  if (edited.length > 0) {
    cx.record('record.updated', {
      ...about,
      payload: { ...said, fields: edited.map((change) => change.field), ...filed(after) },
      ...partPersonal(known, edited),
    })
  }
  const handedOver = changes.filter((change) => change.field === 'ownerId')
  if (handedOver.length > 0) {
    const payload = { ...said, from: before.ownerId, to: after.owner?.id ?? null }
    cx.record('record.owner_changed', { ...about, payload, changes: handedOver })
  }
}
