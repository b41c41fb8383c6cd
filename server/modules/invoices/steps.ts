import { sql } from 'kysely'
import { z } from 'zod'
import { wallToInstant } from '../../../pure/dates.ts'
import { defineStep } from '../../core/define.ts'
import { companyOf } from '../staff/queries.ts'
import { draftInvoice } from './commands/draft-invoice.ts'
import { agreementOf, invoicesOf } from './commands/to-invoice.ts'

const agreed = z
  .looseObject({ dealId: z.uuid().nullish(), contractId: z.uuid().nullish() })
  .refine(({ dealId, contractId }) => dealId || contractId, { message: 'a deal or a contract is needed' })

export const invoiceSteps = [
  defineStep({
    /** Whether a deal, or a contract without one, has its invoice, and whether that went out. */
    type: 'invoices.of_deal',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Sprawdź fakturę transakcji', en: 'Check the invoice of a deal' },
        group: 'record',
        kinds: ['deal'],
        fixed: { dealId: '=dealId' },
        fields: {},
        outputs: ['issued', 'sent', 'draftId'],
      },
      {
        name: { pl: 'Sprawdź fakturę umowy', en: 'Check the invoice of a contract' },
        group: 'record',
        kinds: ['contract'],
        fixed: { contractId: '=contractId' },
        fields: {},
        outputs: ['issued', 'sent', 'draftId'],
      },
    ],
    input: agreed,
    async run(cx, given) {
      const { rows } = await sql<{ issued: boolean; sent: boolean; draftId: string | null }>`select
          coalesce(bool_or(i.status = 'issued'), false) as issued,
          coalesce(bool_or(i.status = 'issued' and i.sent_at is not null), false) as sent,
          (array_agg(i.id order by i.created_at) filter (where i.status = 'draft'))[1] as "draftId"
        from invoices i where ${invoicesOf(agreementOf(given))}`.execute(cx.db)
      return { ...rows[0]! }
    },
  }),
  defineStep({
    type: 'invoices.draft',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Przygotuj szkic faktury', en: 'Draft an invoice' },
        group: 'record',
        kinds: ['deal'],
        fixed: { dealId: '=dealId' },
        fields: {},
        outputs: ['draftId'],
      },
      {
        name: { pl: 'Przygotuj szkic faktury do umowy', en: 'Draft an invoice of a contract' },
        group: 'record',
        kinds: ['contract'],
        fixed: { contractId: '=contractId' },
        fields: {},
        outputs: ['draftId'],
      },
    ],
    input: agreed,
    async run(cx, given) {
      return { draftId: (await draftInvoice(cx, agreementOf(given))).id }
    },
  }),
  defineStep({
    /** How far an invoice is paid, and when its day is over. */
    type: 'invoices.look_up',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Odczytaj fakturę', en: 'Read the invoice' },
        group: 'record',
        kinds: ['invoice'],
        fixed: { invoiceId: '=invoiceId' },
        fields: {},
        outputs: ['open', 'overAt', 'ownerId', 'departmentId'],
      },
    ],
    input: z.looseObject({ invoiceId: z.uuid() }),
    async run(cx, { invoiceId }) {
      const { rows } = await sql<{
        payment: string | null
        ownerId: string | null
        departmentId: string | null
        dueOn: string | null
      }>`
        select payment, owner_id as "ownerId", department_id as "departmentId", due_on as "dueOn" from invoices
        where id = ${invoiceId}`.execute(cx.db)
      const row = rows[0] ?? { payment: null, ownerId: null, departmentId: null, dueOn: null }
      const { zone } = await companyOf(cx.db)
      const overAt = row.dueOn
        ? new Date(wallToInstant(zone, Date.parse(`${row.dueOn}T00:00:00Z`) + 32 * 3_600_000)).toISOString()
        : null
      return { open: row.payment === 'unpaid' || row.payment === 'part', overAt, ...row }
    },
  }),
]
