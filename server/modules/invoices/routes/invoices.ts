import { z } from 'zod'
import { INVOICE_KINDS } from '../../../../pure/invoices/invoice.ts'
import { ifMatch, ifMatchOrAny } from '../../../core/edit.ts'
import { Refusal } from '../../../core/errors.ts'
import { listQuery } from '../../../core/filter.ts'
import { defineRoute, idParams, sendFile } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { cancelInvoice, markSent } from '../commands/close-invoice.ts'
import { correctInvoice } from '../commands/correct-invoice.ts'
import { draftInvoice } from '../commands/draft-invoice.ts'
import { issueInvoice } from '../commands/issue-invoice.ts'
import { noteKsefNumber } from '../commands/ksef-number.ts'
import { addPayment, removePayment } from '../commands/payments.ts'
import { discardDraft, updateInvoice } from '../commands/update-invoice.ts'
import { keepPrint, printAgain, printInvoice, structured } from '../print.ts'
import { invoiceById, listInvoices, wholeInvoice, writtenInvoice } from '../queries/invoices.ts'
import { listToInvoice } from '../queries/to-invoice.ts'
import {
  cancelInput,
  correctionInput,
  draftInput,
  invoiceSchema,
  invoiceSummarySchema,
  ksefNumberInput,
  newInvoiceInput,
  PAYMENTS,
  paymentInput,
  STATUSES,
  toIssueSchema,
} from '../schema.ts'

export const invoiceRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/invoices',
    operationId: 'invoices.list',
    summary: 'Invoices and drafts, the latest first',
    access: { kind: 'invoice', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      status: z.enum(STATUSES).optional(),
      kind: z.enum(INVOICE_KINDS).optional(),
      payment: z
        .enum([...PAYMENTS, 'open', 'overdue'])
        .optional()
        .describe('open: unpaid or in part; overdue: of these those whose day is over'),
      ownerId: z.uuid().optional(),
      dealId: z.uuid().optional(),
      contractId: z.uuid().optional(),
      companyId: z.uuid().optional(),
      contactId: z.uuid().optional(),
      q: z
        .string()
        .trim()
        .max(100)
        .optional()
        .describe('words of the number, of that of KSeF or of the buyer, digits of the NIP'),
      ...listQuery,
    }),
    answer: pageOf(invoiceSummarySchema),
    run: ({ deps, actor, query }) => listInvoices(deps.database.db, actor, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/invoices/to-issue',
    operationId: 'invoices.to_issue',
    summary: 'Won deals and signed contracts without an issued invoice, the longest waiting first',
    access: { kind: 'invoice', action: 'read' },
    query: z.strictObject(pageQuery),
    answer: pageOf(toIssueSchema),
    run: ({ deps, actor, query }) => listToInvoice(deps.database.db, actor, query),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/invoices/:id',
    operationId: 'invoices.get',
    summary: 'One invoice with its lines, sums and payments; of a draft also what forbids issuing it',
    access: { kind: 'invoice', action: 'read', of: 'id' },
    params: idParams,
    answer: invoiceSchema,
    run: ({ deps, actor, params }) => invoiceById(deps.database.db, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invoices',
    operationId: 'invoices.draft',
    summary:
      'Begin an invoice: for a deal with its lines, buyer and owner, for a contract, for a card, or from nothing',
    access: { kind: 'invoice', action: 'create' },
    body: newInvoiceInput,
    answer: invoiceSchema,
    status: 201,
    run: ({ actor, body, write }) =>
      write(async (cx) => writtenInvoice(cx.db, (await draftInvoice(cx, body)).id, actor)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/invoices/:id',
    operationId: 'invoices.update',
    summary: 'Change a draft; of an issued invoice only its owner and the company’s own fields',
    description:
      'Header `If-Match` with the version seen; other fields changed meanwhile merge. `lines` are all of them.',
    access: { kind: 'invoice', action: 'update', of: 'id' },
    params: idParams,
    body: draftInput,
    bodyLimit: 1_000_000,
    answer: invoiceSchema,
    refusals: ['version_conflict', 'version_required', 'invoice.issued'],
    run({ actor, params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateInvoice(cx, params.id, body, expected)
        return writtenInvoice(cx.db, params.id, actor)
      })
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/invoices/:id',
    operationId: 'invoices.discard',
    summary: 'Throw a draft away',
    access: { kind: 'invoice', action: 'update', of: 'id' },
    params: idParams,
    refusals: ['invoice.issued'],
    run: ({ params, write }) => write((cx) => discardDraft(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invoices/:id/issue',
    operationId: 'invoices.issue',
    summary: 'Issue a draft: it gets its number and can only be corrected from here on',
    access: { kind: 'invoice', action: 'issue', of: 'id' },
    params: idParams,
    answer: invoiceSchema,
    refusals: ['invoice.issued', 'invoice.no_series'],
    run: async ({ deps, actor, params, write }) => {
      const issued = await write(async (cx) => {
        await issueInvoice(cx, params.id)
        return writtenInvoice(cx.db, params.id, actor)
      })
      await printAgain(deps, actor, params.id, write)
      return issued
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invoices/:id/correction',
    operationId: 'invoices.correct',
    summary: 'Begin a correction of an issued invoice, as its last correction left it',
    access: { kind: 'invoice', action: 'issue', of: 'id' },
    params: idParams,
    body: correctionInput,
    answer: invoiceSchema,
    status: 201,
    refusals: ['invoice.not_issued', 'invoice.not_corrected', 'invoice.correction_begun'],
    run: ({ actor, params, body, write }) =>
      write(async (cx) => writtenInvoice(cx.db, (await correctInvoice(cx, params.id, body)).id, actor)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invoices/:id/sent',
    operationId: 'invoices.mark_sent',
    summary: 'Note that an invoice went to its buyer',
    access: { kind: 'invoice', action: 'send', of: 'id' },
    params: idParams,
    answer: invoiceSchema,
    refusals: ['invoice.not_issued'],
    run: ({ actor, params, write }) =>
      write(async (cx) => {
        await markSent(cx, params.id)
        return writtenInvoice(cx.db, params.id, actor)
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invoices/:id/ksef-number',
    operationId: 'invoices.note_ksef_number',
    summary: 'Note the number KSeF gave an issued invoice, or take one back',
    description:
      'Its form, its sum, its seller and its day are checked; the day is that of the number. Header `If-Match` with the version seen, if wanted.',
    access: { kind: 'invoice', action: 'issue', of: 'id' },
    params: idParams,
    body: ksefNumberInput,
    answer: invoiceSchema,
    refusals: ['version_conflict', 'invoice.not_issued', 'invoice.not_structured'],
    run: async ({ deps, actor, params, body, request, write }) => {
      const expected = ifMatchOrAny(request)
      const noted = await write(async (cx) => {
        await noteKsefNumber(cx, params.id, body.number, expected)
        return writtenInvoice(cx.db, params.id, actor)
      })
      await printAgain(deps, actor, params.id, write)
      return noted
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invoices/:id/cancellation',
    operationId: 'invoices.cancel',
    summary: 'Cancel an issued invoice that was neither sent, paid nor corrected; its number stays used',
    access: { kind: 'invoice', action: 'cancel', of: 'id' },
    params: idParams,
    body: cancelInput,
    answer: invoiceSchema,
    refusals: ['invoice.not_issued', 'invoice.correct_instead'],
    run: ({ actor, params, body, write }) =>
      write(async (cx) => {
        await cancelInvoice(cx, params.id, body.reason)
        return writtenInvoice(cx.db, params.id, actor)
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invoices/:id/payments',
    operationId: 'invoices.add_payment',
    summary: 'Note that an invoice was paid, whole or in part',
    access: { kind: 'invoice', action: 'pay', of: 'id' },
    params: idParams,
    body: paymentInput,
    answer: invoiceSchema,
    status: 201,
    refusals: ['invoice.not_issued', 'invoice.nothing_to_pay'],
    run: ({ actor, params, body, write }) =>
      write(async (cx) => {
        await addPayment(cx, params.id, body)
        return writtenInvoice(cx.db, params.id, actor)
      }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/invoices/:id/payments/:paymentId',
    operationId: 'invoices.remove_payment',
    summary: 'Take back a payment noted by mistake',
    access: { kind: 'invoice', action: 'pay', of: 'id' },
    params: idParams.extend({ paymentId: z.uuid() }),
    answer: invoiceSchema,
    run: ({ actor, params, write }) =>
      write(async (cx) => {
        await removePayment(cx, params.id, params.paymentId)
        return writtenInvoice(cx.db, params.id, actor)
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/invoices/:id/xml',
    operationId: 'invoices.xml',
    summary: 'An issued invoice as FA(3), the structured invoice of KSeF',
    access: { kind: 'invoice', action: 'read', of: 'id' },
    params: idParams,
    refusals: ['invoice.not_issued', 'invoice.not_structured'],
    async run({ deps, actor, params, reply }) {
      const seen = await invoiceById(deps.database.db, actor, params.id)
      if (seen.status !== 'issued') throw new Refusal('invoice.not_issued')
      if (seen.kind === 'proforma') throw new Refusal('invoice.not_structured')
      const { model } = await wholeInvoice(deps.database.db, params.id)
      const xml = structured(model, seen)
      async function* pieces() {
        yield xml
      }
      return sendFile(reply, {
        name: `${seen.title.replaceAll('/', '-')}.xml`,
        type: 'application/xml; charset=utf-8',
        pieces: pieces(),
      })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/invoices/:id/pdf',
    operationId: 'invoices.pdf',
    summary:
      'An invoice as PDF; `?duplicate=true` for a duplicate of today, `?keep=true` to save it instead of showing it',
    description: 'A draft says across the page that it is one.',
    access: { kind: 'invoice', action: 'read', of: 'id' },
    rate: 120,
    params: idParams,
    query: z.strictObject({
      locale: z.enum(['pl', 'en']).default('pl'),
      duplicate: z.enum(['true', 'false']).optional(),
      keep: z.enum(['true', 'false']).optional(),
    }),
    refusals: ['document.too_heavy', 'document.busy'],
    async run({ deps, actor, params, query, reply }) {
      const { locale } = query
      const { pdf, fileName } = await printInvoice(deps, actor, params.id, {
        locale,
        duplicate: query.duplicate === 'true',
      })
      return reply
        .type('application/pdf')
        .headers({
          'content-disposition': `${query.keep === 'true' ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(`${fileName}.pdf`)}`,
          'cache-control': 'private, no-store',
        })
        .send(pdf)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invoices/:id/document',
    operationId: 'invoices.keep_print',
    summary: 'The PDF of an issued invoice as a document of it, to be attached to a letter or opened by a link',
    access: { kind: 'invoice', action: 'send', of: 'id' },
    rate: 60,
    params: idParams,
    body: z.strictObject({ locale: z.enum(['pl', 'en']).default('pl') }),
    answer: z.object({ documentId: z.uuid() }),
    refusals: ['invoice.not_issued', 'document.too_heavy', 'document.busy'],
    run: async ({ deps, actor, params, body, write }) => ({
      documentId: await keepPrint(deps, actor, params.id, body.locale, write),
    }),
  }),
]
