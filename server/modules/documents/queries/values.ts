import { sql } from 'kysely'
import { amountInWords } from '../../../../pure/amount-in-words.ts'
import { formatDate } from '../../../../pure/dates.ts'
import type { DocumentValues } from '../../../../pure/documents/typst.ts'
import { formatMoney, formatPrice } from '../../../../pure/money.ts'
import { formatNip } from '../../../../pure/nip.ts'
import { formatPhone } from '../../../../pure/phone.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import { type VatCode, vatPercent } from '../../../../pure/vat.ts'
import { may } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import type { Subject } from '../../../core/events.ts'
import { linesOfDeal } from '../../deals/queries/lines.ts'
import { kindKeyOf, recordWords } from '../../lists/queries/record-words.ts'
import { companyOf } from '../../staff/queries.ts'
import { letterhead } from './letterhead.ts'

/** Everything a document about this record may say, in words of that language, as far as its reader may see it. */
export async function valuesFor(
  db: Db,
  user: UserActor,
  about: Subject,
  { locale, now }: { locale: Locale; now: Date },
): Promise<DocumentValues> {
  const section = await kindKeyOf(db, about)
  const words = await recordWords(db, user, about, locale)
  const fields: Record<string, string> = {
    ...(await generalFields(db, user, { locale, now })),
    ...prefixed(section, words),
  }
  const cards = await cardsBeside(db, user, about)
  const company = cards.company ? await recordWords(db, user, { kind: 'company', id: cards.company }, locale) : null
  const contact = cards.contact ? await recordWords(db, user, { kind: 'contact', id: cards.contact }, locale) : null
  if (company) Object.assign(fields, prefixed('company', company))
  if (contact) Object.assign(fields, prefixed('contact', contact))
  Object.assign(fields, customerFields(section, words, company, contact))
  if (section !== 'deal') return { fields, lists: {} }
  const { fields: sums, lists } = await linesAndSums(db, user, about.id, locale)
  return { fields: { ...fields, ...sums }, lists }
}

const prefixed = (prefix: string, words: Map<string, string>): Record<string, string> =>
  Object.fromEntries([...words].map(([key, value]) => [`${prefix}.${key}`, value]))

async function generalFields(
  db: Db,
  user: UserActor,
  { locale, now }: { locale: Locale; now: Date },
): Promise<Record<string, string>> {
  const [company, ours, { rows }] = await Promise.all([
    companyOf(db),
    letterhead(db),
    sql<{ name: string; email: string; position: string; phone: string | null }>`
      select name, email, position, phone from employees where id = ${user.id}`.execute(db),
  ])
  const author = rows[0]
  return {
    'our.name': company.name,
    'our.nip': company.nip ? formatNip(company.nip) : '',
    'our.address': ours.address,
    'our.email': ours.email,
    'our.phone': ours.phone,
    'our.bank_account': ours.bankAccount,
    'our.representative': ours.representative,
    'author.name': author?.name ?? '',
    'author.position': author?.position ?? '',
    'author.email': author?.email ?? '',
    'author.phone': author?.phone ? formatPhone(author.phone) : '',
    'document.number': '',
    'document.date': formatDate(now.toISOString(), { locale, zone: company.zone }),
    'document.place': '',
    'document.due': '',
    'document.payment': '',
    'document.remarks': '',
  }
}

/** The company and the person of a record, where its reader may see them. */
async function cardsBeside(db: Db, user: UserActor, about: Subject): Promise<{ company?: string; contact?: string }> {
  if (about.kind !== 'deal' && about.kind !== 'contact') return {}
  const { rows } = await sql<{ company: string | null; contact: string | null }>`
    select f.id as company, c.id as contact
    from ${about.kind === 'deal' ? sql`deals r` : sql`(select id, company_id, null::uuid as contact_id from contacts) r`}
    left join companies f on f.id = r.company_id and ${may(user, 'company', 'read', 'f')}
    left join contacts c on c.id = r.contact_id and ${may(user, 'contact', 'read', 'c')}
    where r.id = ${about.id}`.execute(db)
  return { company: rows[0]?.company ?? undefined, contact: rows[0]?.contact ?? undefined }
}

/** Whoever the document is for: the company where there is one, else the person. */
function customerFields(
  section: string,
  record: Map<string, string>,
  company: Map<string, string> | null,
  contact: Map<string, string> | null,
): Record<string, string> {
  const firm = section === 'company' ? record : company
  const person = section === 'contact' ? record : contact
  const from = (key: string) => firm?.get(key) || person?.get(key) || ''
  const first = (text: string) => text.split(', ')[0] ?? ''
  if (section === 'lead') {
    return {
      'customer.name': record.get('companyName') || record.get('personName') || '',
      'customer.nip': record.get('nip') ?? '',
      'customer.address': '',
      'customer.email': record.get('email') ?? '',
      'customer.phone': record.get('phone') ?? '',
      'customer.person': record.get('personName') ?? '',
    }
  }
  return {
    'customer.name': from('name'),
    'customer.nip': firm?.get('nip') ?? '',
    'customer.address': firm?.get('address') ?? '',
    'customer.email': first(person?.get('emails') || firm?.get('emails') || ''),
    'customer.phone': first(person?.get('phones') || firm?.get('phones') || ''),
    'customer.person': person?.get('name') ?? '',
  }
}

async function linesAndSums(db: Db, user: UserActor, dealId: string, locale: Locale): Promise<DocumentValues> {
  const deal = await linesOfDeal(db, user, dealId)
  const money = (minor: number) => formatMoney(minor, deal.currency, locale)
  const plain = (text: string) => (locale === 'pl' ? text.replace('.', ',') : text)
  const vat = (code: VatCode) => (/^\d/.test(code) ? `${vatPercent(code)}%` : code)
  const discount = (line: (typeof deal.lines)[number]) => {
    if (line.discountPercent !== null) return `${plain(line.discountPercent)}%`
    return line.discountAmount === null ? '' : money(line.discountAmount)
  }
  return {
    fields: {
      'deal.net': deal.lines.length > 0 ? money(deal.net) : '',
      'deal.tax': deal.lines.length > 0 ? money(deal.tax) : '',
      'deal.gross': deal.lines.length > 0 ? money(deal.gross) : '',
      'deal.gross_words': deal.lines.length > 0 ? amountInWords(deal.gross, deal.currency, locale) : '',
    },
    lists: {
      lines: deal.lines.map((line, at) => ({
        no: String(at + 1),
        name: line.name,
        code: line.code ?? '',
        pkwiu: line.pkwiu,
        quantity: plain(line.quantity),
        unit: line.unit,
        unit_price: formatPrice(line.unitPrice, deal.currency, locale),
        discount: discount(line),
        vat: vat(line.vat),
        value: money(line.value),
      })),
      rates: deal.rates.map((rate) => ({
        vat: vat(rate.vat),
        net: money(rate.net),
        tax: money(rate.tax),
        gross: money(rate.gross),
      })),
    },
  }
}
