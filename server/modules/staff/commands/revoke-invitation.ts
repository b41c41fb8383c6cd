import { sql } from 'kysely'
import { allowAtAll } from '../../../core/access.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'

/** Takes an invitation back; its link stops working. */
export async function revokeInvitation(cx: Cx, id: string): Promise<void> {
  allowAtAll(cx.actor, 'invitation', 'revoke')
  const { rows } = await sql<{ used: boolean; revoked: boolean }>`select accepted_at is not null as used,
      revoked_at is not null as revoked from invitations where id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  if (rows[0].used) throw new Refusal('invitation.used')
  if (rows[0].revoked) return
  await sql`update invitations set revoked_at = ${cx.now} where id = ${id}`.execute(cx.db)
  cx.record('invitation.revoked', { subject: { kind: 'invitation', id } })
}
