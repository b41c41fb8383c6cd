import { z } from 'zod'
import { kindKey } from '../../../pure/kinds.ts'
import { ifMatch } from '../../core/edit.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { knownKind } from '../../core/kinds.ts'
import {
  archiveField,
  createField,
  deleteField,
  orderFields,
  purgeField,
  restoreField,
  updateField,
} from './commands/manage.ts'
import { listManaged, managedField, registryFor } from './queries.ts'
import { customFieldSchema, fieldChangeInput, fieldOrderInput, fieldSchema, newFieldInput } from './schema.ts'

const kindParams = z.strictObject({ kind: kindKey })

export const fieldRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/fields/:kind',
    operationId: 'fields.registry',
    summary: 'Fields of a kind of record the caller may see, with what a filter can ask of each',
    access: { kind: 'field', action: 'read' },
    params: kindParams,
    answer: z.object({ items: z.array(fieldSchema) }),
    async run({ deps, actor, params }) {
      const { key } = await knownKind(deps.database.db, params.kind)
      return { items: await registryFor(deps.database.db, actor, key) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/settings/fields',
    operationId: 'fields.list',
    summary: 'Fields the company added, as they are managed',
    access: { kind: 'field', action: 'update' },
    query: z.strictObject({ kind: kindKey.optional() }),
    answer: z.object({ items: z.array(customFieldSchema) }),
    run: async ({ deps, query }) => ({ items: await listManaged(deps.database.db, query.kind) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/fields',
    operationId: 'fields.create',
    summary: 'Add a field to a kind of record',
    access: { kind: 'field', action: 'create' },
    body: newFieldInput,
    answer: customFieldSchema,
    status: 201,
    refusals: ['field.too_many'],
    run: ({ body, write }) => write(async (cx) => managedField(cx.db, (await createField(cx, body)).id)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/settings/fields/:id',
    operationId: 'fields.update',
    summary: 'Change a field; its type only while no record holds a value',
    description: 'Header `If-Match` with the version seen.',
    access: { kind: 'field', action: 'update' },
    params: idParams,
    body: fieldChangeInput,
    answer: customFieldSchema,
    refusals: ['version_conflict', 'version_required'],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateField(cx, params.id, body, expected)
        return managedField(cx.db, params.id)
      })
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/settings/fields/order/:kind',
    operationId: 'fields.order',
    summary: 'Put the fields of a kind in order',
    access: { kind: 'field', action: 'update' },
    params: kindParams,
    body: fieldOrderInput,
    run: ({ params, body, write }) => write((cx) => orderFields(cx, params.kind, body.ids)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/fields/:id/archive',
    operationId: 'fields.archive',
    summary: 'Put a field away; what it holds stays',
    access: { kind: 'field', action: 'archive' },
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveField(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/fields/:id/restoration',
    operationId: 'fields.restore',
    summary: 'Bring back a field that was put away or deleted, with its values',
    access: { kind: 'field', action: 'archive' },
    params: idParams,
    refusals: ['field.purging'],
    run: ({ params, write }) => write((cx) => restoreField(cx, params.id)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/settings/fields/:id',
    operationId: 'fields.delete',
    summary: 'Delete a field; its values stay until they are purged',
    access: { kind: 'field', action: 'delete' },
    params: idParams,
    run: ({ params, write }) => write((cx) => deleteField(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/settings/fields/:id/purge',
    operationId: 'fields.purge',
    summary: 'Take the values of a deleted field out of all records, for good',
    access: { kind: 'field', action: 'delete' },
    params: idParams,
    refusals: ['field.not_deleted'],
    run: ({ params, write }) => write((cx) => purgeField(cx, params.id)),
  }),
]
