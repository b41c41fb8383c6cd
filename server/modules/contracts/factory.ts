import { sql } from 'kysely'
import { newId } from '../../core/ids.ts'
import type { Cx } from '../../core/write.ts'
import { createContract } from './commands/create-contract.ts'
import { addScan } from './commands/sign-contract.ts'

let made = 0

/** A contract for tests and seeds; what is given wins. */
export async function makeContract(
  cx: Cx,
  given: Partial<Parameters<typeof createContract>[1]> = {},
): Promise<{ id: string }> {
  made += 1
  return createContract(cx, { title: `Umowa ${made}`, value: 1_000_000, ...given })
}

/** A contract that was agreed and is with the customer. */
export async function makeSentContract(
  cx: Cx,
  given: Parameters<typeof makeContract>[1] = {},
): Promise<{ id: string }> {
  const { id } = await makeContract(cx, given)
  const hash = '0'.repeat(64)
  await sql`insert into contract_rounds (contract_id, no, document_no, document_hash, initiator_id, quorum, opened_at, closed_at, outcome)
    select id, 1, 1, ${hash}, owner_id, 'all', ${cx.now}, ${cx.now}, 'approved' from contracts where id = ${id}`.execute(
    cx.db,
  )
  await sql`update contracts set status = 'sent', round = 1, approved_no = 1, approved_hash = ${hash}, approved_at = ${cx.now},
    sent_at = ${cx.now} where id = ${id}`.execute(cx.db)
  return { id }
}

/** The scan of what the customer signed that day. */
export const signByScan = (cx: Cx, id: string): Promise<void> =>
  addScan(cx, id, {
    ...{ signer: 'Jan Klient', signedOn: cx.now.toISOString().slice(0, 10) },
    file: { digest: newId().replaceAll('-', '').repeat(2), name: 'umowa.pdf', size: 10 },
  })
