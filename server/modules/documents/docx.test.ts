import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { nearest } from '../../../pure/documents/docx.ts'
import type { DocumentValues } from '../../../pure/documents/typst.ts'
import {
  paragraph,
  partsOf,
  relation,
  relations,
  table,
  type Word,
  wordFile,
  wordsIn,
  zipped,
} from '../../../test/support/docx.ts'
import { makeWordWriter, wordWriter } from './docx.ts'

const folder = mkdtempSync(join(tmpdir(), 'tok-docx-'))
afterAll(() => {
  wordWriter.stop()
  rmSync(folder, { recursive: true, force: true })
})

let number = 0
function kept(bytes: Buffer): string {
  number += 1
  const path = join(folder, `${number}.docx`)
  writeFileSync(path, bytes)
  return path
}

const none: DocumentValues = { fields: {}, lists: {} }
const row = (no: number) => ({ no: String(no), name: `Okno ${no}`, quantity: '2' })

async function filled(word: Word, values: DocumentValues): Promise<string> {
  const words = await wordsIn(await wordWriter.fill(kept(await wordFile(word)), values))
  return words['word/document.xml']!
}

/** The code a file is refused with, and what it says. */
async function refusal(bytes: Buffer): Promise<{ code: string; params?: Record<string, unknown> }> {
  const error = await wordWriter.read(kept(bytes)).then(
    () => null,
    (problem) => problem,
  )
  const field = error?.fields?.[0]
  return field?.path === 'file' ? field : { code: `none: ${error}` }
}
const refused = async (word: Word) => refusal(await wordFile(word))
const body = paragraph('Umowa')

describe('a Word file', () => {
  test('tells its variables, also those Word has cut into pieces, and those of its header and footer', async () => {
    const cut =
      '<w:p><w:r><w:t>{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>{custo</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>mer.nip }</w:t></w:r><w:r><w:t>} i</w:t></w:r></w:p>'
    const path = kept(
      await wordFile({
        body: `${cut}${paragraph('{{#deal.title}}{{ deal.title }}{{/}}{{#!contact.name}}brak{{/}}{{#deal.currency != EUR}}zł{{/}}')}${table(['{{#lines}}{{line.no}}', '{{line.name}} {{nobody}}{{/lines}}'])}${paragraph('{{line.name}}')}`,
        header: paragraph('{{our.name}}'),
        footer: paragraph('{{document.number}}'),
      }),
    )
    expect(await wordWriter.read(path)).toEqual({
      variables: [
        'customer.nip',
        'deal.title',
        'contact.name',
        'deal.currency',
        'nobody',
        'line.name',
        'our.name',
        'document.number',
      ],
      lists: ['lines'],
    })
  })

  test('is filled: rows for each line, conditions, words with signs and several lines, as they are', async () => {
    const word = {
      body: `${paragraph('Dla: {{customer.name}}, {{customer.address}}.', '<w:b/>')}${table(['Lp.', 'Nazwa'], ['{{#lines}}{{line.no}}', '{{line.name}}{{/lines}}'], ['Razem', '{{deal.gross}}'])}${paragraph('{{#deal.title}}Jest tytuł{{/}}{{#!deal.title}}Bez tytułu{{/}}{{#deal.currency = PLN}}, złote{{/}}{{#deal.currency != PLN}}, obca{{/}}')}${paragraph('{{#lines}}{{#line.quantity = 2}}{{line.no}}{{/}}{{#!line.unit}};{{/}}{{/}}')}`,
    }
    const said = await filled(word, {
      fields: {
        'customer.name': 'Żółta <Łódź> & "S" {{our.name}}\u0000',
        'customer.address': 'Gęsia 7\nŁódź',
        'deal.gross': '10 zł',
        'deal.title': ' ',
        'deal.currency': 'PLN',
      },
      lists: { lines: [row(1), row(2), row(3)] },
    })
    expect(said.trim().split('\n')).toEqual([
      'Dla: Żółta <Łódź> & "S" {{our.name}}, Gęsia 7',
      'Łódź.',
      'Lp.',
      'Nazwa',
      '1',
      'Okno 1',
      '2',
      'Okno 2',
      '3',
      'Okno 3',
      'Razem',
      '10 zł',
      'Bez tytułu, złote',
      '1;2;3;',
    ])
  })

  test('stays one that Word opens when a table loses all its rows', async () => {
    const word = { body: table(['{{#rates}}{{rate.vat}}', '{{rate.net}}{{/rates}}']) }
    const parts = await wordWriter.fill(kept(await wordFile(word)), none)
    const xml = JSON.stringify(await wordsIn(parts))
    expect(xml).not.toContain('rate')
    const { default: JSZip } = await import('jszip' as string)
    const document = await (await JSZip.loadAsync(parts)).file('word/document.xml').async('text')
    expect(document).not.toContain('<w:tbl')
    expect(document).toMatch(/<w:body>.*<w:p[ />].*<w:sectPr/s)
  })

  test('of hundreds of rows is filled in bounded time; of more than two thousand it is refused', async () => {
    const word = { body: table(['{{#lines}}{{line.no}}', '{{line.name}}', '{{line.quantity}}{{/lines}}']) }
    const started = performance.now()
    const said = await filled(word, {
      fields: {},
      lists: { lines: Array.from({ length: 500 }, (_, at) => row(at + 1)) },
    })
    expect(said).toContain('Okno 500')
    expect(performance.now() - started).toBeLessThan(8000)
    const many = { fields: {}, lists: { lines: Array.from({ length: 2001 }, (_, at) => row(at)) } }
    await expect(filled(word, many)).rejects.toMatchObject({ code: 'document.too_long' })
  }, 20_000)
})

describe('of a stranger’s file is refused', () => {
  test.each<[what: string, word: Word, code: string]>([
    ['a list that is never closed', { body: paragraph('{{#lines}}{{line.name}}') }, 'unclosed'],
    ['an end without a beginning', { body: paragraph('{{line.name}}{{/lines}}') }, 'unclosed'],
    ['braces that are never closed', { body: paragraph('Dla {{customer.name i reszta') }, 'unclosed'],
    [
      'a list begun in the text and ended in the footer',
      { body: paragraph('{{#lines}}'), footer: paragraph('{{/}}') },
      'unclosed',
    ],
    ['a list within a list', { body: paragraph('{{#lines}}{{#rates}}x{{/}}{{/}}') }, 'nested_lists'],
    [
      'a list from one table to another',
      { body: `${table(['{{#lines}}a'])}${paragraph('')}${table(['b{{/lines}}'])}` },
      'misplaced',
    ],
    [
      'a variable in a footnote, which nobody fills',
      { body, parts: { 'word/footnotes.xml': `<w:footnotes xmlns:w="w">${paragraph('{{our.name}}')}</w:footnotes>` } },
      'misplaced',
    ],
    ['macros', { body, parts: { 'word/vbaProject.bin': 'x' } }, 'macros'],
    [
      'macros under another name',
      { body, types: '<Override PartName="/word/x.xml" ContentType="application/vnd.ms-office.vbaProject"/>' },
      'macros',
    ],
    [
      'a file made for macros',
      {
        body,
        types: '<Override PartName="/w.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>',
      },
      'macros',
    ],
    ['an embedded object', { body, parts: { 'word/embeddings/oleObject1.bin': 'x' } }, 'embedded'],
    [
      'an embedded object by its relation',
      { body, relations: [relation('o', 'oleObject', 'media/a.png')] },
      'embedded',
    ],
    ['a page of another format', { body, relations: [relation('a', 'aFChunk', 'a.xml')] }, 'embedded'],
    ['an ActiveX control', { body: '<w:p><w:r><w:control w:name="x"/></w:r></w:p>' }, 'embedded'],
    [
      'a template elsewhere',
      {
        body,
        parts: {
          'word/_rels/settings.xml.rels': relations(
            relation('t', 'attachedTemplate', 'http://evil.example/t.dotm', 'TargetMode="External"'),
          ),
        },
      },
      'external',
    ],
    [
      'a picture elsewhere',
      { body, relations: [relation('p', 'image', 'https://evil.example/p.png', 'TargetMode="External"')] },
      'external',
    ],
    [
      'a link to a file',
      { body, relations: [relation('h', 'hyperlink', 'file:///etc/passwd', 'TargetMode="External"')] },
      'external',
    ],
    [
      'a link to a share of the network',
      { body, relations: [relation('h', 'hyperlink', '\\\\server\\share', 'TargetMode="External"')] },
      'external',
    ],
    [
      'a picture of the old format elsewhere',
      { body: '<w:p><w:r><w:pict><v:imagedata xmlns:v="v" src="http://evil.example/a.png"/></w:pict></w:r></w:p>' },
      'external',
    ],
    [
      'a picture that fetches another',
      {
        body,
        parts: { 'word/media/a.svg': '<svg xmlns="s" xmlns:x="x"><image x:href="http://evil.example/a.png"/></svg>' },
      },
      'external',
    ],
    [
      'a text under the name of a picture',
      { body, relations: [relation('h', 'header', 'media/a.png')], parts: { 'word/media/a.png': '<w:hdr/>' } },
      'not_docx',
    ],
    [
      'a text that calls itself a picture',
      { body, types: '<Default Extension="png" ContentType="application/xml"/>' },
      'not_docx',
    ],
    [
      'a field in a part of another name',
      { body, parts: { 'word/other.txt': '<w:ftr xmlns:w="w"><w:fldSimple w:instr="DDE a b"/></w:ftr>' } },
      'field_code',
    ],
    [
      'relations under another name',
      {
        body,
        parts: {
          'word/_rels/other.xml.RELS': relations(
            relation('t', 'attachedTemplate', 'file:///c:/t.dotm', 'TargetMode="external"'),
          ),
        },
      },
      'external',
    ],
    [
      'a simple field that asks another program',
      { body: '<w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\a.exe "/></w:p>' },
      'field_code',
    ],
    [
      'a field in pieces that includes a file',
      {
        body: '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "/etc/passwd"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
      },
      'field_code',
    ],
    [
      'a picture by a field',
      { body: '<w:p><w:r><w:instrText>INCLUDEPICTURE "http://evil.example/a.png"</w:instrText></w:r></w:p>' },
      'field_code',
    ],
    ['a formula', { body: '<w:p><w:fldSimple w:instr="= 1 + 1"/></w:p>' }, 'field_code'],
    [
      'a link to a file by a field',
      { body: '<w:p><w:fldSimple w:instr=\'HYPERLINK "file:///etc/passwd"\'/></w:p>' },
      'external',
    ],
  ])('%s', async (_, word, code) => {
    expect((await refused(word)).code).toBe(`document_template.${code}`)
  })

  test('a DOCTYPE, with entities that grow without end or name a file', async () => {
    const bomb = `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="w">&b;</w:document>`
    expect((await refused({ body, parts: { 'word/document.xml': bomb } })).code).toBe('document_template.doctype')
    const file = `<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w">&a;</w:document>`
    expect((await refused({ body, parts: { 'word/footer9.xml': file } })).code).toBe('document_template.doctype')
  })

  test('what was made to burst: by its ratio, its size, its parts, its depth, its elements', async () => {
    const started = performance.now()
    const bursting = 'document_template.bursting'
    expect((await refused({ body, parts: { 'word/media/a.png': Buffer.alloc(30_000_000) } })).code).toBe(bursting)
    expect((await refused({ body, parts: { 'word/a.xml': Buffer.alloc(17_000_000, '<a/>') } })).code).toBe(bursting)
    const parts = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`word/media/${at}.png`, 'x']))
    expect((await refused({ body, parts })).code).toBe(bursting)
    const deep = `${'<w:a>'.repeat(200)}${'</w:a>'.repeat(200)}`
    expect((await refused({ body: deep })).code).toBe(bursting)
    const wide = Array.from({ length: 400_001 }, (_, at) => `<a n="${(at * 7919) % 99991}"/>`).join('')
    expect((await refused({ body, parts: { 'word/b.xml': `<a>${wide}</a>` } })).code).toBe(bursting)
    expect(performance.now() - started).toBeLessThan(15_000)
  }, 30_000)

  test('a part that is longer than the archive says', async () => {
    const bytes = await wordFile({ body: paragraph('a'.repeat(5000)) })
    // The size of word/document.xml in the directory of the archive (APPNOTE 4.3.12), made small.
    const at = bytes.lastIndexOf('word/document.xml') - 46
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50)
    bytes.writeUInt32LE(10, at + 24)
    expect((await refusal(bytes)).code).toBe('document_template.not_docx')
  })

  test('what is no Word file', async () => {
    const code = 'document_template.not_docx'
    expect((await refusal(Buffer.from('%PDF-1.7'))).code).toBe(code)
    expect((await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).code).toBe(code)
    expect((await refusal(await zipped({ 'a.txt': 'a' }))).code).toBe(code)
    expect((await refused({ body: '<w:p>' })).code).toBe(code)
    const { '[Content_Types].xml': types, ...rest } = partsOf({ body })
    const template = types.replace('document.main+xml', 'template.main+xml')
    expect((await refusal(await zipped({ ...rest, '[Content_Types].xml': template }))).code).toBe(code)
    expect((await refusal(await zipped(rest))).code).toBe(code)
  })

  test('what takes too long or too much; the next file is read all the same', async () => {
    const hasty = makeWordWriter({ seconds: 0.02, megabytes: 700, waiting: 5 })
    const heavy = await wordFile({ body: paragraph('{{a.b}} '.repeat(1900)).repeat(1) })
    await expect(hasty.read(kept(heavy))).rejects.toMatchObject({ code: 'document.too_heavy' })
    hasty.stop()
    const small = makeWordWriter({ seconds: 20, megabytes: 30, waiting: 5 })
    await expect(small.read(kept(heavy))).rejects.toThrow()
    small.stop()
    expect(await wordWriter.read(kept(await wordFile({ body })))).toEqual({ variables: [], lists: [] })
  }, 30_000)
})

test('links to the web, page numbers and pictures within are no harm', async () => {
  const path = kept(
    await wordFile({
      body: `${paragraph('{{our.name}}')}<w:p><w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://okna.example" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>strona</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr=' HYPERLINK \\l "_Toc1" '/></w:p>`,
      relations: [
        relation('h', 'hyperlink', 'https://okna.example', 'TargetMode="External"'),
        relation('m', 'hyperlink', 'mailto:biuro@okna.example', 'TargetMode="External"'),
        relation('p', 'image', 'media/a.png'),
      ],
      parts: {
        'word/media/a.png': 'x',
        'word/media/b.svg': '<svg xmlns="s"><use href="#a"/><a href="https://okna.example"/></svg>',
        'customXml/item1.xml': '<?mso-contentType?><a><![CDATA[b]]></a>',
      },
    }),
  )
  expect(await wordWriter.read(path)).toEqual({ variables: ['our.name'], lists: [] })
})

test('the variable that was meant is found by its name or by its label', () => {
  const known = [
    { key: 'customer.name', label: { pl: 'Nazwa klienta', en: 'Name of the customer' } },
    { key: 'deal.title', label: { pl: 'Tytuł', en: 'Title' } },
    { key: 'our.bank_account', label: { pl: 'Nasz rachunek', en: 'Our bank account' } },
  ]
  expect(nearest('custmer.nmae', known)).toBe('customer.name')
  expect(nearest('Nazwa klienta', known)).toBe('customer.name')
  expect(nearest('tytul', known)).toBe('deal.title')
  expect(nearest('bank_account', known)).toBe('our.bank_account')
  expect(nearest('zupełnie coś innego', known)).toBeNull()
})
