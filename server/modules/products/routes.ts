import { z } from 'zod'
import { ifMatch } from '../../core/edit.ts'
import { defineRoute, idParams } from '../../core/http.ts'
import { pageOf, pageQuery } from '../../core/paging.ts'
import { archiveProduct, restoreProduct } from './commands/archive-product.ts'
import { createProduct } from './commands/create-product.ts'
import { updateProduct } from './commands/update-product.ts'
import { listProducts, productById, writtenProduct } from './queries/products.ts'
import { newProductInput, productInput, productKind, productSchema, vat } from './schema.ts'

export const productRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/products',
    operationId: 'products.list',
    summary: 'Products and services, by name, by code, or the latest change first',
    access: { kind: 'product', action: 'read' },
    query: z.strictObject({
      ...pageQuery,
      q: z.string().trim().max(100).optional().describe('words of the name, a fragment of the code or of the PKWiU'),
      kind: productKind.optional(),
      vat: vat.optional(),
      archived: z.enum(['true', 'false']).optional(),
      sort: z.enum(['name', 'code', 'updated']).default('name'),
    }),
    answer: pageOf(productSchema),
    run: ({ deps, actor, query }) =>
      listProducts(deps.database.db, actor, { ...query, archived: query.archived === 'true' }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/products/:id',
    operationId: 'products.get',
    summary: 'One product',
    access: { kind: 'product', action: 'read', of: 'id' },
    params: idParams,
    answer: productSchema,
    run: ({ deps, actor, params }) => productById(deps.database.db, actor, params.id),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/products',
    operationId: 'products.create',
    summary: 'Put a product on the price list',
    access: { kind: 'product', action: 'create' },
    body: newProductInput,
    answer: productSchema,
    status: 201,
    run: ({ body, write }) => write(async (cx) => writtenProduct(cx.db, (await createProduct(cx, body)).id)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/products/:id',
    operationId: 'products.update',
    summary: 'Change fields of a product',
    description: 'Header `If-Match` with the version seen; other fields changed meanwhile merge.',
    access: { kind: 'product', action: 'update', of: 'id' },
    params: idParams,
    body: productInput,
    answer: productSchema,
    refusals: ['version_conflict', 'version_required', 'product.archived'],
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await updateProduct(cx, params.id, body, expected)
        return writtenProduct(cx.db, params.id)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/products/:id/archive',
    operationId: 'products.archive',
    summary: 'Take a product off the price list; lines of deals keep it',
    access: { kind: 'product', action: 'archive', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveProduct(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/products/:id/restore',
    operationId: 'products.restore',
    summary: 'Bring an archived product back',
    access: { kind: 'product', action: 'archive', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => restoreProduct(cx, params.id)),
  }),
]
