import { sql } from 'kysely'
import { allow, allowAtAll } from '../../../core/access.ts'
import { refuseStale } from '../../../core/edit.ts'
import { forbidden, invalid, Refusal } from '../../../core/errors.ts'
import { changesBetween } from '../../../core/events.ts'
import { askingNow, compileFilter } from '../../../core/filter.ts'
import { newId } from '../../../core/ids.ts'
import { refuseUnknownKind } from '../../../core/kinds.ts'
import { readOrder } from '../../../core/list.ts'
import type { Cx } from '../../../core/write.ts'
import { fieldsFor } from '../../fields/queries.ts'
import { readFilter, viewById } from '../queries.ts'
import type { NewView, ViewChange, ViewView } from '../schema.ts'

const MOST_VIEWS = 200

const userOf = (cx: Cx) => {
  if (cx.actor.kind !== 'user') throw forbidden()
  return cx.actor
}

/** A view speaks only of fields its maker may see; what its readers may not see is left out when they open it. */
async function checkContent(cx: Cx, kind: string, view: Pick<NewView, 'filter' | 'sort' | 'columns'>): Promise<void> {
  const fields = await fieldsFor(cx.db, cx.actor, kind)
  compileFilter(readFilter(view.filter), fields, 't', await askingNow(cx.db, cx.actor))
  if (view.sort) readOrder(view.sort, fields)
}

/** Whom it is shared with: with one's own department anybody may share, with the company who leads. */
function sharing(cx: Cx, shared: NewView['shared']): string | null {
  if (shared === 'company') allowAtAll(cx.actor, 'view', 'share')
  if (shared !== 'department') return null
  const { departmentId } = userOf(cx)
  if (!departmentId) throw invalid({ path: 'shared', code: 'view.no_department' })
  return departmentId
}

/** Keeps a list as it is shown now under a name. */
export async function createView(cx: Cx, view: NewView): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'view', 'create')
  const user = userOf(cx)
  await refuseUnknownKind(cx.db, view.kind)
  await checkContent(cx, view.kind, view)
  const departmentId = sharing(cx, view.shared)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from views where owner_id = ${user.id}`.execute(
    cx.db,
  )
  if (rows[0]!.n >= MOST_VIEWS) throw new Refusal('view.too_many', { params: { max: MOST_VIEWS } })
  const id = newId()
  await sql`insert into views (id, kind, name, owner_id, shared, department_id, filter, sort, columns, created_at, updated_at)
    values (${id}, ${view.kind}, ${view.name}, ${user.id}, ${view.shared}, ${departmentId}, ${JSON.stringify(view.filter)}::jsonb,
      ${view.sort}, ${JSON.stringify(view.columns)}::jsonb, ${cx.now}, ${cx.now})`.execute(cx.db)
  cx.record('view.created', { subject: { kind: 'view', id }, payload: said({ ...view, id }) })
  return { id }
}

const said = ({ id, kind, name, shared }: Pick<ViewView, 'id' | 'kind' | 'name' | 'shared'>) => ({
  viewId: id,
  kind,
  name,
  shared,
})

async function editable(cx: Cx, id: string): Promise<ViewView> {
  await sql`select from views where id = ${id} for update`.execute(cx.db)
  const view = await viewById(cx.db, userOf(cx), id)
  if (!view.editable) throw forbidden()
  return view
}

export async function updateView(cx: Cx, id: string, input: ViewChange, expected: number | null): Promise<void> {
  const view = await editable(cx, id)
  const after = { ...view, ...input }
  const changes = changesBetween({ ...view }, after, ['name', 'shared', 'filter', 'sort', 'columns'])
  const fields = changes.map((change) => change.field)
  await refuseStale(cx.db, { kind: 'view', id }, expected, view.version, fields)
  if (fields.length === 0) return
  if (fields.some((field) => field !== 'name' && field !== 'shared')) await checkContent(cx, view.kind, after)
  const department = fields.includes('shared') ? sql`${sharing(cx, after.shared)}::uuid` : sql`department_id`
  await sql`update views set name = ${after.name}, shared = ${after.shared}, department_id = ${department},
      filter = ${JSON.stringify(after.filter)}::jsonb, sort = ${after.sort}, columns = ${JSON.stringify(after.columns)}::jsonb,
      version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(cx.db)
  cx.record('view.updated', {
    subject: { kind: 'view', id },
    payload: { ...said(after), version: view.version + 1, fields },
    changes,
  })
}

export async function deleteView(cx: Cx, id: string): Promise<void> {
  const view = await editable(cx, id)
  await sql`delete from views where id = ${id}`.execute(cx.db)
  cx.record('view.deleted', { subject: { kind: 'view', id }, payload: said(view) })
}

/** What the caller's list of a kind opens with; null: as it comes. */
export async function makeDefault(cx: Cx, kind: string, viewId: string | null): Promise<void> {
  allowAtAll(cx.actor, 'view', 'create')
  const user = userOf(cx)
  await refuseUnknownKind(cx.db, kind)
  if (viewId === null) {
    await sql`delete from default_views where employee_id = ${user.id} and kind = ${kind}`.execute(cx.db)
  } else {
    await allow(cx.db, cx.actor, 'view', 'read', viewId)
    const view = await viewById(cx.db, user, viewId)
    if (view.kind !== kind) throw invalid({ path: 'viewId', code: 'field.invalid' })
    await sql`insert into default_views (employee_id, kind, view_id) values (${user.id}, ${kind}, ${viewId})
      on conflict (employee_id, kind) do update set view_id = excluded.view_id`.execute(cx.db)
  }
  cx.record('view.made_default', { subject: { kind: 'employee', id: user.id }, payload: { kind, viewId } })
}
