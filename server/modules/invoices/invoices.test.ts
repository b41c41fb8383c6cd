import { constants, createHash, createPrivateKey, generateKeyPairSync, verify, X509Certificate } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ksefNumberOf } from '../../../pure/ksef-number.ts'
import { ksefCertificate } from '../../../test/support/certificate.ts'
import { textOfPdf } from '../../../test/support/pdf-text.ts'
import { type CastName, testWorld, type World } from '../../../test/support/world.ts'
import { system } from '../../core/actor.ts'
import { createCompany } from '../contacts/commands/create-company.ts'
import { setRate } from '../currencies/commands/set-rate.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { winDeal } from '../deals/commands/win-deal.ts'
import { makeDeal } from '../deals/factory.ts'
import { makeProduct } from '../products/factory.ts'
import { tellOfCertificate } from './commands/certificate.ts'
import { issueInvoice } from './commands/issue-invoice.ts'
import { invoiceLine, makeInvoice, setUpInvoicing } from './factory.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write(system('test'), async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await setUpInvoicing(cx)
    await setRate(cx, { currency: 'EUR', rateOn: '2026-11-20', rate: '4.3215' })
  })
})
afterAll(() => w.close())

const seen = (version: number) => ({ 'if-match': `"${version}"` })
const ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, who: CastName = 'anna') =>
  w.request(who, method, `/api/invoices/${path}`, body)
const change = (id: string, version: number, body: unknown, who: CastName = 'anna') =>
  w.request(who, 'PATCH', `/api/invoices/${id}`, body, seen(version))
const draft = (...given: Parameters<typeof makeInvoice> extends [unknown, ...infer R] ? R : never) =>
  w.write('anna', (cx) => makeInvoice(cx, ...given))
const issue = async (id: string, who: CastName = 'anna') => ask('POST', `${id}/issue`, undefined, who)
const issued = async (...given: Parameters<typeof draft>) => {
  const { id } = await draft(...given)
  const { status, body } = await issue(id)
  expect(status).toBe(200)
  return body
}
const eventsOf = async (id: string) =>
  (await sql<{ name: string }>`select name from event_log where subject_id = ${id} order by id`.execute(w.db)).rows.map(
    ({ name }) => name,
  )
const codes = (body: { errors?: { path: string; code: string }[] }) =>
  (body.errors ?? []).map(({ path, code }) => `${path} ${code}`)

describe('a draft', () => {
  it('of a deal takes its lines, its buyer and its owner with one press', async () => {
    const { id: companyId } = await w.write('anna', (cx) =>
      createCompany(cx, {
        name: 'Termika sp. z o.o.',
        nip: '526-104-08-28',
        address: 'ul. Prosta 12, 00-850 Warszawa',
      }),
    )
    const product = await w.write('salesHead', (cx) =>
      makeProduct(cx, { code: 'OK-77', pkwiu: '22.23.14', gtu: 'GTU_10' }),
    )
    const { id: dealId } = await w.write('anna', (cx) => makeDeal(cx, { companyId }))
    const line = {
      productId: product.id,
      name: 'Okno',
      kind: 'goods',
      quantity: '2',
      unit: 'szt.',
      unitPrice: '100',
      vat: '8',
    }
    await w.request('anna', 'PUT', `/api/deals/${dealId}/lines`, { priceMode: 'net', lines: [line] }, seen(1))
    const { status, body } = await w.request('anna', 'POST', '/api/invoices', { dealId })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{
        status: 'draft',
        kind: 'vat',
        number: null,
        title: 'Termika sp. z o.o.',
        net: 20_000,
        tax: 1_600,
        gross: 21_600,
      },
      buyer: { nip: '5261040828', address: { country: 'PL', line1: 'ul. Prosta 12', line2: '00-850 Warszawa' } },
      owner: { id: w.people.anna },
      lines: [{ code: 'OK-77', pkwiu: '22.23.14', gtu: 'GTU_10', quantity: '2', vat: '8', value: 20_000 }],
      account: 'PL61109010140000071219812874',
      faults: [],
    })
    expect(await eventsOf(body.id)).toEqual(['invoice.drafted'])
    // A letter from it goes to the buyer.
    const { items } = (await w.request('anna', 'GET', `/api/records/invoice/${body.id}/addresses`)).body
    expect(items).toMatchObject([{ name: 'Termika sp. z o.o.', main: true }])
  })

  it('of a deal without lines is one line for its amount', async () => {
    const { id: dealId } = await w.write('anna', (cx) => makeDeal(cx, { title: 'Montaż', amount: 123_45 }))
    const { body } = await w.request('anna', 'POST', '/api/invoices', { dealId })
    expect(body.lines).toMatchObject([{ name: 'Montaż', quantity: '1', unitPrice: '123.45' }])
    expect(body.faults.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)).toEqual([
      'buyer.name field.required',
    ])
  })

  it('is changed field by field, and two people do not overwrite each other', async () => {
    const { id } = await draft()
    const { version } = (await ask('GET', id)).body
    expect((await change(id, version, { note: 'Dziękujemy' })).status).toBe(200)
    const merged = await change(id, version, { dueOn: '2027-01-15' })
    expect([merged.status, merged.body.note, merged.body.dueOn]).toEqual([200, 'Dziękujemy', '2027-01-15'])
    const stale = await change(id, version, { note: 'Zapraszamy' })
    expect([stale.status, stale.body.code]).toEqual([409, 'version_conflict'])
    const lines = await change(id, merged.body.version, { lines: [invoiceLine({ quantity: '3' })] })
    expect(lines.body.gross).toBe(461_066)
    expect((await change(id, version, { lines: [] })).status).toBe(409)
  })

  it('takes no wrong NIP, no account of another currency, no discount above the line', async () => {
    const { id } = await draft()
    const { version, buyer, accountId } = (await ask('GET', id)).body
    expect(codes((await change(id, version, { buyer: { ...buyer, nip: '1234567890' } })).body)).toEqual([
      'buyer.nip field.nip',
    ])
    expect(codes((await change(id, version, { currency: 'EUR', accountId })).body)).toEqual(['accountId field.invalid'])
    const lines = [invoiceLine({ discountAmount: 999_999 })]
    expect(codes((await change(id, version, { lines })).body)).toEqual([
      'lines.0.discountAmount deal.discount_too_large',
    ])
  })

  it('is thrown away without leaving a gap', async () => {
    const { id } = await draft()
    expect((await ask('DELETE', id)).status).toBe(204)
    expect((await ask('GET', id)).status).toBe(404)
    const [one, two] = [await issued(), await issued()]
    const n = (number: string) => Number(/\d+/.exec(number)![0])
    expect(n(two.number) - n(one.number)).toBe(1)
  })
})

describe('issuing', () => {
  it('says each thing that is missing at its place, and takes no number', async () => {
    const { id } = await draft({}, { currency: 'EUR', accountId: null, lines: [invoiceLine({ vat: 'zw' })] })
    const { status, body } = await issue(id)
    expect(status).toBe(422)
    expect(codes(body)).toEqual([
      ...['exemption invoice.exemption_ground', 'rate invoice.rate_needed'],
      'payment.account invoice.account_needed',
    ])
    expect((await ask('GET', id)).body.number).toBeNull()
  })

  it('by many at once leaves no number out and gives none twice', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => draft().then(({ id }) => id)))
    // Every third is rolled back after it took its number.
    const answers = await Promise.all(
      ids.map((id, at) =>
        w
          .write('anna', async (cx) => {
            await issueInvoice(cx, id)
            if (at % 3 === 2) throw new Error('changed my mind')
          })
          .then(
            () => true,
            () => false,
          ),
      ),
    )
    expect(answers.filter(Boolean).length).toBe(8)
    const { rows } = await sql<{
      n: number
    }>`select series_n as n from invoices where kind = 'vat' and number is not null
      order by series_n`.execute(w.db)
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: rows.length }, (_, at) => at + 1))
  })

  it('makes it stand: nobody changes it, not even the database by hand', async () => {
    const invoice = await issued()
    const { status, body } = await change(invoice.id, invoice.version, { note: 'Inaczej' })
    expect([status, body.code]).toEqual([409, 'invoice.issued'])
    expect((await ask('DELETE', invoice.id)).body.code).toBe('invoice.issued')
    // Only whose it is may change.
    const given = await change(invoice.id, invoice.version, { ownerId: w.people.katarzyna })
    expect([given.status, given.body.owner.id]).toEqual([200, w.people.katarzyna])
    await expect(sql`update invoices set gross = 1 where id = ${invoice.id}`.execute(w.db)).rejects.toThrow('stands')
    await expect(sql`delete from invoices where id = ${invoice.id}`.execute(w.db)).rejects.toThrow('stands')
    await expect(sql`delete from invoice_lines where invoice_id = ${invoice.id}`.execute(w.db)).rejects.toThrow('stand')
  })

  it('in another currency keeps the rate of the day before, and tells the tax in złoty', async () => {
    const { id } = await draft({}, { currency: 'EUR', accountId: null, paymentMethod: 'card', lines: [invoiceLine()] })
    const { version } = (await ask('GET', id)).body
    expect(codes((await issue(id)).body)).toEqual(['rate invoice.rate_needed'])
    await change(id, version, { rate: '4.3215', rateOn: '2026-11-20' })
    const { body } = await issue(id)
    expect(body).toMatchObject({ gross: 307_377, tax: 57_477, taxBase: 248_387, amountBase: 1_328_330 })
  })

  it('gives FA(3) of it', async () => {
    const invoice = await issued()
    const { status, body } = await ask('GET', `${invoice.id}/xml`)
    expect(status).toBe(200)
    expect(String(body)).toContain(`<P_2>${invoice.number}</P_2>`)
    const { id } = await draft()
    expect((await ask('GET', `${id}/xml`)).body.code).toBe('invoice.not_issued')
  })

  it('of a branch takes the numbers of the branch', async () => {
    const series = {
      name: 'Oddział',
      usedFor: 'vat',
      pattern: 'FV/ODD/{NN}/{YYYY}',
      departmentId: w.departments.marketing,
    }
    expect((await w.request('owner', 'POST', '/api/invoice-series', series)).status).toBe(201)
    expect(codes((await w.request('owner', 'POST', '/api/invoice-series', series)).body)).toEqual([
      'pattern field.twice',
    ])
    const { id } = await w.write('marta', (cx) => makeInvoice(cx))
    expect((await issue(id, 'marta')).body.number).toMatch(/^FV\/ODD\/01\/\d{4}$/)
  })
})

describe('payments', () => {
  it('in part and then whole are told, and never above what is left', async () => {
    const invoice = await issued()
    const paidOn = invoice.issuedOn
    const part = await ask('POST', `${invoice.id}/payments`, { paidOn, amount: 100_00 })
    expect(part.body).toMatchObject({ payment: 'part', paid: 100_00, left: 297_377 })
    expect(codes((await ask('POST', `${invoice.id}/payments`, { paidOn, amount: 297_378 })).body)).toEqual([
      'amount invoice.more_than_left',
    ])
    const rest = await ask('POST', `${invoice.id}/payments`, { paidOn, amount: 297_377 })
    expect(rest.body).toMatchObject({ payment: 'paid', left: 0 })
    expect(await eventsOf(invoice.id)).toEqual([
      ...['invoice.drafted', 'invoice.updated', 'invoice.issued', 'invoice.payment_added', 'invoice.payment_added'],
      'invoice.paid',
    ])
    const back = await ask('DELETE', `${invoice.id}/payments/${part.body.payments[0].id}`)
    expect(back.body).toMatchObject({ payment: 'part', left: 100_00 })
  })

  it('before it was issued stand on it', async () => {
    const { id } = await draft({}, { paymentMethod: 'cash', paidOn: '2026-11-01' })
    expect((await issue(id)).body).toMatchObject({ payment: 'paid', left: 0, payments: [{ paidOn: '2026-11-01' }] })
  })

  it('that are late are found in the list', async () => {
    const invoice = await issued()
    await w.travel('30 days')
    const { body } = await w.request('anna', 'GET', '/api/invoices?payment=overdue&limit=100')
    const found = body.items.find(({ id }: { id: string }) => id === invoice.id)
    expect(found).toMatchObject({ overdue: true, payment: 'unpaid' })
    expect(body.items.every(({ overdue }: { overdue: boolean }) => overdue)).toBe(true)
  })
})

describe('corrections', () => {
  it('claim the difference and lower what is left to pay', async () => {
    const invoice = await issued()
    const { body: begun } = await ask('POST', `${invoice.id}/correction`, {})
    expect(begun).toMatchObject({ kind: 'correction', gross: 0, corrects: { id: invoice.id } })
    expect((await ask('POST', `${invoice.id}/correction`, {})).body.code).toBe('invoice.correction_begun')
    expect(codes((await issue(begun.id)).body)).toEqual(['corrects.reason field.required'])
    const lines = [invoiceLine({ quantity: '1' })]
    await change(begun.id, begun.version, { lines, reason: 'Zwrot jednego okna' })
    const { body: correction } = await issue(begun.id)
    expect(correction).toMatchObject({ gross: -153_688, net: -124_950, tax: -28_738, payment: null })
    expect(correction.number).toMatch(/^FK /)
    const base = (await ask('GET', invoice.id)).body
    expect(base).toMatchObject({ gross: 307_377, left: 153_689, corrections: [{ number: correction.number }] })
    // The next one begins where the last one ended.
    const { body: next } = await ask('POST', `${invoice.id}/correction`, { whole: true })
    expect(next.linesBefore).toMatchObject([{ quantity: '1' }])
    expect(next.gross).toBe(-153_689)
    await change(next.id, next.version, { reason: 'Zwrot reszty' })
    await issue(next.id)
    expect((await ask('GET', invoice.id)).body).toMatchObject({ left: 0, payment: null })
    expect(await eventsOf(invoice.id)).toContain('invoice.paid')
  })
})

describe('advances', () => {
  it('are settled by the final invoice, each once', async () => {
    const advance = await issued({}, { kind: 'advance', advance: 1_000_00 })
    expect(advance).toMatchObject({ gross: 1_000_00, net: 81_301, tax: 18_699 })
    expect(advance.number).toMatch(/^FZ /)
    const final = await issued({}, { kind: 'final', advances: [advance.id] })
    expect(final).toMatchObject({ gross: 207_377, advances: [{ id: advance.id }] })
    expect(final.tax + advance.tax).toBe(57_477)
    const { id } = await draft()
    const { version } = (await ask('GET', id)).body
    expect(codes((await change(id, version, { kind: 'final', advances: [advance.id] })).body)).toEqual([
      'advances field.invalid',
    ])
  })
})

describe('cancelling', () => {
  it('is for what never left the house; the number stays used', async () => {
    const invoice = await issued()
    expect((await ask('POST', `${invoice.id}/cancellation`, { reason: 'Omyłka' })).status).toBe(403)
    const { body } = await ask('POST', `${invoice.id}/cancellation`, { reason: 'Omyłka' }, 'salesHead')
    expect(body).toMatchObject({ status: 'cancelled', number: invoice.number, payment: null, cancelReason: 'Omyłka' })
    const sent = await issued()
    expect((await ask('POST', `${sent.id}/sent`)).body.sentAt).not.toBeNull()
    expect((await ask('POST', `${sent.id}/cancellation`, { reason: 'Omyłka' }, 'salesHead')).body.code).toBe(
      'invoice.correct_instead',
    )
  })
})

describe('a won deal without an invoice', () => {
  it('waits in its list until one is issued; a proforma is none', async () => {
    const { id: dealId } = await w.write('anna', async (cx) => {
      const deal = await makeDeal(cx, { title: 'Zapomniana' })
      await winDeal(cx, { dealId: deal.id })
      return deal
    })
    const waits = async () => {
      await w.settle()
      return (await ask('GET', 'to-issue?limit=100')).body.items.some(
        (one: { deal: { id: string } | null }) => one.deal?.id === dealId,
      )
    }
    expect(await waits()).toBe(true)
    const given = { buyer: (await ask('GET', (await draft()).id)).body.buyer }
    await issued({ dealId, kind: 'proforma' }, given)
    expect(await waits()).toBe(true)
    await issued({ dealId }, given)
    expect(await waits()).toBe(false)
  })
})

describe('lists', () => {
  it('find an invoice by its number and its buyer, filter and export', async () => {
    const invoice = await issued()
    const found = async (q: string) =>
      (await w.request('anna', 'GET', `/api/invoices?q=${encodeURIComponent(q)}`)).body.items.map(
        ({ id }: { id: string }) => id,
      )
    expect(await found(invoice.number)).toContain(invoice.id)
    expect(await found('termika budow')).toContain(invoice.id)
    expect(await found('5261040828')).toContain(invoice.id)
    const { body } = await w.request('anna', 'GET', '/api/exports/invoice?columns=title,gross,buyerName')
    expect(String(body)).toContain(`${invoice.number};3073,77;`)
    const sorted = await w.request('anna', 'GET', '/api/invoices?sort=-issuedOn&limit=3')
    expect(sorted.body.items.length).toBe(3)
  })
})

describe('the number of KSeF', () => {
  let given = 0
  /** A number KSeF could have given. */
  const numberOf = (day: string, nip = '7740001454') => {
    given += 1
    return ksefNumberOf(nip, day, given.toString(16).toUpperCase().padStart(12, '0'))
  }
  const note = (id: string, number: string | null, version = '*') =>
    w.request('anna', 'POST', `/api/invoices/${id}/ksef-number`, { number }, { 'if-match': version })
  const xmlOf = async (id: string) => String((await ask('GET', `${id}/xml`)).body)

  it('is noted on an issued invoice, found by, shown and taken back', async () => {
    const invoice = await issued()
    const number = numberOf(invoice.issuedOn)
    const before = await xmlOf(invoice.id)
    const { status, body } = await note(invoice.id, ` ${number.toLowerCase()} `, `"${invoice.version}"`)
    expect([status, body.ksefNumber, body.ksefOn]).toEqual([200, number, invoice.issuedOn])
    expect(await xmlOf(invoice.id)).toBe(before)
    const found = (await w.request('anna', 'GET', `/api/invoices?q=${number}`)).body.items
    expect(found.map(({ id }: { id: string }) => id)).toEqual([invoice.id])
    expect((await ask('POST', `${invoice.id}/cancellation`, { reason: 'Omyłka' }, 'salesHead')).body.code).toBe(
      'invoice.correct_instead',
    )
    expect((await note(invoice.id, numberOf(invoice.issuedOn), `"${invoice.version}"`)).body.code).toBe(
      'version_conflict',
    )
    const { items } = (await w.request('anna', 'GET', `/api/records/invoice/${invoice.id}/timeline`)).body
    expect(JSON.stringify(items)).toContain(number)
    expect((await note(invoice.id, null)).body).toMatchObject({ ksefNumber: null, ksefOn: null })
  })

  it('is refused where it is none, of another seller, of another day, or of another invoice', async () => {
    const [invoice, other] = [await issued(), await issued()]
    const number = numberOf(invoice.issuedOn)
    const refused = async (text: string) => codes((await note(invoice.id, text)).body)
    expect(await refused(`${number.slice(0, -1)}${number.endsWith('0') ? '1' : '0'}`)).toEqual([
      'number invoice.ksef_number',
    ])
    expect(await refused(numberOf(invoice.issuedOn, '5261040828'))).toEqual(['number invoice.ksef_other_seller'])
    expect(await refused(numberOf('2026-01-01'))).toEqual(['number invoice.ksef_day'])
    expect(await refused(numberOf('2199-01-01'))).toEqual(['number invoice.ksef_day'])
    expect((await note(other.id, number)).status).toBe(200)
    expect(await refused(number)).toEqual(['number invoice.ksef_taken'])
    expect((await note((await draft()).id, number)).body.code).toBe('invoice.not_issued')
    const proforma = await issued({ kind: 'proforma' })
    expect((await note(proforma.id, number)).body.code).toBe('invoice.not_structured')
  })

  it('stands in the XML of a correction issued after it was known, and does not change one issued before', async () => {
    const correct = async (id: string) => {
      const { body } = await ask('POST', `${id}/correction`, { whole: false })
      await change(body.id, body.version, { reason: 'Pomyłka' })
      expect((await issue(body.id)).status).toBe(200)
      return body.id as string
    }
    const invoice = await issued()
    const first = await correct(invoice.id)
    const number = numberOf(invoice.issuedOn)
    await note(invoice.id, number)
    const second = await correct(invoice.id)
    expect(await xmlOf(first)).toContain('<NrKSeFN>1</NrKSeFN>')
    expect(await xmlOf(second)).toContain(`<NrKSeF>1</NrKSeF><NrKSeFFaKorygowanej>${number}</NrKSeFFaKorygowanej>`)
    expect((await ask('GET', second)).body.corrects.ksefNumber).toBe(number)
  })

  it('stands under the code of the PDF, which says OFFLINE until then', async () => {
    const invoice = await issued({}, { lines: [invoiceLine()] })
    expect(await printed(invoice.id)).toContain('OFFLINE')
    const number = numberOf(invoice.issuedOn)
    await note(invoice.id, number)
    const text = await printed(invoice.id)
    expect(text).not.toContain('OFFLINE')
    expect(text.replaceAll(/\s/g, '')).toContain(number)
  })
})

const pdfOf = async (id: string, query = '') => {
  const answer = await w.app.inject({
    url: `/api/invoices/${id}/pdf${query}`,
    headers: { authorization: `Bearer ${await w.tokenOf(w.people.anna)}` },
  })
  expect(answer.statusCode).toBe(200)
  return answer.rawPayload
}
const wordsOf = (pdf: Buffer) => textOfPdf(pdf).replaceAll('\u00a0', ' ')
const printed = async (id: string) => wordsOf(await pdfOf(id))

describe('the PDF', () => {
  it('says what the invoice says, with the codes to pay and to look it up by, always in the same bytes', async () => {
    const invoice = await issued(
      {},
      {
        lines: [invoiceLine({ name: 'Okno “PCV” #[1] \\ zażółć', quantity: '2', unitPrice: '100' })],
      },
    )
    const first = await pdfOf(invoice.id)
    const text = wordsOf(first)
    for (const said of ['Faktura VAT', invoice.number, 'Okno “PCV” #[1] \\ zażółć', '246,00', 'Zapłać kodem', 'KSeF'])
      expect(text).toContain(said)
    expect(text).not.toContain('PROJEKT')
    await ask('POST', `${invoice.id}/payments`, { paidOn: '2026-11-26', amount: 100 })
    expect((await pdfOf(invoice.id)).equals(first)).toBe(true)
    expect(wordsOf(await pdfOf(invoice.id, '?locale=en'))).toContain('Bank account')
    expect(wordsOf(await pdfOf(invoice.id, '?duplicate=true'))).toContain('DUPLIKAT z dnia')
  })

  it('of a draft says that it is none yet', async () => {
    const { id } = await draft({}, { lines: [invoiceLine()] })
    const text = wordsOf(await pdfOf(id))
    expect(text).toContain('PROJEKT')
    expect(text).not.toContain('Zapłać kodem')
    expect((await ask('POST', `${id}/document`, {})).body.code).toBe('invoice.not_issued')
  })

  it('of a correction shows both states and the difference', async () => {
    const invoice = await issued({}, { lines: [invoiceLine({ name: 'Brama', quantity: '1', unitPrice: '100' })] })
    const { body: correction } = await ask('POST', `${invoice.id}/correction`, { whole: true })
    await change(correction.id, correction.version, { reason: 'Zwrot towaru' })
    expect((await issue(correction.id)).status).toBe(200)
    const text = wordsOf(await pdfOf(correction.id))
    for (const said of ['Faktura korygująca', invoice.number, 'Zwrot towaru', 'Przed korektą', 'Po korekcie', '123,00'])
      expect(text).toContain(said)
  })

  it('is kept as a document that a customer opens by a link; drawn again it is the same version', async () => {
    const invoice = await issued({}, { lines: [invoiceLine()] })
    const { body } = await ask('POST', `${invoice.id}/document`, {})
    expect((await ask('POST', `${invoice.id}/document`, {})).body).toEqual(body)
    const path = `/api/documents/${body.documentId}`
    const { body: document } = await w.request('anna', 'GET', path)
    expect(document).toMatchObject({ kind: 'invoice', number: invoice.number, made: 1, template: null })
    expect((await w.request('anna', 'POST', `${path}/make`)).body.code).toBe('document.drawn')
    expect((await w.request('anna', 'POST', `${path}/refresh`)).body.code).toBe('document.drawn')
    const { body: link } = await w.request('anna', 'POST', `${path}/links`, { days: 7 })
    const opened = await w.app.inject({ url: `${new URL(link.url).pathname}/file` })
    expect(wordsOf(opened.rawPayload)).toContain(invoice.number)
  })
})

describe('the issuer’s certificate', () => {
  const set = (body: object, who: CastName = 'owner') => w.request(who, 'PUT', '/api/invoicing/certificate', body)
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const addressOf = async (id: string) =>
    (await sql<{ address: string }>`select address from invoice_codes where invoice_id = ${id}`.execute(w.db)).rows[0]
      ?.address
  const lock = (key: string) =>
    createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'żółw' }) as string

  it('is refused where it is none, of another kind, out of date, or where the key does not belong to it', async () => {
    const good = ksefCertificate()
    const refused = async (body: object) => {
      const answer = await set({ ...good, ...body })
      expect(answer.status).toBe(422)
      return codes(answer.body)
    }
    expect(await refused({ certificate: good.key })).toEqual(['certificate ksef_certificate.none'])
    expect(await refused(ksefCertificate({ usage: 'sign_in' }))).toEqual(['certificate ksef_certificate.kind'])
    expect(await refused(ksefCertificate({ from: 2024, until: 2026 }))).toEqual([
      'certificate ksef_certificate.expired',
    ])
    expect(await refused(ksefCertificate({ from: 2028, until: 2030 }))).toEqual([
      'certificate ksef_certificate.not_yet',
    ])
    const other = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    expect(await refused(ksefCertificate({ keys: other }))).toEqual(['certificate ksef_certificate.algorithm'])
    expect(await refused({ key: ksefCertificate().key })).toEqual(['key ksef_certificate.other_key'])
    expect(await refused({ key: 'klucz' })).toEqual(['key ksef_certificate.no_key'])
    expect(await refused({ key: lock(good.key) })).toEqual(['passphrase field.required'])
    expect(await refused({ key: lock(good.key), passphrase: 'wąż' })).toEqual([
      'passphrase ksef_certificate.passphrase',
    ])
    expect((await set(good, 'anna')).status).toBe(403)
    expect((await issued()).status).toBe('issued')
  })

  it.each([
    ['an EC key', ksefCertificate(), { dsaEncoding: 'ieee-p1363' as const }],
    ['an RSA key', ksefCertificate({ keys: rsa }), { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
  ])('by %s signs each invoice once, when it is issued', async (_, { certificate, key }, how) => {
    const { status, body } = await set({ certificate, key: lock(key), passphrase: 'żółw' })
    const { serialNumber, publicKey } = new X509Certificate(certificate)
    expect([status, body]).toEqual([200, expect.objectContaining({ serial: serialNumber, subject: 'Jan Wystawca' })])
    const { rows } = await sql<{ key: string }>`select key from invoicing_certificate`.execute(w.db)
    expect(rows[0]!.key).not.toContain('PRIVATE')
    expect(JSON.stringify((await w.request('owner', 'GET', '/api/invoicing')).body)).not.toContain('PRIVATE')

    const invoice = await issued()
    const address = (await addressOf(invoice.id))!
    const xml = await w.app.inject({
      url: `/api/invoices/${invoice.id}/xml`,
      headers: { authorization: `Bearer ${await w.tokenOf(w.people.anna)}` },
    })
    const digest = createHash('sha256').update(xml.rawPayload).digest('base64url')
    const signed = `qr.ksef.mf.gov.pl/certificate/Nip/7740001454/7740001454/${serialNumber}/${digest}`
    expect(address.startsWith(`https://${signed}/`)).toBe(true)
    const signature = Buffer.from(address.slice(`https://${signed}/`.length), 'base64url')
    const holds = (text: string) => verify('sha256', Buffer.from(text), { key: publicKey, ...how }, signature)
    expect([holds(signed), holds(`${signed}/`), holds(`https://${signed}`)]).toEqual([true, false, false])

    const first = await pdfOf(invoice.id)
    expect(wordsOf(first)).toContain('CERTYFIKAT')
    expect((await pdfOf(invoice.id)).equals(first)).toBe(true)
    await set(ksefCertificate())
    expect((await pdfOf(invoice.id)).equals(first)).toBe(true)
    expect(await addressOf(invoice.id)).toBe(address)
    await expect(sql`update invoice_codes set address = 'x'`.execute(w.db)).rejects.toThrow('stands')
  })

  it('taken away or out of date signs no more', async () => {
    await set(ksefCertificate())
    expect((await w.request('owner', 'DELETE', '/api/invoicing/certificate')).status).toBe(204)
    const invoice = await issued()
    expect(await addressOf(invoice.id)).toBeUndefined()
    expect(await printed(invoice.id)).not.toContain('CERTYFIKAT')
    await set(ksefCertificate())
    await sql`update invoicing_certificate set valid_until = '2026-01-02'`.execute(w.db)
    expect(await addressOf((await issued()).id)).toBeUndefined()
    expect((await w.request('owner', 'GET', '/api/invoicing')).body.certificate.valid).toBe(false)
  })
})

describe('a bank statement', () => {
  const FROM = "'61109010140000071219812874'"
  const file = (...lines: [title: string, amount: string, payer?: string, account?: string][]) =>
    [
      '#Data operacji;#Data księgowania;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;#Numer konta;#Kwota;#Saldo po operacji;',
      ...lines.map(
        ([title, amount, payer = 'TERMIKA BUDOWNICTWO SP. Z O.O.', account = '']) =>
          `2026-11-24;2026-11-24;PRZELEW;"${title}";"${payer}";${account};${amount};0,00;`,
      ),
    ].join('\r\n')
  const send = async (path: string, text: string, who: CastName = 'owner') => {
    const answer = await w.app.inject({
      method: 'POST',
      url: `/api/bank-statements${path}`,
      payload: Buffer.from(text),
      headers: {
        authorization: `Bearer ${await w.tokenOf(w.people[who as 'anna'])}`,
        'content-type': 'application/octet-stream',
      },
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const receive = async (text: string, more = '') => send(`?name=wyciag.csv${more}`, text)
  const book = (id: string, lines: object[]) =>
    w.request('owner', 'POST', `/api/bank-statements/${id}/bookings`, { lines })
  const invoice = (unitPrice: string) =>
    issued(
      {},
      { lines: [invoiceLine({ quantity: '1', unitPrice, vat: 'zw' })], exemption: { by: 'act', text: 'art. 43' } },
    )
  const stands = async ({ id }: { id: string }) => {
    const { body } = await ask('GET', id)
    return [body.payment, body.left]
  }
  const proposed = (line: { id: string; proposals: { invoiceId: string; amount: number }[] }) => ({
    lineId: line.id,
    invoices: line.proposals.map(({ invoiceId, amount }) => ({ invoiceId, amount })),
  })

  it('is matched, booked at once, and taken back line by line', async () => {
    const [one, two, three] = [await invoice('100'), await invoice('200'), await invoice('300')]
    const { status, body: statement } = await receive(
      file(
        [`Zapłata za ${one.number} oraz ${two.number}`, '300,00'],
        [`${three.number} rata 1`, '120,50', undefined, FROM],
        ['Czynsz', '77,77', 'Nikt Znany'],
        ['Opłata', '-9,99'],
      ),
    )
    expect(status).toBe(201)
    const [both, part, rent] = statement.items
    expect(statement.items.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['sure', 'sure', 'unknown'])
    expect(both.proposals).toMatchObject([
      { invoiceId: one.id, amount: 10_000, why: ['number', 'amount', 'name'] },
      { invoiceId: two.id, amount: 20_000 },
    ])
    const { status: done, body: booked } = await book(statement.id, [proposed(both), proposed(part)])
    expect([done, booked.booked]).toEqual([200, 2])
    expect(await Promise.all([one, two, three].map(stands))).toEqual([
      ['paid', 0],
      ['paid', 0],
      ['part', 17_950],
    ])
    expect((await ask('GET', three.id)).body.payments).toMatchObject([{ paidOn: '2026-11-24', amount: 12_050 }])
    expect(await eventsOf(two.id)).toContain('invoice.paid')
    expect(await eventsOf(statement.id)).toEqual(['bank_statement.received', 'bank_statement.booked'])

    // The next statement: the account that paid before is known by now.
    const { body: next } = await receive(file(['reszta', '179,50', 'T. B.', FROM]))
    expect(next.items[0].verdict).toBe('doubtful')
    // The likeliest first; others that the same payer owes may follow.
    expect(next.items[0].proposals[0]).toMatchObject({ invoiceId: three.id, why: ['amount', 'account'] })

    const undo = (line: string) => w.request('owner', 'DELETE', `/api/bank-statements/${statement.id}/bookings/${line}`)
    expect((await undo(both.id)).body.items[0].verdict).toBe('sure')
    expect(await Promise.all([one, two].map(stands))).toEqual([
      ['unpaid', 10_000],
      ['unpaid', 20_000],
    ])
    expect((await undo(rent.id)).status).toBe(404)
    expect((await book(statement.id, [proposed(both)])).status).toBe(200)
  })

  it('sent in twice, or one that overlaps, books nothing twice; the same transfer made twice is two', async () => {
    const paid = await invoice('500')
    const line: [string, string] = [`${paid.number}`, '100,00']
    const first = await receive(file(line, line))
    expect(first.body.items).toHaveLength(2)
    const again = await receive(file(line, line))
    expect([again.status, again.body.code]).toEqual([409, 'statement.known'])
    const wider = await receive(file(line, line, line, ['Inna', '1,00']))
    expect([wider.body.known, wider.body.items.length]).toEqual([2, 2])
    const [a, b] = first.body.items.map(({ id }: { id: string }) => ({
      lineId: id,
      invoices: [{ invoiceId: paid.id, amount: 10_000 }],
    }))
    const [one, other] = await Promise.all([book(first.body.id, [a, b]), book(first.body.id, [a, b])])
    expect([one.status, other.status].toSorted()).toEqual([200, 422])
    expect(await stands(paid)).toEqual(['part', 30_000])
  })

  it('books no more than came or than is left, and of a refusal nothing', async () => {
    const [fine, other] = [await invoice('10'), await invoice('20')]
    const { body: statement } = await receive(file([fine.number, '10,00'], [other.number, '50,00']))
    const [good, over] = statement.items
    expect([over.verdict, over.proposals[0]]).toMatchObject(['doubtful', { invoiceId: other.id, amount: 2000 }])
    const wrong = await book(statement.id, [
      proposed(good),
      { lineId: over.id, invoices: [{ invoiceId: other.id, amount: 5000 }] },
    ])
    expect(codes(wrong.body)).toEqual(['lines.1.invoices.0 invoice.more_than_left'])
    expect(await stands(fine)).toEqual(['unpaid', 1000])
    const more = await book(statement.id, [{ lineId: good.id, invoices: [{ invoiceId: other.id, amount: 1001 }] }])
    expect(codes(more.body)).toEqual(['lines.0.invoices statement.more_than_came'])
    // What was paid too much stands on the line.
    const { body: booked } = await book(statement.id, [
      proposed(good),
      { lineId: over.id, invoices: [{ invoiceId: other.id, amount: 2000 }] },
    ])
    expect(booked.items.map(({ rest }: { rest: number }) => rest)).toEqual([0, 3000])
    expect(await stands(other)).toEqual(['paid', 0])
  })

  it('is for who leads the company and for the department that keeps the books, whoever’s the invoices', async () => {
    const settings = async (accountingId: string | null, who: CastName = 'owner') => {
      const { version } = (await w.request(who, 'GET', '/api/invoicing')).body.settings
      return w.request(who, 'PATCH', '/api/invoicing', { accountingId }, seen(version))
    }
    const other = await invoice('40')
    const lists = async (who: CastName) => (await w.request(who, 'GET', '/api/bank-statements')).status
    expect([await lists('marta'), (await ask('GET', other.id, undefined, 'marta')).status]).toEqual([403, 404])
    expect((await settings(null, 'salesHead')).status).toBe(403)
    expect(codes((await settings(other.id)).body)).toEqual(['accountingId field.invalid'])
    expect((await settings(w.departments.marketing)).status).toBe(200)
    const { status, body } = await send('?name=ksiegowosc.csv', file([other.number, '40,00']), 'marta')
    expect([status, body.items[0].verdict]).toEqual([201, 'sure'])
    const lines = { lines: [proposed(body.items[0])] }
    expect((await w.request('marta', 'POST', `/api/bank-statements/${body.id}/bookings`, lines)).status).toBe(200)
    expect((await ask('GET', other.id, undefined, 'marta')).body.payment).toBe('paid')
    // Nobody of another department, head or not, and no longer once others keep them.
    expect([await lists('anna'), await lists('salesHead')]).toEqual([403, 403])
    await settings(w.departments.sales)
    expect([await lists('marta'), await lists('anna')]).toEqual([403, 200])
    await settings(null)
    expect(await lists('anna')).toBe(403)
    expect((await sql`select from department_grants`.execute(w.db)).rows).toEqual([])
  })

  it('of a bank not known asks once what its columns are', async () => {
    const text = (day: string) => `Dzień;Ile wpłynęło;Od kogo\n${day}.11.2026;12,34;Jan\n`
    expect((await send('/look', text('20'))).body).toMatchObject({
      lines: null,
      headers: ['Dzień', 'Ile wpłynęło', 'Od kogo'],
    })
    expect((await receive(text('20'))).body.code).toBe('statement.columns')
    const told = await receive(text('20'), '&columns=date,amount,payer')
    expect(told.body.items).toMatchObject([{ bookedOn: '2026-11-20', amount: 1234, payer: 'Jan' }])
    expect((await send('/look', text('21'))).body.lines).toBe(1)
    expect((await receive(text('21'))).status).toBe(201)
    expect((await receive('Drogi Dzienniku')).body.code).toBe('statement.none')
    expect((await receive(file(['Opłata', '-1,00']))).body.code).toBe('statement.nothing_came_in')
    expect((await send('/look', text('20'), 'anna')).status).toBe(403)
  })
})

it('of a certificate that runs out owner and administrators hear thirty and seven days before, once each', async () => {
  const subject = '00000000-0000-0000-0000-000000000034'
  expect((await w.request('owner', 'PUT', '/api/invoicing/certificate', ksefCertificate())).status).toBe(200)
  const until = new Date((await w.now()).getTime() + 40.5 * 86_400_000)
  await sql`update invoicing_certificate set valid_until = ${until}`.execute(w.db)
  const chore = async () => {
    for (const _ of [1, 2]) await w.write(system('invoices'), tellOfCertificate)
    return w.told('owner', subject)
  }
  const shown = async () => (await w.request('anna', 'GET', '/api/invoicing')).body.certificate.endsInDays
  const later = async (time: string) => {
    await w.travel(time)
    return [await chore(), await shown()]
  }
  const told = 'certificate_ends'
  expect(await later('9 days')).toEqual([[], null])
  expect(await later('2 days')).toEqual([[told], 29])
  expect(await later('21 days')).toEqual([[told], 8])
  expect(await later('3 days')).toEqual([[told, told], 5])
  expect([await w.told('admin', subject), await w.told('salesHead', subject)]).toEqual([[told, told], []])
  expect(await later('6 days')).toEqual([[told, told], null])
})
