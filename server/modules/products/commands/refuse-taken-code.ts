import { sql } from 'kysely'
import { invalid } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'

/** Refuses, at its field, a code that another product has. Whoever writes codes stands in line, so that two never slip through. */
export async function refuseTakenCode(cx: Cx, id: string, code: string | null): Promise<void> {
  if (code === null) return
  await sql`select pg_advisory_xact_lock(hashtext('products_code'))`.execute(cx.db)
  const { rows } = await sql<{
    name: string
  }>`select name from products where lower(code) = lower(${code}) and id <> ${id}`.execute(cx.db)
  if (rows[0]) throw invalid({ path: 'code', code: 'product.code_taken', params: { name: rows[0].name } })
}
