import { sql } from 'kysely'
import type { Cx } from '../../../core/write.ts'
import { notify } from '../../notifications/commands.ts'
import { recipientsOf } from '../../notifications/queries.ts'
import { aboutOf, type RequestRow } from '../queries/requests.ts'
import type { Answer, Detail } from '../rules.ts'
import { requestForUpdate, stillOpen, tell } from './ask.ts'

/** The customer opens the page: told the first time. */
export async function openRequest(cx: Cx, id: string): Promise<void> {
  const request = await requestForUpdate(cx, id)
  if (request.opened_at || !stillOpen(request, cx.now)) return
  await sql`update detail_requests set opened_at = ${cx.now} where id = ${id}`.execute(cx.db)
  tell(cx, 'details.opened', request, {})
}

/** What the customer answers waits for a decision; once, however often it is sent. False when it came too late. */
export async function answerRequest(cx: Cx, id: string, answer: Answer): Promise<boolean> {
  const request = await requestForUpdate(cx, id)
  if (!stillOpen(request, cx.now)) return request.answered_at !== null
  await sql`update detail_requests set answered_at = ${cx.now}, opened_at = coalesce(opened_at, ${cx.now}),
    answer = ${JSON.stringify(answer)}::jsonb where id = ${id}`.execute(cx.db)
  tell(cx, 'details.answered', request, { given: Object.keys(answer) as Detail[] })
  const { ownerId, name } = await ownerOf(cx, request)
  const to = [...new Set([ownerId, request.created_by].filter((one): one is string => one !== null))]
  const recipients = await recipientsOf(
    cx,
    to.map((one) => `present:${one}`),
    new Map(),
  )
  if (recipients.length === 0) return true
  await notify(cx, {
    subject: { ...aboutOf(request) },
    reason: 'details_answered',
    occurrence: id,
    code: 'details_answered',
    params: { name },
    recipients,
    mail: true,
  })
  return true
}

async function ownerOf(cx: Cx, { about_kind: kind, about_id: id }: RequestRow) {
  const table = { deal: 'deals', company: 'companies', contact: 'contacts' }[kind]
  const { rows } = await sql<{ ownerId: string | null; name: string }>`select owner_id as "ownerId",
    ${sql.ref(kind === 'deal' ? 'title' : 'name')} as name from ${sql.table(table)} where id = ${id}`.execute(cx.db)
  return rows[0] ?? { ownerId: null, name: '' }
}
