import { sql } from 'kysely'
import { z } from 'zod'
import { allow } from '../../core/access.ts'
import { defineStep } from '../../core/define.ts'
import { isCollecting } from './commands/collect.ts'

const deal = z.looseObject({ dealId: z.uuid() })

export const documentSteps = [
  defineStep({
    /** Whose deal it is whose documents are collected, and whether another case does that already. */
    type: 'documents.collect',
    kind: 'command',
    input: deal,
    async run(cx, { dealId }, at) {
      await allow(cx.db, cx.actor, 'deal', 'read', dealId)
      const { rows } = await sql<{
        number: number
        title: string
        ownerId: string | null
        departmentId: string | null
      }>`select number, title, owner_id as "ownerId", department_id as "departmentId" from deals
        where id = ${dealId}`.execute(cx.db)
      const already = await isCollecting(cx.db, dealId, at.instance)
      return { already, begunAt: cx.now.toISOString(), ...rows[0]! }
    },
  }),
  defineStep({
    /** How many documents a deal has: prepared, made, and sent since then. */
    type: 'documents.look_up',
    kind: 'command',
    input: deal.extend({ since: z.iso.datetime({ offset: true }).nullish() }),
    async run(cx, { dealId, since }) {
      await allow(cx.db, cx.actor, 'deal', 'read', dealId)
      const { rows } = await sql<{ prepared: number; made: number; sent: number }>`select count(*)::int as prepared,
        count(*) filter (where made > 0)::int as made,
        count(*) filter (where sent_at >= ${since ?? '-infinity'}::timestamptz)::int as sent
        from documents where subject_kind = 'deal' and subject_id = ${dealId} and archived_at is null`.execute(cx.db)
      return { ...rows[0]! }
    },
  }),
]
