import { z } from 'zod'
import { businessNow } from '../../../core/clock.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { drawPdf } from '../../documents/commands/draw-pdf.ts'
import { companyOf } from '../../staff/queries.ts'
import { answerApproval } from '../commands/approvals.ts'
import { submitContract, withdrawContract } from '../commands/put-forward.ts'
import { contractById, writtenContract } from '../queries/contracts.ts'
import { answerInput, contractSchema } from '../schema.ts'
import { approvalSheet } from '../sheet.ts'

const on = (action: string) => ({ kind: 'contract', action, of: 'id' })

export const approvalRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/contracts/:id/submit',
    operationId: 'contracts.submit',
    summary: 'Put a contract forward for approval: a round about the newest version of its document begins',
    access: on('submit'),
    params: idParams,
    answer: contractSchema,
    refusals: [
      'contract.wrong_status',
      'contract.no_document',
      'contract.document_not_made',
      'contract.document_not_current',
      'contract.no_value',
    ],
    run: ({ params, write }) =>
      write(async (cx) => {
        await submitContract(cx, params.id)
        return writtenContract(cx.db, cx.actor, params.id)
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/contracts/:id/withdraw',
    operationId: 'contracts.withdraw',
    summary: 'Take a contract back before everybody has answered; answers given stay to be seen',
    access: on('submit'),
    params: idParams,
    answer: contractSchema,
    refusals: ['contract.wrong_status'],
    run: ({ params, write }) =>
      write(async (cx) => {
        await withdrawContract(cx, params.id)
        return writtenContract(cx.db, cx.actor, params.id)
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/contracts/:id/approvals/:approvalId/answer',
    operationId: 'contracts.answer',
    summary: 'Answer as an approver, or in his place: approved, approved with comments, or sent back for revision',
    description:
      'The answer is about the version whose hash is sent along; a comment is needed unless it is simply approved.',
    access: 'signed-in',
    params: z.strictObject({ id: z.uuid(), approvalId: z.uuid() }),
    body: answerInput,
    answer: contractSchema,
    refusals: [
      'contract.not_approver',
      'contract.not_asked',
      'contract.answered',
      'contract.own_approval',
      'contract.other_version',
    ],
    run: ({ params, body, write }) =>
      write(async (cx) => {
        await answerApproval(cx, params.id, params.approvalId, body)
        return writtenContract(cx.db, cx.actor, params.id)
      }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/contracts/:id/approval-sheet',
    operationId: 'contracts.approval_sheet',
    summary: 'The approval sheet (PDF): who said what about which version, and when',
    access: on('read'),
    rate: 60,
    params: idParams,
    refusals: ['document.too_heavy', 'document.busy'],
    run: async ({ deps, user, params, reply }) => {
      const { db } = deps.database
      const contract = await contractById(db, user, params.id)
      const { zone } = await companyOf(db)
      const sheet = approvalSheet(contract, { locale: user.locale, zone })
      const pdf = await drawPdf(deps, sheet, await businessNow(db))
      const name = `${contract.number.replaceAll('/', '-')}.pdf`
      return reply
        .type('application/pdf')
        .headers({
          'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
          'cache-control': 'private, no-store',
        })
        .send(pdf)
    },
  }),
]
