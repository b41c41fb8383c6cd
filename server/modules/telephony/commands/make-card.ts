import { sql } from 'kysely'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { createContact } from '../../contacts/commands/create-contact.ts'
import { chooseOne } from '../../distribution/queries/choose.ts'
import type { Method } from '../../distribution/schema.ts'
import { whose } from '../queries/whose.ts'
import { callForUpdate, tellCall } from './call-row.ts'
import { fileCalls } from './update-call.ts'

export interface MadeCard {
  /** Null where the number stands on a company or an open lead only. */
  contactId: string | null
  made: boolean
  /** Somebody had taken the call. */
  answered: boolean
  ownerId: string | null
  departmentId: string | null
  number: string | null
}

/**
 * The card of whoever called, found by the number or made with the number for a name. Whoever answered owns it; where nobody
 * did, or that person is not there any more, somebody present of the department is chosen, and nobody where all are away.
 */
export async function makeCard(
  cx: Cx,
  { callId, departmentId, method }: { callId: string; departmentId: string; method: Method },
): Promise<MadeCard> {
  // One at a time: of two calls from the same number the second finds the card of the first, and who was chosen before.
  await sql`select pg_advisory_xact_lock(hashtext('call-cards'))`.execute(cx.db)
  const call = await callForUpdate(cx, callId)
  if (!call.number) throw new Refusal('call.no_number')
  const known = await whose(cx.db, call.number)
  const taken = call.state === 'answered' || call.state === 'ended'
  const found = { made: false, answered: taken, ownerId: null, departmentId: null, number: call.number }
  if (known.contactId) await fileCalls(cx, { kind: 'contact', id: known.contactId })
  else if (known.companyId) await fileCalls(cx, { kind: 'company', id: known.companyId })
  if (known.contactId || known.companyId || known.leadId) return { ...found, contactId: known.contactId }
  const answered = taken ? await activeOnly(cx, call.employeeId) : null
  const ownerId = answered ?? (await choose(cx, { callId, departmentId, method }))
  const { id: contactId } = await createContact(cx, {
    lastName: call.number,
    phones: [{ value: call.number }],
    ownerId,
    departmentId,
  })
  await sql`insert into call_cards (contact_id, call_id, number, owner_id, chosen, made_at)
    values (${contactId}, ${callId}, ${call.number}, ${ownerId}, ${answered === null}, ${cx.now})`.execute(cx.db)
  await fileCalls(cx, { kind: 'contact', id: contactId })
  tellCall(cx, 'call.card_made', await callForUpdate(cx, callId), { further: { ownerId } })
  return { ...found, contactId, made: true, ownerId, departmentId }
}

async function activeOnly(cx: Cx, employeeId: string | null): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from employees where id = ${employeeId} and active`.execute(
    cx.db,
  )
  return rows[0]?.id ?? null
}

/** Cards that still want a name count as work, or a hundred calls at once would all fall to the same person. */
async function choose(
  cx: Cx,
  { callId, departmentId, method }: { callId: string; departmentId: string; method: Method },
): Promise<string | null> {
  const { rows } = await sql<{ last: string | null; unnamed: Record<string, number> | null }>`select
    (select owner_id from call_cards where chosen and owner_id is not null order by made_at desc, contact_id desc limit 1) as last,
    (select json_object_agg(owner_id, n) from (select c.owner_id, count(*)::int as n from call_cards k
      join contacts c on c.id = k.contact_id and c.last_name = k.number and c.archived_at is null
      where c.owner_id is not null and k.made_at > ${cx.now}::timestamptz - interval '30 days' group by 1) open) as unnamed`.execute(
    cx.db,
  )
  const { last, unnamed } = rows[0]!
  return chooseOne(cx, {
    ...{ departmentId, method, last },
    draw: callId,
    further: new Map(Object.entries(unnamed ?? {})),
  })
}
