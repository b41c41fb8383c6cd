import { sql } from 'kysely'
import { DAY_MS } from '../../../../pure/dates.ts'
import type { Db } from '../../../core/db.ts'
import type { AccountView, CertificateView, SeriesView, SettingsView } from '../schema/settings.ts'

/** Who sells, and what new invoices begin with. */
export async function invoicingOf(db: Db): Promise<SettingsView> {
  const { rows } = await sql<SettingsView>`select nip, name, country, line1, line2, email, phone, place,
    payment_method as "paymentMethod", due_days as "dueDays", rounded_by as "roundedBy", cash_method as "cashMethod",
    exemption, note, accounting_id as "accountingId", version from invoicing`.execute(db)
  return rows[0]!
}

/** From so many days before its end on a certificate is shown as ending. */
const ENDS_SOON = 30

/** The issuer's certificate of KSeF, without its key. */
export async function certificateOf(db: Db, now: Date): Promise<CertificateView | null> {
  const { rows } = await sql<{
    serial: string
    subject: string
    from: Date
    until: Date
  }>`select serial, subject, valid_from as "from", valid_until as "until" from invoicing_certificate`.execute(db)
  const [row] = rows
  if (!row) return null
  const valid = row.from <= now && now <= row.until
  const left = Math.floor((row.until.getTime() - now.getTime()) / DAY_MS)
  const endsInDays = valid && left < ENDS_SOON ? left : null
  return { ...row, from: row.from.toISOString(), until: row.until.toISOString(), valid, endsInDays }
}

/** The address of KOD II an invoice was signed with; null where it has none. */
export async function codeOf(db: Db, invoiceId: string): Promise<string | null> {
  const { rows } = await sql<{
    address: string
  }>`select address from invoice_codes where invoice_id = ${invoiceId}`.execute(db)
  return rows[0]?.address ?? null
}

export async function listAccounts(db: Db): Promise<AccountView[]> {
  const { rows } = await sql<AccountView>`select id, iban, bank, trim(currency) as currency, usual, version
    from bank_accounts where archived_at is null order by usual desc, created_at, id`.execute(db)
  return rows
}

/** The account new invoices in a currency name. */
export async function usualAccount(db: Db, currency: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from bank_accounts
    where archived_at is null and currency = ${currency}::text::char(3) order by usual desc, created_at limit 1`.execute(
    db,
  )
  return rows[0]?.id ?? null
}

export async function listSeries(db: Db): Promise<SeriesView[]> {
  const { rows } = await sql<SeriesView>`select s.id, s.name, s.used_for as "usedFor", s.pattern,
    s.department_id as "departmentId", s.version,
    exists (select from invoice_numbers n where n.series_id = s.id) as used
    from invoice_series s where s.archived_at is null
    order by array_position(array['vat', 'advance', 'correction', 'proforma'], s.used_for), s.department_id nulls first, s.id`.execute(
    db,
  )
  return rows
}
