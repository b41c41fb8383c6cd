import { sql } from 'kysely'
import type { z } from 'zod'
import { allowAtAll } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import { type Deps, Died } from '../../../core/deps.ts'
import { type FieldError, forbidden, invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { kindOf, refuseUnknownKind } from '../../../core/kinds.ts'
import { type Cx, write } from '../../../core/write.ts'
import { updateCompany } from '../../contacts/commands/update-company.ts'
import { updateContact } from '../../contacts/commands/update-contact.ts'
import { companyInput, contactInput } from '../../contacts/schema.ts'
import { updateContract } from '../../contracts/commands/create-contract.ts'
import { contractChange } from '../../contracts/schema.ts'
import { loseDeal } from '../../deals/commands/lose-deal.ts'
import { moveDeal } from '../../deals/commands/move-deal.ts'
import { reopenDeal } from '../../deals/commands/reopen-deal.ts'
import { updateDeal } from '../../deals/commands/update-deal.ts'
import { winDeal } from '../../deals/commands/win-deal.ts'
import { dealChangeInput } from '../../deals/schema.ts'
import { readCustom } from '../../fields/commands/values.ts'
import { updateInvoice } from '../../invoices/commands/update-invoice.ts'
import { draftInput } from '../../invoices/schema.ts'
import { moveRecord } from '../../kinds/commands/move-record.ts'
import { updateRecord } from '../../kinds/commands/update-record.ts'
import { recordChangeInput } from '../../kinds/schema.ts'
import { assignLead } from '../../leads/commands/assign-lead.ts'
import { rejectLead, reopenLead } from '../../leads/commands/close-lead.ts'
import { updateLead } from '../../leads/commands/update-lead.ts'
import { leadChangeSchema, rejectSchema } from '../../leads/schema.ts'
import { actorOf } from '../../staff/queries.ts'
import { assignTicket } from '../../tickets/commands/assign-ticket.ts'
import { reopenByHand, updateTicket } from '../../tickets/commands/work-on-ticket.ts'
import { ticketChange } from '../../tickets/schema.ts'
import { idsListed } from '../queries.ts'
import { type BulkAction, type BulkInput, bulkAction, MOST_RECORDS } from '../schema.ts'

/** Records in one transaction; others come between. */
const PORTION = 50

type Do = (cx: Cx, id: string, action: BulkAction) => Promise<unknown>

/** The commands people use on one record, by the subject of its kind and what is asked. */
const COMMANDS: Record<string, Partial<Record<BulkAction['do'], Do>>> = {
  lead: {
    set: (cx, id, action) => updateLead(cx, id, bodyOf('lead', action), null),
    assign: (cx, id, action) => assignLead(cx, id, (action as { ownerId: string }).ownerId),
    reject(cx, id, action) {
      const { reason, note } = rejectSchema.parse({
        reason: (action as { reason: string }).reason,
        note: (action as { note: string }).note,
      })
      return rejectLead(cx, id, reason, note)
    },
    reopen: reopenLead,
  },
  deal: {
    set: (cx, id, action) => updateDeal(cx, id, bodyOf('deal', action), null),
    assign: (cx, id, action) => updateDeal(cx, id, { ownerId: (action as { ownerId: string }).ownerId }, null),
    move: (cx, id, action) => moveDeal(cx, { dealId: id, stageId: (action as { stageId: string }).stageId }),
    win: (cx, id) => winDeal(cx, { dealId: id }),
    lose: (cx, id, action) => loseDeal(cx, { dealId: id, reason: (action as { reason: string }).reason }),
    reopen: (cx, id) => reopenDeal(cx, { dealId: id }),
  },
  contact: {
    set: (cx, id, action) => updateContact(cx, id, bodyOf('contact', action), null),
    assign: (cx, id, action) => updateContact(cx, id, { ownerId: (action as { ownerId: string }).ownerId }, null),
  },
  company: {
    set: (cx, id, action) => updateCompany(cx, id, bodyOf('company', action), null),
    assign: (cx, id, action) => updateCompany(cx, id, { ownerId: (action as { ownerId: string }).ownerId }, null),
  },
  ticket: {
    set: (cx, id, action) => updateTicket(cx, id, bodyOf('ticket', action), null),
    assign: (cx, id, action) => assignTicket(cx, id, (action as { ownerId: string }).ownerId),
    reopen: reopenByHand,
  },
  invoice: {
    set: (cx, id, action) => updateInvoice(cx, id, bodyOf('invoice', action), null),
    assign: (cx, id, action) => updateInvoice(cx, id, { ownerId: (action as { ownerId: string }).ownerId }, null),
  },
  contract: {
    set: (cx, id, action) => updateContract(cx, id, bodyOf('contract', action), null),
    assign: (cx, id, action) => updateContract(cx, id, { ownerId: (action as { ownerId: string }).ownerId }, null),
  },
  record: {
    set: (cx, id, action) => updateRecord(cx, id, bodyOf('record', action), null),
    assign: (cx, id, action) => updateRecord(cx, id, { ownerId: (action as { ownerId: string }).ownerId }, null),
    move: (cx, id, action) => moveRecord(cx, { recordId: id, stageId: (action as { stageId: string }).stageId }),
  },
}

const commandsOf = (kind: string) => COMMANDS[kindOf(kind).subject] ?? {}

const BODIES: Record<string, z.ZodType<Record<string, unknown>>> = {
  lead: leadChangeSchema,
  deal: dealChangeInput,
  contact: contactInput,
  company: companyInput,
  ticket: ticketChange,
  invoice: draftInput,
  contract: contractChange,
  record: recordChangeInput,
}

/** The body a person would send for one record; refuses, at `value`, what that body would be refused for. */
function bodyOf(kind: string, action: BulkAction): Record<string, unknown> {
  const { field, value } = action as Extract<BulkAction, { do: 'set' }>
  const body = field.startsWith('custom.')
    ? { custom: { [field.slice(7)]: value ?? null } }
    : { [field]: value ?? null }
  const read = BODIES[kindOf(kind).subject]!.safeParse(body)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  if (issue?.code === 'unrecognized_keys') throw invalid({ path: 'action.field', code: 'field.unknown' })
  const code = issue?.code === 'custom' && typeof issue.params?.code === 'string' ? issue.params.code : 'field.invalid'
  throw invalid({ path: 'action.value', code })
}

/** Refuses before anything is begun what no record could take. */
async function checkAction(cx: Cx, kind: string, action: BulkAction): Promise<void> {
  if (!commandsOf(kind)[action.do]) throw invalid({ path: 'action.do', code: 'field.invalid' })
  if (action.do === 'reject' && !rejectSchema.safeParse({ reason: action.reason, note: action.note }).success)
    throw invalid({ path: 'action.reason', code: 'field.invalid' })
  if (action.do !== 'set') return
  const body = bodyOf(kind, action)
  try {
    await readCustom(cx, kind, body.custom as Record<string, unknown> | undefined)
  } catch (error) {
    if (!(error instanceof Refusal) || error.fields.length === 0) throw error
    throw invalid(...error.fields.map((field): FieldError => ({ ...field, path: 'action.value' })))
  }
}

/**
 * Asks for something to be done to many records: to those named, or to all a list shows now. The worker does it in
 * portions, each record by its own command and with the rights of the one who asked.
 */
export async function startBulkEdit(cx: Cx, { kind, ids, filter, q, action }: BulkInput): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'bulk_edit', 'create')
  if (cx.actor.kind !== 'user') throw forbidden()
  await refuseUnknownKind(cx.db, kind)
  await checkAction(cx, kind, action)
  const chosen = ids ? [...new Set(ids)] : await idsListed(cx.db, cx.actor, { kind, filter, q }, MOST_RECORDS + 1)
  if (chosen.length > MOST_RECORDS)
    throw new Refusal('bulk_edit.too_many', { status: 422, params: { max: MOST_RECORDS } })
  if (chosen.length === 0) throw new Refusal('bulk_edit.nothing', { status: 422 })
  const id = newId()
  await sql`insert into bulk_edits (id, kind, action, total, created_by, created_at)
    values (${id}, ${kind}, ${JSON.stringify(action)}::jsonb, ${chosen.length}, ${cx.actor.id}, ${cx.now})`.execute(
    cx.db,
  )
  await sql`insert into bulk_edit_records (bulk_id, n, record_id)
    select ${id}::uuid, at, record from unnest(${chosen}::uuid[]) with ordinality r(record, at)`.execute(cx.db)
  cx.record('bulk_edit.started', {
    subject: { kind: 'bulk_edit', id },
    payload: { kind, do: action.do, total: chosen.length },
  })
  return { id }
}

/** Stops what was asked; what is done stays done. */
export async function stopBulkEdit(cx: Cx, id: string): Promise<void> {
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  const { rows } = await sql<{
    kind: string
    done: number
  }>`update bulk_edits set finished_at = ${cx.now}, stopped_at = ${cx.now}
    where id = ${id} and created_by = ${by} and finished_at is null returning kind, done + unchanged + refused as done`.execute(
    cx.db,
  )
  if (!rows[0]) throw notFound()
  cx.record('bulk_edit.stopped', { subject: { kind: 'bulk_edit', id }, payload: rows[0] })
}

interface Open {
  id: string
  kind: string
  action: unknown
  created_by: string
}

/** Does the next portion of what was asked first; true while there is more. Slow work of the engine. */
export async function doBulkEdit(deps: Deps): Promise<boolean> {
  const { rows } = await sql<Open>`select id, kind, action, created_by from bulk_edits where finished_at is null
    order by created_at, id limit 1`.execute(deps.database.db)
  const bulk = rows[0]
  if (!bulk) return false
  // With the rights the person has by now; who has left may nothing any more.
  const actor = await actorOf(deps.database.db, bulk.created_by)
  try {
    return await write(deps, actor ?? { kind: 'visitor', id: 'gone' }, (cx) => doPortion(cx, bulk, actor, PORTION))
  } catch (error) {
    if (error instanceof Died) throw error
    deps.log.warn({ err: error }, 'a portion of a bulk edit failed; doing it record by record')
    await write(deps, actor ?? { kind: 'visitor', id: 'gone' }, (cx) => doPortion(cx, bulk, actor, 1)).catch(
      (again: unknown) => {
        deps.log.error({ err: again }, 'a record could not be changed by a bulk edit; left as it is')
        return write(deps, { kind: 'visitor', id: 'gone' }, (cx) => doPortion(cx, bulk, null, 1))
      },
    )
  }
  return true
}

/** False while another worker is at it. */
async function doPortion(cx: Cx, bulk: Open, actor: UserActor | null, limit: number): Promise<boolean> {
  // One worker at a time, and none after it was stopped.
  const { rows: open } =
    await sql`select from bulk_edits where id = ${bulk.id} and finished_at is null for update skip locked`.execute(
      cx.db,
    )
  if (open.length === 0) return false
  const { rows } = await sql<{ n: number; record_id: string }>`select n, record_id from bulk_edit_records
    where bulk_id = ${bulk.id} and result is null order by n limit ${limit}`.execute(cx.db)
  const action = bulkAction.parse(bulk.action)
  const command = commandsOf(bulk.kind)[action.do]!
  const results: { n: number; result: string; code: string | null; params: unknown }[] = []
  for (const { n, record_id } of rows) {
    try {
      if (!actor) throw new Refusal('forbidden', { status: 403 })
      const changed = await cx.savepoint(async () => {
        const before = await versionOf(cx, bulk.kind, record_id)
        await command(cx, record_id, action)
        return (await versionOf(cx, bulk.kind, record_id)) !== before
      })
      results.push({ n, result: changed ? 'changed' : 'unchanged', code: null, params: null })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const field = error.fields[0]
      const { code, params = null } = field ?? error
      results.push({ n, result: 'refused', code, params })
    }
  }
  await sql`update bulk_edit_records r set result = x.result, code = x.code, params = x.params
    from json_to_recordset(${JSON.stringify(results)}::json) as x(n int, result text, code text, params jsonb)
    where r.bulk_id = ${bulk.id} and r.n = x.n`.execute(cx.db)
  const count = (result: string) => results.filter((one) => one.result === result).length
  const last = rows.length < limit
  const { rows: after } = await sql<{ done: number; unchanged: number; refused: number }>`update bulk_edits set
      done = done + ${count('changed')}, unchanged = unchanged + ${count('unchanged')}, refused = refused + ${count('refused')},
      finished_at = ${last ? cx.now : null} where id = ${bulk.id} returning done, unchanged, refused`.execute(cx.db)
  if (!last) return true
  const { done, ...rest } = after[0]!
  cx.record('bulk_edit.finished', {
    subject: { kind: 'bulk_edit', id: bulk.id },
    payload: { kind: bulk.kind, changed: done, ...rest },
  })
  return true
}

async function versionOf(cx: Cx, kind: string, id: string): Promise<number | null> {
  const { rows } = await sql<{
    version: number
  }>`select version from ${sql.table(kindOf(kind).table)} where id = ${id}`.execute(cx.db)
  return rows[0]?.version ?? null
}
