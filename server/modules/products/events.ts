import { z } from 'zod'
import { defineEvents } from '../../core/events.ts'

const product = { productId: z.uuid(), name: z.string(), version: z.number() }

export const productEvents = defineEvents({
  'product.created': z.object({ ...product, code: z.string().nullable(), kind: z.string() }),
  'product.updated': z.object({ ...product, fields: z.array(z.string()) }),
  'product.archived': z.object(product),
  'product.restored': z.object(product),
})
