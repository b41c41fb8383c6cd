import { sql } from 'kysely'
import { may } from '../../core/access.ts'
import { type AttachableKind, defineAttachable } from '../../core/attachable.ts'
import { markSent } from './commands/close-invoice.ts'

const MOST = 100

/** Issued invoices go along with letters of their deal, and with their own, as they were printed last. */
export const invoiceAttachable: AttachableKind = defineAttachable({
  kind: 'invoice',
  async of(db, user, about) {
    if (about.kind !== 'deal' && about.kind !== 'invoice') return []
    const { rows } = await sql<{
      id: string
      number: string
      name: string | null
      sent_at: Date | null
      digest: string | null
      size: string | null
    }>`select i.id, i.number, i.sent_at, d.name, v.digest, v.size from invoices i
      left join lateral (select d.id, d.name, d.made from documents d where d.subject_kind = 'invoice' and d.subject_id = i.id
        and d.template_id is null and d.made > 0 and d.archived_at is null order by d.updated_at desc limit 1) d on true
      left join document_versions v on v.document_id = d.id and v.no = d.made
      where ${about.kind === 'deal' ? sql`i.deal_id` : sql`i.id`} = ${about.id} and i.status = 'issued'
        and ${may(user, 'invoice', 'send', 'i')} order by i.created_at desc, i.id limit ${MOST}`.execute(db)
    return rows.map((row) => {
      const name = [row.name, row.number].filter(Boolean).join(' ')
      const file = row.digest && {
        name: `${name.replaceAll(/[/\\:*?"<>|]/g, '-')}.pdf`,
        ...{ type: 'application/pdf', digest: row.digest, size: Number(row.size) },
      }
      return { kind: 'invoice', id: row.id, name, file: file || null, held: false, changed: false, sentAt: row.sent_at }
    })
  },
  sent: (cx, id) => markSent(cx, id),
})
