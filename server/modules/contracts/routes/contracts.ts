import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { z } from 'zod'
import { allow } from '../../../core/access.ts'
import { ifMatch } from '../../../core/edit.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import { keepFile, pathOfFile } from '../../../core/files.ts'
import { listQuery } from '../../../core/filter.ts'
import { defineRoute, fileOf, idParams } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { createContract, updateContract } from '../commands/create-contract.ts'
import { addScan, sendContract } from '../commands/sign-contract.ts'
import { terminateContract } from '../commands/term.ts'
import { contractById, listContracts, writtenContract } from '../queries/contracts.ts'
import { scanFile } from '../queries/signatures.ts'
import { STATUSES, scanType } from '../rules.ts'
import { contractChange, contractSchema, contractSummarySchema, newContract, signInput } from '../schema.ts'

const on = (action: string) => ({ kind: 'contract', action, of: 'id' })
const LARGEST_SCAN = 25 * 1024 * 1024

export const contractRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/contracts',
    operationId: 'contracts.list',
    summary: 'Contracts, the latest first',
    access: { kind: 'contract', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      status: z
        .string()
        .max(200)
        .transform((text) => text.split(','))
        .pipe(z.array(z.enum(STATUSES)))
        .optional()
        .describe('one or several, separated by commas'),
      waiting: z.enum(['true']).optional().describe('those that wait for the caller’s own approval'),
      ownerId: z.uuid().optional(),
      dealId: z.uuid().optional(),
      companyId: z.uuid().optional(),
      contactId: z.uuid().optional(),
      q: z.string().trim().max(100).optional(),
      ...listQuery,
    }),
    answer: pageOf(contractSummarySchema),
    run: ({ deps, user, query }) =>
      listContracts(deps.database.db, user, { ...query, waiting: query.waiting === 'true' }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/contracts',
    operationId: 'contracts.create',
    summary: 'Begin a contract: of a deal with its customer, value and owner, or from nothing',
    description: 'With `templateId` its document is prepared by that template about the deal.',
    access: { kind: 'contract', action: 'create' },
    body: newContract,
    answer: contractSchema,
    status: 201,
    refusals: ['document_template.archived'],
    run: ({ body, write }) =>
      write(async (cx) => writtenContract(cx.db, cx.actor, (await createContract(cx, body)).id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/contracts/:id',
    operationId: 'contracts.get',
    summary: 'One contract with its document, its rounds of approval, its signatures, and what the caller may do to it',
    access: on('read'),
    params: idParams,
    answer: contractSchema,
    run: ({ deps, user, params }) => contractById(deps.database.db, user, params.id),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/contracts/:id',
    operationId: 'contracts.update',
    summary: 'Change fields of a contract; once it is put forward only its owner, once it is signed also its term',
    description: 'Needs `If-Match` with the version seen; 409 only when the same field was changed meanwhile.',
    access: on('update'),
    params: idParams,
    body: contractChange,
    answer: contractSchema,
    refusals: ['version_conflict', 'version_required', 'contract.locked'],
    run: ({ params, body, write, request }) => {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateContract(cx, params.id, body, expected)
        return writtenContract(cx.db, cx.actor, params.id)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/contracts/:id/send',
    operationId: 'contracts.send',
    summary:
      'Send the approved version, and no other, to the customer: by a link by which he may agree, or by another way',
    description: 'The address of the link is told this once.',
    access: on('send'),
    params: idParams,
    body: z.strictObject({
      days: z
        .number()
        .int()
        .min(1)
        .max(365)
        .nullable()
        .default(30)
        .describe('null: sent by another way, without a link'),
    }),
    answer: z.object({ url: z.string().nullable(), contract: contractSchema }),
    refusals: ['contract.wrong_status', 'contract.document_changed', 'document.archived', 'document.held'],
    run: ({ deps, params, body, write }) =>
      write(async (cx) => {
        const { token } = await sendContract(cx, params.id, body.days)
        return {
          url: token && `${deps.config.publicUrl}/u/${token}`,
          contract: await writtenContract(cx.db, cx.actor, params.id),
        }
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/contracts/:id/scan',
    operationId: 'contracts.add_scan',
    summary: 'Keep a scan of the signed contract: a PDF, PNG or JPEG of at most 25 MB; with it the contract is signed',
    access: on('sign'),
    params: idParams,
    query: signInput,
    fileBody: true,
    answer: contractSchema,
    refusals: ['file.too_big', 'contract.no_scan', 'contract.wrong_status', 'contract.document_changed'],
    run: async ({ deps, user, params, query, request, write }) => {
      // Nothing is kept of what somebody sends who may not.
      await allow(deps.database.db, user, 'contract', 'sign', params.id)
      const { digest, size } = await keepFile(deps, fileOf(request), LARGEST_SCAN)
      if (!(await typeOf(pathOfFile(deps, digest)))) throw new Refusal('contract.no_scan', { status: 422 })
      const { signer, signedOn, name } = query
      return write(async (cx) => {
        await addScan(cx, params.id, { signer, signedOn, file: { digest, size, name } })
        return writtenContract(cx.db, cx.actor, params.id)
      })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/contracts/:id/signatures/:signatureId/file',
    operationId: 'contracts.scan',
    summary: 'The scan of a signed contract',
    access: on('read'),
    params: z.strictObject({ id: z.uuid(), signatureId: z.uuid() }),
    run: async ({ deps, user, params, reply }) => {
      const { db } = deps.database
      await contractById(db, user, params.id)
      const file = await scanFile(db, params.id, params.signatureId)
      const path = pathOfFile(deps, file.digest)
      const type = await typeOf(path)
      if (!type) throw notFound()
      return reply
        .type(type)
        .headers({
          'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          'content-length': file.size,
          'cache-control': 'private, no-store',
          'x-content-type-options': 'nosniff',
        })
        .send(createReadStream(path))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/contracts/:id/terminate',
    operationId: 'contracts.terminate',
    summary: 'End a contract before its time, saying why',
    access: on('terminate'),
    params: idParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(2000), endedOn: z.iso.date() }),
    answer: contractSchema,
    refusals: ['contract.wrong_status'],
    run: ({ params, body, write }) =>
      write(async (cx) => {
        await terminateContract(cx, params.id, body)
        return writtenContract(cx.db, cx.actor, params.id)
      }),
  }),
]

/** By its own first bytes, whatever it is called; null where it is no scan. */
async function typeOf(path: string): Promise<string | null> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return scanType(buffer)
  } finally {
    await file.close()
  }
}
