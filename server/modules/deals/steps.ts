import { sql } from 'kysely'
import { z } from 'zod'
import { may } from '../../core/access.ts'
import { defineStep } from '../../core/define.ts'
import { loseDeal } from './commands/lose-deal.ts'
import { moveDeal } from './commands/move-deal.ts'
import { setFields } from './commands/set-fields.ts'
import { takeDigests } from './commands/take-digests.ts'
import { winDeal } from './commands/win-deal.ts'
import { lookUpDeal } from './queries/look-up.ts'
import { dealChangeInput } from './schema.ts'

const deal = z.looseObject({ dealId: z.uuid() })

export const dealSteps = [
  defineStep({
    type: 'deals.keep_for_digest',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Zachowaj do zestawienia', en: 'Keep for the digest' },
        group: 'other',
        kinds: ['deal'],
        fields: {},
      },
    ],
    input: z.looseObject({ moveId: z.uuid() }),
    async run(cx, { moveId }) {
      await sql`update deal_moves m set kept_for_digest = true from deals d
        where m.id = ${moveId} and d.id = m.deal_id and ${may(cx.actor, 'deal', 'read', 'd')}`.execute(cx.db)
      return {}
    },
  }),
  defineStep({
    type: 'deals.take_digests',
    kind: 'command',
    offers: [
      { name: { pl: 'Zbierz zestawienia', en: 'Gather the digests' }, group: 'other', kinds: ['deal'], fields: {} },
    ],
    input: z.looseObject({ whom: z.enum(['head', 'supervisor', 'department']) }),
    run: async (cx, { whom }) => ({ digests: await takeDigests(cx, whom) }),
  }),
  defineStep({
    type: 'deals.look_up',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Odczytaj transakcję', en: 'Read the deal' },
        group: 'record',
        kinds: ['deal'],
        fixed: { dealId: '=dealId' },
        fields: {},
        outputs: ['deal', 'who'],
      },
    ],
    input: deal.extend({ condition: z.record(z.string(), z.unknown()).nullish() }),
    run: async (cx, { dealId, condition }) => ({ ...(await lookUpDeal(cx.db, cx.actor, dealId, condition ?? null)) }),
  }),
  defineStep({
    type: 'deals.set_fields',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Zmień pola transakcji', en: 'Change fields of the deal' },
        group: 'record',
        kinds: ['deal'],
        fixed: { dealId: '=dealId' },
        fields: { fields: { type: 'value', label: { pl: 'Pola i wartości', en: 'Fields and values' } } },
        begins: { fields: '={}' },
      },
    ],
    input: deal.extend({
      fields: dealChangeInput.extend({ expectedInDays: z.number().int().min(0).max(730).nullish() }),
    }),
    async run(cx, { dealId, fields }) {
      await setFields(cx, dealId, fields)
      return {}
    },
  }),
  defineStep({
    type: 'deals.move',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Przenieś transakcję', en: 'Move the deal' },
        group: 'record',
        kinds: ['deal'],
        fixed: { dealId: '=dealId' },
        fields: { stageId: { type: 'stage', label: { pl: 'Na etap', en: 'To the stage' } } },
      },
    ],
    input: deal.extend({ stageId: z.uuid() }),
    async run(cx, { dealId, stageId }) {
      await moveDeal(cx, { dealId, stageId })
      return {}
    },
  }),
  defineStep({
    type: 'deals.win',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Oznacz transakcję jako wygraną', en: 'Win the deal' },
        group: 'record',
        kinds: ['deal'],
        fixed: { dealId: '=dealId' },
        fields: {},
      },
    ],
    input: deal,
    async run(cx, { dealId }) {
      await winDeal(cx, { dealId })
      return {}
    },
  }),
  defineStep({
    type: 'deals.lose',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Oznacz transakcję jako przegraną', en: 'Lose the deal' },
        group: 'record',
        kinds: ['deal'],
        fixed: { dealId: '=dealId' },
        fields: { reasonId: { type: 'lost_reason', label: { pl: 'Powód', en: 'Reason' } } },
      },
    ],
    input: deal.extend({ reasonId: z.uuid() }),
    async run(cx, { dealId, reasonId }) {
      await loseDeal(cx, { dealId, reasonId })
      return {}
    },
  }),
]
