import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOfPdf } from '../../../test/support/pdf-text.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { pathOfFile } from '../../core/files.ts'
import { makeCompany, makeContact } from '../contacts/factory.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { saveLines } from '../deals/commands/save-lines.ts'
import { makeDeal } from '../deals/factory.ts'
import { installTemplates } from './commands/install-templates.ts'
import { shippedTemplates } from './shipped.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', async (cx) => {
    await createDefaultPipeline(cx, 'pl')
    await installTemplates(cx)
  })
})
afterAll(() => w.close())

const seen = (version: number) => ({ 'if-match': `"${version}"` })

async function dealWithLines() {
  const company = await w.write('anna', (cx) =>
    makeCompany(cx, { name: 'Żółta Łódź sp. z o.o.', address: 'Gęsia 7, Łódź' }),
  )
  const contact = await w.write('anna', (cx) => makeContact(cx, { firstName: 'Jędrzej', lastName: 'Śliwa' }))
  const deal = await w.write('anna', (cx) =>
    makeDeal(cx, { title: 'Okna do szkoły', companyId: company.id, contactId: contact.id }),
  )
  const line = { productId: null, unit: 'szt.', discountPercent: null, discountAmount: null, vat: '23' as const }
  await w.write('anna', (cx) =>
    saveLines(
      cx,
      deal.id,
      {
        priceMode: 'net',
        lines: [
          { ...line, name: 'Okno PVC', kind: 'goods', quantity: '2', unitPrice: '1000' },
          { ...line, name: 'Montaż', kind: 'service', quantity: '1.5', unitPrice: '200', discountPercent: '10' },
        ],
      },
      null,
    ),
  )
  return { deal, company, contact }
}

const templateNamed = async (origin: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`select id from document_templates where origin = ${origin}`.execute(w.db)
  return rows[0]!.id
}

async function prepared(origin = 'offer.pl') {
  const { deal } = await dealWithLines()
  const templateId = await templateNamed(origin)
  const { status, body } = await w.request('anna', 'POST', '/api/documents', {
    templateId,
    subject: { kind: 'deal', id: deal.id },
  })
  expect(status).toBe(201)
  return { deal, document: body }
}

async function wordsOf(documentId: string, no: number): Promise<string> {
  const { rows } = await sql<{ digest: string }>`select digest from document_versions where document_id = ${documentId}
    and no = ${no}`.execute(w.db)
  return textOfPdf(await readFile(pathOfFile(w.deps, rows[0]!.digest))).replaceAll(/[\u00a0\u202f]/g, ' ')
}

const eventsOf = async (id: string) =>
  (await sql<{ name: string }>`select name from event_log where subject_id = ${id} order by id`.execute(w.db)).rows.map(
    ({ name }) => name,
  )

describe('a template', () => {
  it('is refused with the names of all fields it does not know', async () => {
    const { status, body } = await w.request('salesHead', 'POST', '/api/document-templates', {
      name: 'Pismo',
      kind: 'letter',
      section: 'contact',
      locale: 'pl',
      body: { header: '{{nobody}}', blocks: [{ type: 'text', text: '{{contact.lastName}} {{deal.title}}' }] },
    })
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([
      { path: 'body', code: 'document_template.unknown_variables', params: { names: 'nobody, deal.title' } },
    ])
  })

  it('keeps what it was; two who change the same thing at once are told', async () => {
    const made = await w.request('salesHead', 'POST', '/api/document-templates', {
      name: 'Pismo',
      kind: 'letter',
      section: 'deal',
      locale: 'pl',
      body: { blocks: [] },
    })
    const path = `/api/document-templates/${made.body.id}`
    const body = { blocks: [{ type: 'text', text: 'Nowe {{deal.title}}' }] }
    expect((await w.request('salesHead', 'PATCH', path, { body }, seen(1))).body.version).toBe(2)
    expect((await w.request('owner', 'PATCH', path, { body: { blocks: [] } }, seen(1))).body.code).toBe(
      'version_conflict',
    )
    expect((await w.request('owner', 'PATCH', path, { name: 'Inne' }, seen(1))).body.version).toBe(3)
    const { body: versions } = await w.request('anna', 'GET', `${path}/versions`)
    expect(versions.items.map((one: { version: number }) => one.version)).toEqual([3, 2, 1])
    expect(versions.items[2]).toMatchObject({ name: 'Pismo', savedBy: 'Piotr Kowalczyk' })
  })

  it('is shown as it stands in the editor, on a record or without one', async () => {
    const { deal } = await dealWithLines()
    const asked = {
      section: 'deal',
      locale: 'pl',
      body: { blocks: [{ type: 'text', text: '{{deal.title}} {{x}}' }] },
    }
    const bare = await w.request('anna', 'POST', '/api/document-templates/preview', asked)
    expect(bare.body).toMatchObject({ pages: 1, unknown: ['x'] })
    expect(bare.body.svg).toMatch(/^<svg/)
    const real = await w.request('anna', 'POST', '/api/document-templates/preview', { ...asked, recordId: deal.id })
    expect(real.body.svg).not.toBe(bare.body.svg)
    const foreign = await w.request('marta', 'POST', '/api/document-templates/preview', { ...asked, recordId: deal.id })
    expect(foreign.status).toBe(404)
  })

  it('comes with Tok in both languages, each naming only what there is, and is installed once', async () => {
    await w.write('owner', (cx) => installTemplates(cx))
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from document_templates
      where origin is not null`.execute(w.db)
    expect(rows[0]!.count).toBe(shippedTemplates.length)
  })
})

describe('a document', () => {
  it('is filled from its record, its company and person, and from our own details', async () => {
    const { document } = await prepared()
    expect(document.fields).toMatchObject({
      'deal.title': 'Okna do szkoły',
      'customer.name': 'Żółta Łódź sp. z o.o.',
      'customer.address': 'Gęsia 7, Łódź',
      'author.name': 'Anna Wiśniewska',
      'document.number': '',
    })
    expect(document.fields['deal.gross'].replaceAll(/\s/g, ' ')).toBe('2 792,10 zł')
    expect(document.lists.lines).toMatchObject([
      { no: '1', name: 'Okno PVC', quantity: '2' },
      { no: '2', name: 'Montaż', quantity: '1,5', discount: '10%' },
    ])
    expect(document).toMatchObject({ made: 0, editable: true, byHand: [], number: null })
  })

  it('becomes a numbered PDF that says it all, and another one after a change', async () => {
    const { document, deal } = await prepared()
    const made = await w.request('anna', 'POST', `/api/documents/${document.id}/make`)
    expect(made.status).toBe(200)
    expect(made.body).toMatchObject({ made: 1, number: expect.stringMatching(/^OF\/\d+\/20\d\d$/) })
    expect(made.body.versions).toMatchObject([{ no: 1, pages: 1, current: true, madeBy: 'Anna Wiśniewska' }])
    const said = await wordsOf(document.id, 1)
    for (const words of [`Oferta nr ${made.body.number}`, 'Żółta Łódź sp. z o.o.', 'Okno PVC', 'Brutto: 2 792,10 zł'])
      expect(said).toContain(words)

    const changed = await w.request(
      'anna',
      'PATCH',
      `/api/documents/${document.id}`,
      { fields: { 'customer.address': 'Kacza 8, Łódź' } },
      seen(made.body.version),
    )
    expect(changed.body).toMatchObject({ byHand: ['customer.address'], versions: [{ no: 1, current: false }] })
    const again = await w.request('anna', 'POST', `/api/documents/${document.id}/make`)
    expect(again.body).toMatchObject({ made: 2, number: made.body.number })
    expect(await wordsOf(document.id, 2)).toContain('Kacza 8, Łódź')
    expect(await wordsOf(document.id, 1)).toContain('Gęsia 7, Łódź')

    const file = await w.request('anna', 'GET', `/api/documents/${document.id}/versions/2/file`)
    expect(file.headers['content-type']).toBe('application/pdf')
    expect(await eventsOf(document.id)).toEqual([
      'document.prepared',
      'document.updated',
      'document.made',
      'document.updated',
      'document.made',
    ])
    const { body: timeline } = await w.request('anna', 'GET', `/api/records/deal/${deal.id}/timeline`)
    expect(JSON.stringify(timeline)).toContain('document.made')
  })

  it('keeps what somebody wrote when everything else is taken anew, until it is given back', async () => {
    const { document, deal } = await prepared()
    const path = `/api/documents/${document.id}`
    const lines = [{ no: '1', name: 'Ręcznie', quantity: '1', unit: 'kpl.' }]
    const { body: mine } = await w.request(
      'anna',
      'PATCH',
      path,
      { fields: { 'document.place': 'Łódź' }, lists: { lines } },
      seen(document.version),
    )
    expect([...mine.byHand].sort()).toEqual(['document.place', 'lines'])
    await w.request('anna', 'PATCH', `/api/deals/${deal.id}`, { title: 'Okna do przedszkola' }, { 'if-match': '*' })
    const { body: fresh } = await w.request('anna', 'POST', `${path}/refresh`)
    expect(fresh.fields).toMatchObject({ 'deal.title': 'Okna do przedszkola', 'document.place': 'Łódź' })
    expect(fresh.lists.lines).toEqual(lines)
    const { body: back } = await w.request(
      'anna',
      'PATCH',
      path,
      { fields: { 'document.place': null }, lists: { lines: null } },
      seen(fresh.version),
    )
    expect(back).toMatchObject({ byHand: [], fields: { 'document.place': '' } })
    expect(back.lists.lines).toHaveLength(2)
  })

  it('refuses words for what it does not know, at that field', async () => {
    const { document } = await prepared()
    const answer = await w.request('anna', 'PATCH', `/api/documents/${document.id}`, { fields: { x: 'y' } }, seen(1))
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toMatchObject([{ path: 'fields.x', code: 'field.invalid' }])
  })

  it('goes with its record: a colleague of the department reads it, other departments do not find it', async () => {
    const { document } = await prepared()
    const path = `/api/documents/${document.id}`
    expect((await w.request('katarzyna', 'GET', path)).body.editable).toBe(false)
    expect((await w.request('katarzyna', 'POST', `${path}/make`)).status).toBe(403)
    expect((await w.request('marta', 'GET', path)).status).toBe(404)
  })

  it('numbers of a series have no gaps, however many are made at once', async () => {
    const many = await Promise.all([1, 2, 3, 4].map(() => prepared('cash_receipt.pl')))
    const made = await Promise.all(
      many.map(({ document }) => w.request('anna', 'POST', `/api/documents/${document.id}/make`)),
    )
    const numbers = made.map(({ body }) => Number(body.number.split('/')[1])).sort((a, b) => a - b)
    expect(numbers).toEqual([1, 2, 3, 4])
  })

  it.each(shippedTemplates.filter(({ section }) => section === 'deal').map(({ origin }) => origin))(
    'is made of the template %s',
    async (origin) => {
      const { document } = await prepared(origin)
      const made = await w.request('anna', 'POST', `/api/documents/${document.id}/make`)
      expect(made.status).toBe(200)
      expect(await wordsOf(document.id, 1)).toContain('Żółta Łódź sp. z o.o.')
    },
  )
})

describe('a link for the customer', () => {
  it('opens the PDF of its day, says whose it is, and tells when it was opened', async () => {
    const { document } = await prepared()
    const path = `/api/documents/${document.id}`
    expect((await w.request('anna', 'POST', `${path}/links`, { days: 7 })).body.code).toBe('document.not_made')
    await w.request('anna', 'POST', `${path}/make`)
    const { body } = await w.request('anna', 'POST', `${path}/links`, { days: 7 })
    const address = new URL(body.url).pathname
    const page = await w.app.inject({ method: 'GET', url: address })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('Otwórz dokument')
    expect(page.headers['referrer-policy']).toBe('no-referrer')
    expect((await w.request('anna', 'GET', path)).body.links).toMatchObject([{ state: 'waiting', opens: 0 }])

    for (const _ of [1, 2]) {
      const file = await w.app.inject({ method: 'GET', url: `${address}/file` })
      expect(file.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    }
    expect((await w.request('anna', 'GET', path)).body.links).toMatchObject([{ state: 'opened', opens: 2 }])
    expect((await eventsOf(document.id)).filter((name) => name === 'document.opened')).toHaveLength(1)

    await w.request('anna', 'POST', `${path}/archive`)
    expect((await w.app.inject({ method: 'GET', url: `${address}/file` })).statusCode).toBe(404)
    await w.request('anna', 'POST', `${path}/restore`)
    await w.request('anna', 'DELETE', `${path}/links/${body.document.links[0].id}`)
    expect((await w.app.inject({ method: 'GET', url: `${address}/file` })).statusCode).toBe(404)
    expect((await w.app.inject({ method: 'GET', url: address })).statusCode).toBe(404)
  })

  it('opens nothing after its day', async () => {
    const { document } = await prepared()
    const path = `/api/documents/${document.id}`
    await w.request('anna', 'POST', `${path}/make`)
    const { body } = await w.request('anna', 'POST', `${path}/links`, { days: 1 })
    await w.travel('2 days')
    expect((await w.app.inject({ method: 'GET', url: new URL(body.url).pathname })).statusCode).toBe(404)
    expect((await w.request('anna', 'GET', path)).body.links).toMatchObject([{ state: 'expired' }])
  })
})

describe('the letterhead', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const put = async (payload: Buffer) =>
    w.app.inject({
      method: 'PUT',
      url: '/api/letterhead/logo',
      headers: {
        authorization: `Bearer ${await w.tokenOf(w.people.salesHead)}`,
        'content-type': 'application/octet-stream',
      },
      payload,
    })

  it('stands in documents made after it was written, with its logo', async () => {
    await w.request('salesHead', 'PATCH', '/api/letterhead', { bankAccount: '11 2222' }, { 'if-match': '"1"' })
    expect((await put(Buffer.from('<svg/>'))).statusCode).toBe(422)
    expect((await put(png)).statusCode).toBe(200)
    const { document } = await prepared('goods_contract.pl')
    expect(document.fields['our.bank_account']).toBe('11 2222')
    const made = await w.request('anna', 'POST', `/api/documents/${document.id}/make`)
    expect(made.status).toBe(200)
  })
})
