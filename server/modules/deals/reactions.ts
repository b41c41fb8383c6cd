import { sql } from 'kysely'
import type { Reaction } from '../../core/define.ts'
import { indexDeal } from './commands/index-deal.ts'

export const dealReactions: Reaction[] = [
  {
    // The names of the company and the person stand in the search entries of their deals.
    name: 'deals.follow-names',
    on: ['contact.updated', 'company.updated'],
    when: ({ payload }) =>
      ((payload.fields as string[] | undefined) ?? []).some((field) =>
        ['name', 'firstName', 'lastName'].includes(field),
      ),
    async run(cx, event) {
      const column = event.subject.kind === 'contact' ? 'contact_id' : 'company_id'
      const { rows } = await sql<{
        id: string
      }>`select id from deals where ${sql.ref(column)} = ${event.subject.id} order by id`.execute(cx.db)
      for (const { id } of rows) await indexDeal(cx, id)
    },
  },
]
