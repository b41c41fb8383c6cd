import { sql } from 'kysely'
import { z } from 'zod'
import { SUBJECTS } from '../../../pure/kinds.ts'
import type { EffectSender } from '../../core/define.ts'
import type { Deps } from '../../core/deps.ts'
import { Refusal } from '../../core/errors.ts'
import { write } from '../../core/write.ts'
import { actorOf } from '../staff/queries.ts'
import { prepareDocument } from './commands/documents.ts'
import { type Act, makeDocument } from './commands/make-document.ts'

export const MAKE_TOPIC = 'documents.make'

export const makeInput = z.looseObject({
  subject: z.object({ kind: z.enum(SUBJECTS), id: z.uuid() }),
  /** The id of a template; of one that comes with Tok also its key, like 'goods_contract.pl'. */
  template: z.string().min(1).max(100),
  /** Whose document it is: it may say what this employee may read. */
  by: z.uuid(),
  name: z.string().max(200).nullish(),
})

/** Nothing is gained by trying that again. */
const final = (message: string): Error => Object.assign(new Error(message), { final: true })

/** Makes documents for processes: the typesetting takes its time, so it is in no transaction. */
export const documentEffects = (deps: Deps): EffectSender => ({
  topic: MAKE_TOPIC,
  retry: { attempts: 6, pause: (attempt) => 2 ** attempt },
  async send({ key, payload }) {
    const { db } = deps.database
    const { subject, template, by, name } = makeInput.parse(payload.input)
    const user = await actorOf(db, by)
    if (!user) throw final('documents.make: there is no such employee')
    const cause = { instance: String(payload.instance), element: String(payload.element) }
    const act: Act = (command) => write(deps, user, (cx) => command(cx.as(user, cause, 1)))
    try {
      const documentId = (await madeFor(key)) ?? (await act((cx) => prepared(cx, key))).id
      const { rows } = await sql<{ made: number }>`select made from documents where id = ${documentId}`.execute(db)
      if (rows[0]?.made === 0) await makeDocument(deps, documentId, act, act)
      const { rows: made } = await sql<{ number: string | null; name: string }>`select number, name from documents
        where id = ${documentId}`.execute(db)
      return { documentId, ...made[0]! }
    } catch (error) {
      if (error instanceof Refusal && error.code !== 'document.busy') throw final(error.code)
      throw error
    }

    async function madeFor(step: string): Promise<string | null> {
      const { rows } = await sql<{ id: string }>`select id from documents where made_for = ${step}`.execute(db)
      return rows[0]?.id ?? null
    }

    async function prepared(cx: Parameters<typeof prepareDocument>[0], step: string) {
      const { rows } = await sql<{ id: string }>`select id from document_templates
        where id::text = ${template} or origin = ${template}`.execute(cx.db)
      if (!rows[0]) throw new Refusal('document_template.archived')
      return prepareDocument(cx, { templateId: rows[0].id, subject, ...(name ? { name } : {}) }, step)
    }
  },
})
