import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import type { Cell } from '../../core/csv.ts'
import { workbookOf } from '../../core/xlsx.ts'
import { readWorkbook } from './workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'tok-workbook-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(path: string): Promise<{ sheets: string[]; leftOut: string[]; rows: Cell[][] }> {
  const book = await readWorkbook(path, statSync(path).size)
  const rows: Cell[][] = []
  for await (const some of book.rows) rows.push(...some)
  return { ...book, rows }
}

const fixture = (name: string) => read(join(import.meta.dirname, 'fixtures', name))
const codeOf = (path: string) =>
  read(path).then(
    () => 'read',
    (error: { code?: string }) => error.code,
  )

async function zipped(parts: Record<string, string | Buffer>): Promise<string> {
  const path = join(folder, `${Math.random()}.xlsx`)
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

const RELATIONS = (target: string) =>
  `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="${target}"/></Relationships>`
const BOOK = '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
const withSheet = (xml: string | Buffer) =>
  zipped({
    'xl/workbook.xml': BOOK,
    'xl/_rels/workbook.xml.rels': RELATIONS('worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': xml,
  })

test('a workbook of openpyxl: the first sheet that is not empty, with its days, hours, numbers and words as such', async () => {
  expect(await fixture('openpyxl.xlsx')).toEqual({
    sheets: ['Leady'],
    leftOut: [],
    rows: [
      ['Temat', 'Osoba', 'E-mail', 'Telefon', 'Wartość', 'Termin', 'Chwila', 'Godzina', 'Zgoda', 'Razem'],
      [
        'Okna & drzwi',
        'Józef Żak',
        'jozef@example.com',
        { decimal: '601224718' },
        { decimal: '1234.5' },
        { day: '2026-11-28' },
        { moment: '2026-11-28 14:05' },
        '08:30',
        'true',
      ],
      [
        'Próg',
        'Ewa Ćwik',
        null,
        '+48 601 224 719',
        { decimal: '10.1250' },
        { day: '1900-01-01' },
        { day: '2026-01-01' },
        null,
        'false',
      ],
    ],
  })
})

test('a workbook of ExcelJS: shared and rich texts, days from 1904 on, and what a formula gave', async () => {
  expect((await fixture('exceljs.xlsx')).rows).toEqual([
    ['Nazwa', 'Od', 'Uwagi'],
    ['Żaluzje sp. z o.o.', { day: '2026-11-28' }, 'ważny klient'],
    ['Żaluzje sp. z o.o.', { moment: '2026-01-02 06:30' }, 'A'],
  ])
})

test('what is written as a workbook is read as it was; words are no formulas, a full sheet goes on in the next', async () => {
  const rows: Cell[][] = [
    ['=1+1', { decimal: '-1234.50', digits: 2 }, { day: '2026-11-28' }, { moment: '2026-11-28 14:05' }],
    ['<a & "b">\u0001 _x0041_\r\n', null, { day: '1899-01-01' }, { yes: true, word: 'tak' }],
    ['', { decimal: '12345678901234567.5' }, null, null],
  ]
  async function* portions() {
    yield rows.slice(0, 2)
    yield rows.slice(2)
  }
  const path = join(folder, 'ours.xlsx')
  const table = { name: 'leady', headers: ['A', 'B', 'C', 'D'], rows: portions() }
  await pipeline(Readable.from(workbookOf(table, 3)), createWriteStream(path))
  expect(await read(path)).toEqual({
    sheets: ['leady', 'leady 2'],
    leftOut: [],
    rows: [
      ['A', 'B', 'C', 'D'],
      ['=1+1', { decimal: '-1234.5' }, { day: '2026-11-28' }, { moment: '2026-11-28 14:05' }],
      ['<a & "b">\u0001 _x0041_\r\n', null, '1899-01-01', 'true'],
      [null, '12345678901234567.5'],
    ],
  })
  const bytes = await readFile(path)
  expect(bytes.includes('xl/worksheets/sheet2.xml')).toBe(true)
  expect(bytes.includes('xl/worksheets/sheet3.xml')).toBe(false)
})

test('of several sheets those under the headers of the first are read, an empty one and a longer one too', async () => {
  const cells = (...texts: string[]) =>
    `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
  const sheet = (...rows: string[]) => `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`
  const names = ['Pusty', 'Styczeń', 'Słownik', 'Luty']
  const path = await zipped({
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${names.map((name, at) => `<sheet name="${name}" r:id="rId${at}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, at) => `<Relationship Id="rId${at}" Type="http://x/worksheet" Target="worksheets/sheet${at}.xml"/>`).join('')}</Relationships>`,
    'xl/worksheets/sheet0.xml': sheet(),
    'xl/worksheets/sheet1.xml': sheet(cells('Temat', 'Osoba'), cells('Okna', 'Ewa')),
    'xl/worksheets/sheet2.xml': sheet(cells('Kod', 'Znaczenie'), cells('1', 'x')),
    'xl/worksheets/sheet3.xml': sheet(cells('Temat', 'Osoba'), cells('Drzwi', 'Jan'), cells('Bramy', 'Ola')),
  })
  expect(await read(path)).toMatchObject({
    sheets: ['Styczeń', 'Luty'],
    leftOut: ['Słownik'],
    rows: [
      ['Temat', 'Osoba'],
      ['Okna', 'Ewa'],
      ['Drzwi', 'Jan'],
      ['Bramy', 'Ola'],
    ],
  })
})

test('a table whose rows fail is no whole workbook, and one nobody takes to its end lets go of its rows', async () => {
  async function* failing(): AsyncGenerator<Cell[][]> {
    yield [['a']]
    throw new Error('the database went away')
  }
  const all = async () => {
    for await (const _ of workbookOf({ name: 'x', headers: ['A'], rows: failing() }));
  }
  await expect(all()).rejects.toThrow('the database went away')
  let released = false
  async function* endless(): AsyncGenerator<Cell[][]> {
    try {
      for (;;) yield Array.from({ length: 1000 }, () => [String(Math.random())])
    } finally {
      released = true
    }
  }
  for await (const _ of workbookOf({ name: 'x', headers: ['A'], rows: endless() })) break
  expect(released).toBe(true)
})

test('what is no workbook, and what was made to burst, is refused', async () => {
  const broken = join(folder, 'broken.xlsx')
  writeFileSync(broken, Buffer.from('PK\u0003\u0004 and nothing more'))
  expect(await codeOf(broken)).toBe('import.not_workbook')
  expect(await codeOf(await zipped({ 'content.xml': '<a/>' }))).toBe('import.not_workbook')
  expect(await codeOf(await withSheet('<worksheet><sheetData><row>'))).toBe('import.not_workbook')
  expect(await codeOf(await withSheet('<worksheet><sheetData/></worksheet>'))).toBe('import.empty')
  expect(await codeOf(await withSheet(Buffer.alloc(30 * 1024 * 1024, 32)))).toBe('import.workbook_too_big')
  const entity =
    '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'
  expect(await codeOf(await withSheet(entity))).toBe('import.not_workbook')
  const wide = '<worksheet><sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'
  expect(await codeOf(await withSheet(wide))).toBe('import.too_many_columns')
})
