import { z } from 'zod'
import { ifMatch } from '../../../core/edit.ts'
import { listQuery } from '../../../core/filter.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { pageOf, pageQuery } from '../../../core/paging.ts'
import { archiveCompany } from '../commands/archive-company.ts'
import { createCompany } from '../commands/create-company.ts'
import { updateCompany } from '../commands/update-company.ts'
import { companyById, listCompanies, writtenCompany } from '../queries/companies.ts'
import { companyInput, companySchema, newCompanyInput } from '../schema.ts'

export const companyRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/companies',
    operationId: 'companies.list',
    summary: 'Companies, by name unless told otherwise',
    access: { kind: 'company', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      ownerId: z.uuid().optional(),
      q: z
        .string()
        .trim()
        .max(100)
        .optional()
        .describe('words, a fragment of an e-mail, digits of a NIP or telephone number'),
      archived: z.enum(['true', 'false']).optional(),
      ...listQuery,
    }),
    answer: pageOf(companySchema),
    run: ({ deps, actor, query }) =>
      listCompanies(deps.database.db, actor, { ...query, archived: query.archived === 'true' }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/companies/:id',
    operationId: 'companies.get',
    summary: 'One company',
    access: { kind: 'company', action: 'read', of: 'id' },
    params: idParams,
    answer: companySchema,
    run: ({ deps, actor, params }) => companyById(deps.database.db, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/companies',
    operationId: 'companies.create',
    summary: 'Make the card of a company',
    access: { kind: 'company', action: 'create' },
    body: newCompanyInput,
    answer: companySchema,
    status: 201,
    run: ({ body, write }) =>
      write(async (cx) => writtenCompany(cx.db, (await createCompany(cx, body, { asked: true })).id, cx.actor)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/companies/:id',
    operationId: 'companies.update',
    summary: 'Change fields of a company',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: { kind: 'company', action: 'update', of: 'id' },
    params: idParams,
    body: companyInput,
    answer: companySchema,
    refusals: ['version_conflict', 'version_required', 'company.archived'],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateCompany(cx, params.id, body, expected)
        return writtenCompany(cx.db, params.id, cx.actor)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/companies/:id/archive',
    operationId: 'companies.archive',
    summary: 'Take a company out of lists, search and matching',
    access: { kind: 'company', action: 'archive', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveCompany(cx, params.id)),
  }),
]
