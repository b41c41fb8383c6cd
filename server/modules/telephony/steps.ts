import { sql } from 'kysely'
import { z } from 'zod'
import { defineStep } from '../../core/define.ts'
import { Refusal } from '../../core/errors.ts'
import { METHODS } from '../distribution/schema.ts'
import { departmentByKey } from '../staff/queries.ts'
import { makeCard } from './commands/make-card.ts'
import { isNumberStill } from './rules.ts'

export const telephonySteps = [
  defineStep({
    type: 'telephony.make_card',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Załóż kartę po rozmowie', en: 'Make a card after a call' },
        group: 'other',
        kinds: ['call'],
        fields: {},
      },
    ],
    input: z.looseObject({ callId: z.uuid(), department: z.string(), method: z.enum(METHODS) }),
    async run(cx, { callId, department: named, method }) {
      const department = await departmentByKey(cx.db, named)
      if (!department) throw new Refusal('notification.unknown_department', { params: { department: named } })
      return { ...(await makeCard(cx, { callId, departmentId: department.id, method })) }
    },
  }),
  defineStep({
    // Whose the card is now: it may have changed hands meanwhile.
    type: 'telephony.check_name',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Sprawdź nazwę karty', en: 'Check the name of a card' },
        group: 'other',
        kinds: ['call'],
        fields: {},
      },
    ],
    input: z.looseObject({ contactId: z.uuid() }),
    async run(cx, { contactId }) {
      const { rows } = await sql<{ name: string; number: string; ownerId: string | null; departmentId: string | null }>`
        select c.name, k.number, c.owner_id as "ownerId", c.department_id as "departmentId"
        from contacts c join call_cards k on k.contact_id = c.id where c.id = ${contactId} and c.archived_at is null`.execute(
        cx.db,
      )
      const card = rows[0]
      if (!card) return { still: false, ownerId: null, departmentId: null }
      return {
        still: isNumberStill(card.name, card.number),
        ownerId: card.ownerId,
        departmentId: card.departmentId,
      }
    },
  }),
]
