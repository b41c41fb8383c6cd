import { sql } from 'kysely'
import { DAY_MS, dateIn } from '../../../../pure/dates.ts'
import { allowAtAll } from '../../../core/access.ts'
import { notFound } from '../../../core/errors.ts'
import { decrypt, encrypt } from '../../../core/settings.ts'
import type { Cx } from '../../../core/write.ts'
import { notify } from '../../notifications/commands.ts'
import { companyOf } from '../../staff/queries.ts'
import { certificateAddress, type IssuerCertificate } from '../certificate.ts'
import { structured } from '../print.ts'
import { wholeInvoice } from '../queries/invoices.ts'
import { INVOICING } from './settings.ts'

/** Keeps the issuer's certificate in place of the one before; its key sealed. Invoices issued from here on carry KOD II. */
export async function setCertificate(cx: Cx, given: IssuerCertificate): Promise<void> {
  allowAtAll(cx.actor, 'invoicing', 'manage')
  const by = cx.actor.kind === 'user' ? cx.actor.id : null
  const sealed = encrypt(cx.deps.config.secret, given.key)
  await sql`insert into invoicing_certificate (serial, subject, valid_from, valid_until, certificate, key, set_at, set_by)
    values (${given.serial}, ${given.subject}, ${given.from}, ${given.until}, ${given.certificate}, ${sealed}, ${cx.now}, ${by})
    on conflict (one) do update set serial = excluded.serial, subject = excluded.subject, valid_from = excluded.valid_from,
      valid_until = excluded.valid_until, certificate = excluded.certificate, key = excluded.key, set_at = excluded.set_at,
      set_by = excluded.set_by`.execute(cx.db)
  cx.record('invoicing.certificate_set', {
    subject: INVOICING,
    payload: { serial: given.serial, until: given.until.toISOString() },
  })
}

export async function removeCertificate(cx: Cx): Promise<void> {
  allowAtAll(cx.actor, 'invoicing', 'manage')
  const { rows } = await sql<{ serial: string }>`delete from invoicing_certificate returning serial`.execute(cx.db)
  if (!rows[0]) throw notFound()
  cx.record('invoicing.certificate_removed', { subject: INVOICING, payload: { serial: rows[0].serial } })
}

/** Signs an invoice that was just issued, where there is a certificate of this day; what is no invoice for KSeF has none. */
export async function signIssued(cx: Cx, id: string): Promise<void> {
  const { rows } = await sql<{ serial: string; key: string }>`select serial, key from invoicing_certificate
    where valid_from <= ${cx.now} and valid_until >= ${cx.now}`.execute(cx.db)
  if (!rows[0]) return
  const { view, model } = await wholeInvoice(cx.db, id)
  if (view.kind === 'proforma') return
  const { serial } = rows[0]
  const key = decrypt(cx.deps.config.secret, rows[0].key)
  const address = certificateAddress(model, structured(model, view), { serial, key })
  await sql`insert into invoice_codes (invoice_id, serial, address) values (${id}, ${serial}, ${address})`.execute(
    cx.db,
  )
}

/** So many days before it runs out the certificate is spoken of, each time once. */
const TOLD_BEFORE = [7, 30]

/** Tells owner and administrators that the certificate runs out; of several moments that have come, for the latest alone. A chore, which has never more to do. */
export async function tellOfCertificate(cx: Cx): Promise<false> {
  const { rows } = await sql<{ serial: string; until: Date; told: string[]; people: string[] }>`
    select c.serial, c.valid_until as until,
      array(select n.occurrence from notices n where n.subject_kind = ${INVOICING.kind} and n.subject_id = ${INVOICING.id}
        and n.reason = 'certificate_ends') as told,
      array(select id from employees where active and role in ('owner', 'administrator')) as people
    from invoicing_certificate c where c.valid_until > ${cx.now}`.execute(cx.db)
  const [row] = rows
  if (!row) return false
  const days = TOLD_BEFORE.find((most) => row.until.getTime() - cx.now.getTime() <= most * DAY_MS)
  const occurrence = `${row.serial} ${days}`
  if (days === undefined || row.told.includes(occurrence) || row.people.length === 0) return false
  const { zone } = await companyOf(cx.db)
  await notify(cx, {
    subject: INVOICING,
    reason: 'certificate_ends',
    occurrence,
    code: 'certificate_ends',
    params: { until: dateIn(zone, row.until.toISOString()) },
    recipients: row.people,
    urgent: days === TOLD_BEFORE[0],
    mail: true,
  })
  return false
}
