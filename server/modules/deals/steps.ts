import { sql } from 'kysely'
import { z } from 'zod'
import { defineStep } from '../../core/define.ts'
import { takeDigests } from './commands/take-digests.ts'

export const dealSteps = [
  defineStep({
    type: 'deals.keep_for_digest',
    kind: 'command',
    input: z.looseObject({ moveId: z.uuid() }),
    async run(cx, { moveId }) {
      await sql`update deal_moves set kept_for_digest = true where id = ${moveId}`.execute(cx.db)
      return {}
    },
  }),
  defineStep({
    type: 'deals.take_digests',
    kind: 'command',
    input: z.looseObject({ whom: z.enum(['head', 'supervisor', 'department']) }),
    run: async (cx, { whom }) => ({ digests: await takeDigests(cx, whom) }),
  }),
]
