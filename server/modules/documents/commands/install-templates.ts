import { sql } from 'kysely'
import type { Cx } from '../../../core/write.ts'
import { shippedTemplates } from '../shipped.ts'
import { createTemplate } from './templates.ts'

/** The templates a company begins with. Part of the set-up and of each start: one made before stays as the company has it, also put away. */
export async function installTemplates(cx: Cx): Promise<void> {
  const { rows: company } = await sql`select from company`.execute(cx.db)
  if (company.length === 0) return
  await sql`select pg_advisory_xact_lock(hashtext('document_templates'))`.execute(cx.db)
  const { rows } = await sql<{
    origin: string
  }>`select origin from document_templates where origin is not null`.execute(cx.db)
  const there = new Set(rows.map(({ origin }) => origin))
  for (const { origin, ...template } of shippedTemplates)
    if (!there.has(origin)) await createTemplate(cx, template, origin)
}
