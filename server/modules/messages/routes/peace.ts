import { z } from 'zod'
import { allow } from '../../../core/access.ts'
import { ifMatchOrAny } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { changePeace, setOptOut } from '../commands/peace.ts'
import { optOutsOf, peaceOf } from '../queries/peace.ts'
import { optOutChange, optOutSchema, peaceInput, peaceSchema } from '../schema.ts'

const CARDS = [
  { kind: 'contact', path: 'contacts', whose: 'a person' },
  { kind: 'company', path: 'companies', whose: 'a company' },
] as const

const optOutRoutes = CARDS.flatMap(({ kind, path, whose }) => [
  defineRoute({
    method: 'GET',
    path: `/api/${path}/:id/opt-outs`,
    operationId: `${path}.opt_outs`,
    summary: `The ways to write to ${whose}, and which of them are not wanted`,
    access: { kind, action: 'read', of: 'id' },
    params: idParams,
    answer: z.object({ items: z.array(optOutSchema) }),
    async run({ deps, actor, params }) {
      await allow(deps.database.db, actor, kind, 'read', params.id)
      return { items: await optOutsOf(deps.database.db, deps.channels, { kind, id: params.id }) }
    },
  }),
  defineRoute({
    method: 'PUT',
    path: `/api/${path}/:id/opt-outs`,
    operationId: `${path}.set_opt_out`,
    summary: `Write down that ${whose} does not want messages at an address, or does again`,
    access: { kind, action: 'update', of: 'id' },
    params: idParams,
    body: optOutChange,
    answer: z.object({ items: z.array(optOutSchema) }),
    run: ({ deps, params, body, write }) =>
      write(async (cx) => {
        await setOptOut(cx, { kind, id: params.id }, body)
        return { items: await optOutsOf(cx.db, deps.channels, { kind, id: params.id }) }
      }),
  }),
])

export const peaceRoutes = [
  ...optOutRoutes,
  defineRoute({
    method: 'GET',
    path: '/api/settings/customer-peace',
    operationId: 'customer_peace.settings',
    summary: 'When customers are left in peace, and how often a day processes may write to one',
    access: 'signed-in',
    answer: peaceSchema,
    run: ({ deps }) => peaceOf(deps.database.db),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/settings/customer-peace',
    operationId: 'customer_peace.change',
    summary: 'Set when customers are left in peace',
    access: { kind: 'customer_peace', action: 'update' },
    body: peaceInput,
    answer: peaceSchema,
    refusals: ['version_conflict'],
    run: ({ body, request, write }) =>
      write(async (cx) => {
        await changePeace(cx, body, ifMatchOrAny(request))
        return peaceOf(cx.db)
      }),
  }),
]
