import { sql } from 'kysely'
import { dateIn } from '../../../../pure/dates.ts'
import { allow } from '../../../core/access.ts'
import { Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { createLink } from '../../documents/commands/links.ts'
import { companyOf } from '../../staff/queries.ts'
import { type ContractRow, documentOf } from '../queries/contracts.ts'
import { mayMove } from '../rules.ts'
import {
  beside,
  contractForUpdate,
  moveContract,
  roundForUpdate,
  saveContract,
  subjectOf,
  toldOf,
} from './contract-row.ts'

/**
 * Sends the approved version, and no other, to the customer: by a link that opens it so many days and by which he may agree,
 * or (`days` null) by another way. Answers with the link's token.
 */
export async function sendContract(cx: Cx, id: string, days: number | null): Promise<{ token: string | null }> {
  await allow(cx.db, cx.actor, 'contract', 'send', id)
  const row = await contractForUpdate(cx, id)
  mayMove(row, 'sent')
  const document = await documentOf(cx.db, row.document_id)
  if (!document || document.hash !== row.approved_hash) throw new Refusal('contract.document_changed')
  const token = days === null ? null : (await createLink(cx, document.id, days)).token
  const round = await roundForUpdate(cx, row)
  await moveContract(cx, row, 'sent', {
    set: { sent_at: cx.now },
    event: 'contract.sent',
    payload: (moved) => toldOf(moved, round),
  })
  return { token }
}

interface Signature {
  way: 'link' | 'scan'
  signer: string
  signedOn: string
  address?: string
  agent?: string
  linkId?: string
  file?: { digest: string; name: string; size: number }
}

/** The customer agreed to the approved version; a scan may follow when he has agreed by his link. */
async function sign(cx: Cx, row: ContractRow, given: Signature): Promise<void> {
  const further = row.status === 'signed' || row.status === 'in_force'
  if (!further || given.way === 'link') mayMove(row, 'signed')
  if (!row.approved_hash || row.approved_no === null) throw new Refusal('contract.document_changed')
  const id = newId()
  await sql`insert into contract_signatures (id, contract_id, way, signer, at, address, agent, link_id, file_digest, file_name,
      file_size, by_id, document_no, document_hash)
    values (${id}, ${row.id}, ${given.way}, ${given.signer}, ${cx.now}, ${given.address ?? null}, ${given.agent ?? null},
      ${given.linkId ?? null}, ${given.file?.digest ?? null}, ${given.file?.name ?? null}, ${given.file?.size ?? null},
      ${cx.actor.kind === 'user' ? cx.actor.id : null}, ${row.approved_no}, ${row.approved_hash})`.execute(cx.db)
  const round = await roundForUpdate(cx, row)
  const { way, signer } = given
  const payload = () => ({ ...toldOf(row, round), way, signer, signatureId: id })
  if (further) {
    await saveContract(cx, row, {})
    cx.record('contract.scan_added', { subject: subjectOf(row), payload: payload(), also: beside(row) })
    return
  }
  await moveContract(cx, row, 'signed', { set: { signed_on: given.signedOn }, event: 'contract.signed', payload })
  if (!row.deal_id) return
  const { number, title, owner_id: ownerId, department_id: departmentId } = row
  cx.record('deal.contracted', {
    subject: { kind: 'deal', id: row.deal_id },
    payload: { dealId: row.deal_id, contractId: row.id, number, title, ownerId, departmentId },
  })
}

/** What a customer says by the page of his link: who he is, and that he agrees to just this version. */
export async function acceptByLink(
  cx: Cx,
  contractId: string,
  given: { name: string; address: string; agent: string; linkId: string; digest: string },
): Promise<void> {
  const row = await contractForUpdate(cx, contractId)
  if (given.digest !== row.approved_hash) throw new Refusal('contract.document_changed')
  const { zone } = await companyOf(cx.db)
  await sign(cx, row, {
    way: 'link',
    signer: given.name,
    signedOn: dateIn(zone, cx.now.toISOString()),
    address: given.address,
    agent: given.agent,
    linkId: given.linkId,
  })
}

/** A scan of what was signed on paper. */
export async function addScan(
  cx: Cx,
  id: string,
  given: { signer: string; signedOn: string; file: NonNullable<Signature['file']> },
): Promise<void> {
  await allow(cx.db, cx.actor, 'contract', 'sign', id)
  await sign(cx, await contractForUpdate(cx, id), { way: 'scan', ...given })
}
