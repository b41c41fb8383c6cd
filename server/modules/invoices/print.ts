import { Readable } from 'node:stream'
import encodeQR from 'qr'
import { dateIn, formatDate } from '../../../pure/dates.ts'
import { fa3 } from '../../../pure/invoices/fa3.ts'
import type { Invoice } from '../../../pure/invoices/invoice.ts'
import { printableInvoice } from '../../../pure/invoices/printable.ts'
import { invoiceSheet } from '../../../pure/invoices/sheet.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import { allow } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import { businessNow } from '../../core/clock.ts'
import type { Deps } from '../../core/deps.ts'
import { keepFile } from '../../core/files.ts'
import { say } from '../../core/problems.ts'
import type { Cx } from '../../core/write.ts'
import { keepDrawn } from '../documents/commands/documents.ts'
import { drawSource } from '../documents/commands/draw-pdf.ts'
import { companyOf } from '../staff/queries.ts'
import { digestOf } from './certificate.ts'
import { wholeInvoice } from './queries/invoices.ts'
import { codeOf } from './queries/settings.ts'
import { issued } from './rules.ts'
import type { InvoiceView } from './schema.ts'

const LARGEST_PDF = 50 * 1024 * 1024

/** An issued invoice as FA(3): always the same bytes, for whoever looks it up in KSeF does so by their digest. */
export const structured = (model: Invoice, { issuedAt }: Pick<InvoiceView, 'issuedAt'>): string =>
  fa3(model, new Date(issuedAt!))

/**
 * Where anybody looks an invoice up in KSeF: the address of KOD I (the ministry's rules for QR codes), of the seller's number, the
 * day of issue and the digest of the file.
 */
export function ksefAddress(model: Invoice, xml: string): string {
  const day = model.issuedOn.split('-').reverse().join('-')
  return `https://qr.ksef.mf.gov.pl/invoice/${model.seller.nip}/${day}/${digestOf(xml)}`
}

const picture = (path: string, text: string, ecc: 'low' | 'medium') => ({
  path,
  bytes: Buffer.from(encodeQR(text, 'svg', { ecc, border: 2 })),
})

export interface Print {
  locale: Locale
  /** A duplicate says so, and of which day it is (art. 106l of the VAT act). */
  duplicate?: boolean
}

/**
 * The PDF of an invoice, the same bytes whenever it is drawn anew; a draft says across the page that it is one. What is to be paid is
 * as it was when the invoice was issued.
 */
export async function printInvoice(deps: Deps, actor: Actor, id: string, { locale, duplicate = false }: Print) {
  const { db } = deps.database
  await allow(db, actor, 'invoice', 'read', id)
  const [{ view, model }, { zone }, now] = await Promise.all([wholeInvoice(db, id), companyOf(db), businessNow(db)])
  const isIssued = view.status === 'issued'
  const printed = printableInvoice(model, {
    locale,
    due: view.paidOn && view.kind !== 'proforma' ? 0n : BigInt(Math.max(view.gross, 0)),
    duplicateOn: duplicate && isIssued ? dateIn(zone, now.toISOString()) : null,
  })
  const { code } = printed.payment
  const certificate = isIssued ? await codeOf(db, id) : null
  const codes = [
    ...('code' in code && isIssued ? [picture('/payment.svg', code.code, 'low')] : []),
    ...(isIssued && view.kind !== 'proforma'
      ? [picture('/ksef.svg', ksefAddress(model, structured(model, view)), 'medium')]
      : []),
    ...(certificate ? [picture('/certificate.svg', certificate, 'low')] : []),
  ]
  const pathOf = (path: string) => (codes.some((one) => one.path === path) ? path : null)
  const { pdf, pages } = await drawSource(
    deps,
    ({ logo = null, stamp = null }) => ({
      source: invoiceSheet(printed, {
        locale,
        words: (word, params) => say(locale, `invoice.print.${word}`, params),
        date: (iso) => formatDate(iso, { locale, zone }),
        logo,
        stamp,
        paymentCode: pathOf('/payment.svg'),
        ksefCode: pathOf('/ksef.svg'),
        ksefNumber: view.ksefNumber,
        certificateCode: pathOf('/certificate.svg'),
        draft: view.status === 'draft',
      }),
      images: codes,
    }),
    view.issuedAt && !duplicate ? new Date(view.issuedAt) : now,
  )
  const name = say(locale, `invoice.print.kind.${view.kind}`)
  return { view, pdf, pages, name, fileName: `${name} ${view.title}`.replaceAll(/[/\\:*?"<>|]/g, '-') }
}

/** The PDF of an issued invoice as a document of it: to be attached to a letter or opened by a link. */
export async function keepPrint(
  deps: Deps,
  actor: Actor,
  id: string,
  locale: Locale,
  last: (command: (cx: Cx) => Promise<string>) => Promise<string>,
): Promise<string> {
  const { db } = deps.database
  await allow(db, actor, 'invoice', 'send', id)
  issued((await wholeInvoice(db, id)).view)
  const { view, pdf, pages, name } = await printInvoice(deps, actor, id, { locale })
  const file = await keepFile(deps, Readable.from([pdf]), LARGEST_PDF)
  return last((cx) =>
    keepDrawn(cx, { subject: { kind: 'invoice', id }, name, number: view.number!, locale }, { ...file, pages }),
  )
}

/** Keeps it as it looks by now, so that it can go with the next letter. It stands without it, too: whoever wants it prints it again. */
export const printAgain = (...[deps, actor, id, last]: [Deps, Actor, string, Parameters<typeof keepPrint>[4]]) =>
  keepPrint(deps, actor, id, 'pl', last).catch((error) =>
    deps.log.warn({ invoice: id, error: String(error) }, 'an issued invoice was not printed'),
  )
