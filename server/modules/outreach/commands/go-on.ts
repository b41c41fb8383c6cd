import { sql } from 'kysely'
import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { type Outreach, tryWays } from './send.ts'

interface Failed {
  messageId: string
  channel: string
  trouble: string
}

const NAMES = sql`coalesce((select name from contacts where id = o.customer_id), (select name from companies where id = o.customer_id),
  (select person_name from leads where id = o.customer_id), '')`

/**
 * A process's message did not arrive: it goes by the next way, while its time has not passed. One that was perhaps sent stays
 * with a person: sent by another way as well it might come twice.
 */
export async function goOn(cx: Cx, { messageId, channel, trouble }: Failed): Promise<void> {
  const { rows } = await sql<
    Outreach & { late: boolean }
  >`select o.*, ${NAMES} as name, o.fall_back_until < ${cx.now} as late
    from outreaches o where o.message_id = ${messageId} and o.failed_at is null for update of o`.execute(cx.db)
  const outreach = rows[0]
  if (!outreach) return
  const subject = { kind: outreach.subject_kind, id: outreach.subject_id }
  const customer = { kind: outreach.customer_kind, id: outreach.customer_id }
  const given = { subject, also: [customer] }
  if (!outreach.late && trouble !== 'perhaps_sent' && outreach.ways.length > 0) {
    try {
      const sent = await tryWays(cx, outreach)
      const payload = { outreachId: outreach.id, channel: sent.channel, from: channel, trouble }
      cx.record('outreach.went_on', { ...given, payload })
      return
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  await sql`update outreaches set failed_at = ${cx.now} where id = ${outreach.id}`.execute(cx.db)
  cx.record('outreach.failed', { ...given, payload: { outreachId: outreach.id, channel, trouble } })
}
