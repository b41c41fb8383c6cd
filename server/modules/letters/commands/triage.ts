import { sql } from 'kysely'
import { allowAtAll, rightsOn } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { rejectLead } from '../../leads/commands/close-lead.ts'
import { receiveLead } from '../../leads/commands/receive-lead.ts'
import {
  allowConversation,
  closeConversation,
  fileConversation,
  lockConversation,
} from '../../messages/commands/conversations.ts'

const LONGEST_TITLE = 200

/** Makes a lead of a conversation and files it there; one that has a lead already keeps it. */
export async function makeLeadOf(cx: Cx, conversationId: string): Promise<{ leadId: string }> {
  await allowConversation(cx, conversationId, 'write')
  allowAtAll(cx.actor, 'lead', 'create')
  const conversation = await lockConversation(cx, conversationId)
  const known = conversation.links.find(({ kind }) => kind === 'lead')
  if (known) return { leadId: known.id }
  const { rows } = await sql<{ body_text: string }>`select body_text from messages
    where conversation_id = ${conversationId} and direction = 'in' order by created_at, id limit 1`.execute(cx.db)
  const by = cx.deps.channels.get(conversation.channel)?.address
  const actor = cx.actor.kind === 'user' ? cx.actor : null
  const { id } = await receiveLead(cx, {
    formId: null,
    departmentId: conversation.department_id ?? actor?.departmentId ?? null,
    ownerId: actor?.id ?? null,
    title: (conversation.subject || conversation.name || conversation.address).slice(0, LONGEST_TITLE),
    source: conversation.channel,
    personName: conversation.name.slice(0, 200),
    ...(by === 'email' ? { email: conversation.address } : {}),
    ...(by === 'phone' ? { phone: conversation.address } : {}),
    message: (rows[0]?.body_text ?? '').slice(0, 20_000),
  })
  await fileConversation(cx, conversationId, { kind: 'lead', id })
  return { leadId: id }
}

/** Closes a conversation nobody should have begun, and rejects the open leads it became, as far as the actor may. */
export async function callSpam(cx: Cx, conversationId: string): Promise<void> {
  await allowConversation(cx, conversationId, 'write')
  const { links } = await lockConversation(cx, conversationId)
  const { rows } = await sql<{ id: string }>`select id from leads where status in ('new', 'processing', 'waiting')
    and id = any(${links.filter(({ kind }) => kind === 'lead').map(({ id }) => id)}::uuid[])`.execute(cx.db)
  for (const { id } of rows) {
    if ((await rightsOn(cx.db, cx.actor, 'lead', id)).includes('reject')) await rejectLead(cx, id, 'spam', '')
  }
  await closeConversation(cx, conversationId)
}
