import { sql } from 'kysely'
import { plainDecimal } from '../../../../pure/money.ts'
import { type PriceMode, type ProductKind, type Sells, totalsOf, type VatCode } from '../../../../pure/vat.ts'
import { may } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import { notFound } from '../../../core/errors.ts'
import type { DealLinesView } from '../schema/lines.ts'

interface Head {
  id: string
  version: number
  price_mode: PriceMode
  currency: string
  sells: Sells | null
  amount_from: PriceMode | null
}

interface Row {
  id: string
  product_id: string | null
  code: string | null
  pkwiu: string | null
  gtu: string | null
  name: string
  kind: ProductKind
  quantity: string
  unit: string
  unit_price: string
  discount_percent: string | null
  discount_amount: number | null
  vat: VatCode
}

const HEAD = sql`select d.id, d.version, d.price_mode, trim(d.currency) as currency, d.sells, d.amount_from from deals d`

/** The lines of a deal this actor may read, with their totals; 404 otherwise. */
export async function linesOfDeal(db: Db, actor: Actor, dealId: string): Promise<DealLinesView> {
  const { rows } = await sql<Head>`${HEAD} where d.id = ${dealId} and ${may(actor, 'deal', 'read', 'd')}`.execute(db)
  return withLines(db, rows[0])
}

/** The answer to who just wrote them. */
export async function writtenLines(db: Db, dealId: string): Promise<DealLinesView> {
  const { rows } = await sql<Head>`${HEAD} where d.id = ${dealId}`.execute(db)
  return withLines(db, rows[0])
}

async function withLines(db: Db, deal: Head | undefined): Promise<DealLinesView> {
  if (!deal) throw notFound()
  const { rows } = await sql<Row>`select l.*, p.code, p.pkwiu, p.gtu from deal_lines l
    left join products p on p.id = l.product_id where l.deal_id = ${deal.id} order by l.position`.execute(db)
  const lines = rows.map((row) => ({
    id: row.id,
    productId: row.product_id,
    code: row.code,
    pkwiu: row.pkwiu ?? '',
    gtu: row.gtu,
    name: row.name,
    kind: row.kind,
    quantity: plainDecimal(row.quantity),
    unit: row.unit,
    unitPrice: plainDecimal(row.unit_price),
    discountPercent: row.discount_percent === null ? null : plainDecimal(row.discount_percent),
    discountAmount: row.discount_amount,
    vat: row.vat,
  }))
  const totals = totalsOf(lines, deal.price_mode, deal.currency)
  return {
    dealId: deal.id,
    version: deal.version,
    priceMode: deal.price_mode,
    currency: deal.currency,
    sells: deal.sells,
    amountFrom: deal.amount_from,
    lines: lines.map((line, index) => ({ ...line, value: Number(totals.lines[index]!.value) })),
    rates: totals.rates.map(({ vat, net, tax, gross }) => ({
      vat,
      net: Number(net),
      tax: Number(tax),
      gross: Number(gross),
    })),
    net: Number(totals.net),
    tax: Number(totals.tax),
    gross: Number(totals.gross),
  }
}
