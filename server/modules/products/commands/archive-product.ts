import { sql } from 'kysely'
import { allow } from '../../../core/access.ts'
import type { Cx } from '../../../core/write.ts'
import { unindexRecord } from '../../search/commands.ts'
import { indexProduct } from './index-product.ts'
import { productForUpdate } from './update-product.ts'

/** Takes a product off the price list and out of the search; the lines of deals keep it. */
export async function archiveProduct(cx: Cx, id: string): Promise<void> {
  await setArchived(cx, id, true)
}

/** Brings an archived product back as it was. */
export async function restoreProduct(cx: Cx, id: string): Promise<void> {
  await setArchived(cx, id, false)
}

async function setArchived(cx: Cx, id: string, archived: boolean): Promise<void> {
  await allow(cx.db, cx.actor, 'product', 'archive', id)
  const product = await productForUpdate(cx, id)
  if ((product.archivedAt !== null) === archived) return
  const at = archived ? cx.now : null
  await sql`update products set archived_at = ${at}, version = version + 1, updated_at = ${cx.now} where id = ${id}`.execute(
    cx.db,
  )
  if (archived) await unindexRecord(cx, 'product', id)
  else await indexProduct(cx, product)
  cx.record(archived ? 'product.archived' : 'product.restored', {
    subject: { kind: 'product', id },
    payload: { productId: id, name: product.name, version: product.version + 1 },
    changes: [{ field: 'archivedAt', from: product.archivedAt, to: at?.toISOString() ?? null }],
  })
}
