import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paragraph, table, type Word, wordFile, wordsIn } from '../../../test/support/docx.ts'
import { testWorld, type World } from '../../../test/support/world.ts'
import { readConfig } from '../../core/config.ts'
import { pathOfFile } from '../../core/files.ts'
import { makeCompany } from '../contacts/factory.ts'
import { createDefaultPipeline } from '../deals/commands/create-default-pipeline.ts'
import { saveLines } from '../deals/commands/save-lines.ts'
import { makeDeal } from '../deals/factory.ts'
import { tidyWordFiles } from './commands/uploads.ts'

let w: World
beforeAll(async () => {
  w = await testWorld()
  await w.write('owner', (cx) => createDefaultPipeline(cx, 'pl'))
})
afterAll(() => w.close())

const seen = (version: number) => ({ 'if-match': `"${version}"` })
const OFFER: Word = {
  body: `${paragraph('Oferta {{document.number}} dla {{customer.name}}', '<w:b/>')}${table(
    ['Nazwa', 'Ilość'],
    ['{{#lines}}{{line.name}}', '{{line.quantity}}{{/lines}}'],
  )}${paragraph('Razem {{deal.gross}}{{#document.remarks}}. Uwagi: {{document.remarks}}{{/}}')}`,
  header: paragraph('{{our.name}}'),
}

async function upload(who: 'salesHead' | 'owner' | 'anna', word: Word | Buffer, section = 'deal') {
  const answer = await w.app.inject({
    method: 'POST',
    url: `/api/document-template-files?name=oferta.docx&section=${section}`,
    headers: {
      authorization: `Bearer ${await w.tokenOf(w.people[who])}`,
      'content-type': 'application/octet-stream',
    },
    payload: Buffer.isBuffer(word) ? word : await wordFile(word),
  })
  return { status: answer.statusCode, body: answer.json() }
}

const ABOUT = { name: 'Oferta z Worda', kind: 'offer', section: 'deal', locale: 'pl', series: 'OW' }

async function template(word: Word = OFFER) {
  const { body: file } = await upload('salesHead', word)
  const { status, body } = await w.request('salesHead', 'POST', '/api/document-templates', { ...ABOUT, file: file.id })
  expect(status).toBe(201)
  return body
}

async function dealWithLines() {
  const company = await w.write('anna', (cx) => makeCompany(cx, { name: 'Żółta <Łódź> & Syn' }))
  const deal = await w.write('anna', (cx) => makeDeal(cx, { title: 'Okna', companyId: company.id }))
  const line = { productId: null, unit: 'szt.', discountPercent: null, discountAmount: null, vat: '23' as const }
  const lines = ['Okno PVC', 'Drzwi'].map((name) => ({
    ...line,
    name,
    kind: 'goods' as const,
    quantity: '2',
    unitPrice: '1000',
  }))
  await w.write('anna', (cx) => saveLines(cx, deal.id, { priceMode: 'net', lines }, null))
  return deal
}

async function prepared() {
  const deal = await dealWithLines()
  const { id: templateId } = await template()
  const subject = { kind: 'deal', id: deal.id }
  const { status, body } = await w.request('anna', 'POST', '/api/documents', { templateId, subject })
  expect(status).toBe(201)
  return { deal, document: body, templateId }
}

async function fileOf(path: string): Promise<Buffer> {
  const authorization = `Bearer ${await w.tokenOf(w.people.anna)}`
  const answer = await w.app.inject({ method: 'GET', url: path, headers: { authorization } })
  expect(answer.statusCode).toBe(200)
  return answer.rawPayload
}

describe('a template that is a Word file', () => {
  it('tells at once which variables mean nothing, and which were meant', async () => {
    const { status, body } = await upload('salesHead', {
      body: paragraph('{{custmer.name}} {{deal.title}} {{Nazwa klienta}} {{line.name}} {{kompletnie_nic}}'),
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'oferta.docx',
      unknown: [
        { name: 'custmer.name', nearest: 'customer.name' },
        { name: 'Nazwa klienta', nearest: 'customer.name' },
        { name: 'line.name', nearest: 'line.name' },
        { name: 'kompletnie_nic', nearest: null },
      ],
    })
    const saved = await w.request('salesHead', 'POST', '/api/document-templates', { ...ABOUT, file: body.id })
    expect(saved.status).toBe(422)
    expect(saved.body.errors).toMatchObject([
      {
        path: 'file',
        code: 'document_template.unknown_variables',
        params: { names: 'custmer.name, Nazwa klienta, line.name, kompletnie_nic' },
      },
    ])
  })

  it('is about one kind of record: elsewhere neither its fields nor its lists are known', async () => {
    const { body } = await upload('salesHead', OFFER, 'contact')
    expect(body.unknown.map(({ name }: { name: string }) => name)).toEqual(['deal.gross', 'lines'])
  })

  it('is refused with words at the file, in both languages, and leaves nothing behind', async () => {
    const { status, body } = await upload('salesHead', { body: '<w:p><w:fldSimple w:instr="DDEAUTO a b"/></w:p>' })
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([
      { path: 'file', code: 'document_template.field_code', message: expect.stringContaining('DDEAUTO') },
    ])
    const { body: braces } = await upload('salesHead', { body: paragraph('{{#lines}}') })
    expect(braces.errors[0].message).toContain('{{#lines}}')
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from document_uploads
      where file ->> 'size' = '8'`.execute(w.db)
    expect(rows[0]!.n).toBe(0)
  })

  it('is another’s file to nobody, and kept with a body or a file, not with both and not with neither', async () => {
    const { body: file } = await upload('salesHead', OFFER)
    const foreign = await w.request('owner', 'POST', '/api/document-templates', { ...ABOUT, file: file.id })
    expect(foreign.body.errors).toMatchObject([{ path: 'file', code: 'document_template.file_gone' }])
    const neither = await w.request('salesHead', 'POST', '/api/document-templates', ABOUT)
    expect(neither.body.errors).toMatchObject([{ path: 'body', code: 'field.required' }])
    const both = await w.request('salesHead', 'POST', '/api/document-templates', {
      ...ABOUT,
      file: file.id,
      body: { blocks: [] },
    })
    expect(both.status).toBe(422)
  })

  it('is replaced by another file; the older one stays and can be had', async () => {
    const made = await template()
    expect(made).toMatchObject({ version: 1, file: { name: 'oferta.docx', lists: ['lines'] } })
    expect(made.file).not.toHaveProperty('digest')
    const { body: file } = await upload('salesHead', { body: paragraph('Nowa {{deal.title}}') })
    const path = `/api/document-templates/${made.id}`
    const changed = await w.request('salesHead', 'PATCH', path, { file: file.id }, seen(1))
    expect(changed.body).toMatchObject({ version: 2, file: { variables: ['deal.title'] } })
    const { body: late } = await upload('owner', OFFER)
    expect((await w.request('owner', 'PATCH', path, { file: late.id }, seen(1))).body.code).toBe('version_conflict')
    expect((await w.request('owner', 'PATCH', path, { body: { blocks: [] } }, seen(2))).body.errors).toMatchObject([
      { path: 'body', code: 'document_template.other_way' },
    ])
    expect((await wordsIn(await fileOf(`${path}/versions/1/file`)))['word/document.xml']).toContain('{{#lines}}')
    expect((await wordsIn(await fileOf(`${path}/versions/2/file`)))['word/document.xml']).toContain('Nowa')
  })

  it('lets go of files nobody saved a template with; those of templates stay', async () => {
    const bytes = await wordFile({ body: paragraph('Niczyj {{deal.title}}') })
    await upload('salesHead', bytes)
    const made = await template({ body: paragraph('Zostaje {{deal.title}}') })
    const digests = async (table: string) =>
      (
        await sql<{
          digest: string
        }>`select file ->> 'digest' as digest from ${sql.table(table)} where file is not null`.execute(w.db)
      ).rows
    const [before, kept] = [await digests('document_uploads'), await digests('document_template_versions')]
    await w.travel('3 days')
    await w.write('owner', tidyWordFiles)
    expect(await digests('document_uploads')).toEqual([])
    for (const { digest } of kept) expect(existsSync(pathOfFile(w.deps, digest))).toBe(true)
    const gone = before.filter(({ digest }) => !kept.some((one) => one.digest === digest))
    expect(gone.length).toBeGreaterThan(0)
    for (const { digest } of gone) expect(existsSync(pathOfFile(w.deps, digest))).toBe(false)
    expect((await fileOf(`/api/document-templates/${made.id}/versions/1/file`)).length).toBeGreaterThan(100)
  })
})

describe('a document of a Word file', () => {
  it('is filled, corrected by hand, made, and made again with what was written kept', async () => {
    const { document, templateId } = await prepared()
    expect(document).toMatchObject({ word: true, pdf: false, usesLists: ['lines'], made: 0 })
    expect(document.variables.map(({ key }: { key: string }) => key)).toEqual(
      expect.arrayContaining(['customer.name', 'deal.gross', 'document.remarks', 'our.name']),
    )
    const path = `/api/documents/${document.id}`
    await w.request('anna', 'PATCH', path, { fields: { 'document.remarks': 'Pilne\nbardzo' } }, seen(document.version))
    const made = await w.request('anna', 'POST', `${path}/make`)
    expect(made.status).toBe(200)
    expect(made.body.versions).toMatchObject([{ no: 1, format: 'docx', docx: true, pages: null, current: true }])
    const said = await wordsIn(await fileOf(`${path}/versions/1/file`))
    expect(said['word/header.xml']).toContain(made.body.fields['our.name'])
    for (const words of [
      `Oferta ${made.body.number} dla Żółta <Łódź> & Syn`,
      'Okno PVC',
      'Drzwi',
      'Uwagi: Pilne\nbardzo',
    ])
      expect(said['word/document.xml']).toContain(words)
    expect(said['word/document.xml']).not.toContain('{{')

    const { body: file } = await upload('salesHead', {
      body: paragraph('Druga: {{customer.name}}, {{document.remarks}}'),
    })
    await w.request('salesHead', 'PATCH', `/api/document-templates/${templateId}`, { file: file.id }, seen(1))
    const fresh = await w.request('anna', 'POST', `${path}/refresh`)
    expect(fresh.body).toMatchObject({ byHand: ['document.remarks'], usesLists: [] })
    await w.request('anna', 'POST', `${path}/make`)
    const second = (await wordsIn(await fileOf(`${path}/versions/2/file`)))['word/document.xml']
    expect(second).toContain('Druga: Żółta <Łódź> & Syn, Pilne\nbardzo')
    expect((await wordsIn(await fileOf(`${path}/versions/1/file`)))['word/document.xml']).toContain('Okno PVC')
  })

  it('has no preview before it is made', async () => {
    const { document } = await prepared()
    const { body } = await w.request('anna', 'POST', `/api/documents/${document.id}/preview`, {})
    expect(body.code).toBe('document.no_preview')
  })

  it('goes to the customer by a link and along with a letter, as what it is', async () => {
    const { document, deal } = await prepared()
    const path = `/api/documents/${document.id}`
    const { body: made } = await w.request('anna', 'POST', `${path}/make`)
    const { body } = await w.request('anna', 'POST', `${path}/links`, { days: 7 })
    const address = new URL(body.url).pathname
    expect((await w.app.inject({ method: 'GET', url: address })).body).toContain('Otwórz dokument (DOCX)')
    const opened = await w.app.inject({ method: 'GET', url: `${address}/file` })
    expect(opened.headers).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'content-disposition': expect.stringMatching(/^attachment; .*\.docx$/),
    })
    expect((await wordsIn(opened.rawPayload))['word/document.xml']).toContain(made.number)
    const { body: letters } = await w.request('anna', 'GET', `/api/letter-attachables/deal/${deal.id}`)
    expect(letters.items).toMatchObject([{ kind: 'document', name: `Oferta z Worda ${made.number}`, held: false }])
  })
})

const { office } = readConfig(process.env, '')

describe.skipIf(!office)('where LibreOffice is installed', () => {
  beforeAll(() => {
    w.deps.config.office = office
  })

  it('a document is a PDF beside its Word file, its Polish letters found by their words', async () => {
    const { document, deal } = await prepared()
    const path = `/api/documents/${document.id}`
    expect(document.pdf).toBe(true)
    const made = await w.request('anna', 'POST', `${path}/make`)
    expect(made.body.versions).toMatchObject([{ format: 'pdf', docx: true, pages: 1 }])
    const pdf = await fileOf(`${path}/versions/1/file`)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    // Of poppler-utils; where that is missing, the letters stay unread.
    const words = spawnSync('pdftotext', ['-', '-'], { input: pdf })
    if (!words.error) expect(words.stdout.toString()).toContain('dla Żółta <Łódź> & Syn')
    expect((await wordsIn(await fileOf(`${path}/versions/1/file?as=docx`)))['word/document.xml']).toContain('Drzwi')
    const { body: letters } = await w.request('anna', 'GET', `/api/letter-attachables/deal/${deal.id}`)
    expect(letters.items.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['document', 'document_word'])
  }, 90_000)

  it('leaves nothing of it behind, and goes on with the Word file alone where it fails', async () => {
    w.deps.config.office = '/bin/false'
    const { document } = await prepared()
    const made = await w.request('anna', 'POST', `/api/documents/${document.id}/make`)
    expect(made.body.versions).toMatchObject([{ format: 'docx', docx: true }])
  }, 60_000)
})
