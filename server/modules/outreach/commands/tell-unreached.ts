import type { Refusal } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import type { Cx } from '../../../core/write.ts'
import { notify } from '../../notifications/commands.ts'
import { recipientsOf } from '../../notifications/queries.ts'

/** Keeps on the record that its customer could not be written to, and tells those named. */
export async function tellUnreached(
  cx: Cx,
  subject: Subject,
  { code, params }: Refusal,
  { to, key }: { to: string[]; key: string },
): Promise<void> {
  cx.record('outreach.unreached', { subject, payload: { why: code } })
  const recipients = await recipientsOf(cx, to, new Map())
  if (recipients.length === 0) return
  const { name = '', why = '' } = params as { name?: string; why?: string }
  const reasons: Record<string, string> = { 'outreach.no_customer': 'nobody', 'outreach.enough_today': 'enough' }
  await notify(cx, {
    subject,
    reason: 'outreach_unreached',
    occurrence: key,
    code: 'outreach_unreached',
    params: { name, why: reasons[code] ?? why },
    recipients,
    mail: false,
  })
}
