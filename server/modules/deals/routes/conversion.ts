import { defineRoute, idParams } from '../../../core/http.ts'
import { convertLead } from '../commands/convert-lead.ts'
import { proposeConversion } from '../queries/conversion.ts'
import { conversionInput, convertedSchema, proposalSchema } from '../schema.ts'

export const conversionRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/leads/:id/conversion',
    operationId: 'leads.propose_conversion',
    summary: 'What a conversion of the lead would make, and whom we may know already',
    access: { kind: 'lead', action: 'read', of: 'id' },
    params: idParams,
    answer: proposalSchema,
    run: ({ deps, actor, params }) => proposeConversion(deps.database.db, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/leads/:id/conversion',
    operationId: 'leads.convert',
    summary: 'Turn a lead into a contact, a company and a deal',
    description: 'Whichever of the three are given, at least one; a card with `id` is an existing one, taken as it is.',
    access: { kind: 'lead', action: 'convert', of: 'id' },
    params: idParams,
    body: conversionInput,
    answer: convertedSchema,
    status: 201,
    refusals: ['lead.already_converted', 'lead.already_closed', 'lead.nothing_to_make'],
    run: ({ params, body, write }) => write((cx) => convertLead(cx, { ...body, leadId: params.id })),
  }),
]
