import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { allowConversation } from '../../messages/commands/conversations.ts'
import type { Place } from '../schema.ts'

/** Throws unless the actor may write from there. */
export async function allowPlace(cx: Pick<Cx, 'db' | 'actor'>, { kind, id }: Place): Promise<void> {
  if (kind === 'conversation') await allowConversation(cx, id, 'write')
  else await allow(cx.db, cx.actor, kind, 'read', id)
}
