import { sql } from 'kysely'
import { addWorkingTime } from '../../../../pure/work-calendar.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { calendarsOf } from '../../staff/queries.ts'
import { NOBODYS, ofExtension, whose } from '../queries/whose.ts'
import { numberOf, type Step, stepsOf } from '../rules.ts'
import type { CallState, ExchangeEvent } from '../schema.ts'
import { callBack } from './call-back.ts'
import { type CallRow, COLUMNS, callForUpdate, tellCall } from './call-row.ts'

/** The exchange that speaks. */
export interface Speaking {
  id: string
  departmentId: string | null
  callBackWithin: string
}

/**
 * Writes down what an exchange tells of its calls. However often it is told, each call is one row, begins once and ends
 * once; a call of which only the end was told has rung all the same.
 */
export async function hearCalls(cx: Cx, exchange: Speaking, events: readonly ExchangeEvent[]): Promise<void> {
  for (const event of events) await hearCall(cx, exchange, event)
  // Not by each of them: all that an exchange tells at once would wait for this one row.
  await sql`update exchanges set heard_at = clock_timestamp()
    where id = ${exchange.id} and coalesce(heard_at, '-infinity') < clock_timestamp() - interval '2 seconds'`.execute(
    cx.db,
  )
}

/** A moment by the clock of an exchange, which no demo moves ahead, as business time. */
export function momentOf(cx: Cx, at: string | null): Date {
  const ago = at === null ? 0 : Math.max(0, Date.now() - Date.parse(at))
  return new Date(cx.now.getTime() - ago)
}

async function hearCall(cx: Cx, exchange: Speaking, event: ExchangeEvent): Promise<void> {
  const at = momentOf(cx, event.at)
  const call = await begin(cx, exchange, event, at)
  const answering = await ofExtension(cx.db, event.extension)
  if (event.event === 'ringing' && call.state === 'ringing' && answering && !call.rung.includes(answering.id)) {
    await offer(cx, call, event.extension!, answering)
  }
  for (const step of stepsOf(call, event, at)) await take(cx, exchange, call, step, event, at)
}

/** The row of a call, made when nothing was heard of it before. */
async function begin(cx: Cx, exchange: Speaking, event: ExchangeEvent, at: Date): Promise<CallRow> {
  const find = async () => {
    const { rows } = await sql<CallRow>`select ${COLUMNS} from calls
      where exchange_id = ${exchange.id} and external_id = ${event.call} for update`.execute(cx.db)
    return rows[0]
  }
  const known = await find()
  if (known) return known
  const id = newId()
  const number = numberOf(event.number)
  const person = await ofExtension(cx.db, event.extension)
  const cards = number ? await whose(cx.db, number) : NOBODYS
  const own = event.direction === 'out' || event.event !== 'ringing' ? person : null
  // Of a call told only by its end, the time they talked lies before that end.
  const startedAt = new Date(at.getTime() - (event.event === 'ended' ? (event.seconds ?? 0) * 1000 : 0))
  const { rows } = await sql<CallRow>`insert into calls (id, exchange_id, external_id, direction, number, extension,
      employee_id, department_id, state, started_at, contact_id, company_id, lead_id, deal_id, created_at, updated_at)
    values (${id}, ${exchange.id}, ${event.call}, ${event.direction}, ${number}, ${event.extension}, ${own?.id ?? null},
      ${(own ?? person)?.departmentId ?? exchange.departmentId}, 'ringing', ${startedAt}, ${cards.contactId}, ${cards.companyId},
      ${cards.leadId}, ${cards.dealId}, ${cx.now}, ${cx.now})
    on conflict (exchange_id, external_id) do nothing returning ${COLUMNS}`.execute(cx.db)
  // Somebody else was told the same at the same moment.
  if (!rows[0]) return (await find())!
  tellCall(cx, 'call.ringing', rows[0])
  return rows[0]
}

async function offer(cx: Cx, call: CallRow, extension: string, to: { id: string }): Promise<void> {
  Object.assign(call, { rung: [...call.rung, to.id], extension, version: call.version + 1 })
  await sql`update calls set rung = ${call.rung}::uuid[], extension = ${extension}, version = version + 1, updated_at = ${cx.now}
    where id = ${call.id}`.execute(cx.db)
  tellCall(cx, 'call.offered', call, { further: { to: to.id } })
}

async function take(
  cx: Cx,
  exchange: Speaking,
  call: CallRow,
  step: Step,
  event: ExchangeEvent,
  at: Date,
): Promise<void> {
  call.version += 1
  if (step.name === 'answered') {
    const person = await ofExtension(cx.db, event.extension)
    call.state = 'answered'
    call.answeredAt = new Date(at.getTime() - (event.seconds ?? 0) * 1000)
    call.extension = event.extension ?? call.extension
    call.employeeId = person?.id ?? call.employeeId
    call.departmentId = person?.departmentId ?? call.departmentId
    await sql`update calls set state = 'answered', answered_at = ${call.answeredAt}, extension = ${call.extension},
        employee_id = ${call.employeeId}, department_id = ${call.departmentId}, version = version + 1, updated_at = ${cx.now}
      where id = ${call.id}`.execute(cx.db)
    tellCall(cx, 'call.answered', call)
    if (call.number) await callBack(cx, call.number, { by: call.employeeId, byCall: call.id })
    return
  }
  await endCall(cx, exchange, call, { state: step.name, at, seconds: step.seconds, unheard: false })
}

/** The end of a call, told by its exchange or, `unheard`, by Tok itself. `call` has its new version already. */
export async function endCall(
  cx: Cx,
  exchange: Pick<Speaking, 'callBackWithin'>,
  call: CallRow,
  end: { state: 'missed' | 'ended'; at: Date; seconds: number | null; unheard: boolean },
): Promise<void> {
  const { state, at, seconds, unheard } = end
  const isToCallBack = state === 'missed' && call.direction === 'in' && call.number !== null
  call.callBackDueAt = isToCallBack
    ? new Date(addWorkingTime((await calendarsOf(cx.db)).company, at.toISOString(), exchange.callBackWithin))
    : null
  call.state = state
  await sql`update calls set state = ${state}, ended_at = ${at}, seconds = ${seconds}, end_unheard = ${unheard},
      call_back_due_at = ${call.callBackDueAt}, version = version + 1, updated_at = ${cx.now}
    where id = ${call.id}`.execute(cx.db)
  const further = state === 'ended' ? { seconds: seconds ?? 0, unheard } : { unheard }
  tellCall(cx, `call.${state}`, call, { further, shown: true })
}

/**
 * Ends the open calls of an exchange that it does not know any more: their end came while nobody listened. Who rang
 * meanwhile and was not answered is to be called back.
 */
export async function closeUnheard(
  cx: Cx,
  exchange: Speaking,
  asked: { present?: readonly string[]; state?: CallState; before?: Date },
): Promise<number> {
  const { rows } = await sql<{ id: string }>`select id from calls where exchange_id = ${exchange.id}
      and state in ('ringing', 'answered')
      ${asked.present ? sql`and external_id <> all(${asked.present}::text[])` : sql``}
      ${asked.state ? sql`and state = ${asked.state}` : sql``}
      ${asked.before ? sql`and started_at < ${asked.before}` : sql``}
    order by id limit 500`.execute(cx.db)
  for (const { id } of rows) {
    const call = await callForUpdate(cx, id)
    if (call.state !== 'ringing' && call.state !== 'answered') continue
    call.version += 1
    await endCall(cx, exchange, call, {
      state: call.state === 'ringing' ? 'missed' : 'ended',
      at: cx.now,
      seconds: null,
      unheard: true,
    })
  }
  return rows.length
}
