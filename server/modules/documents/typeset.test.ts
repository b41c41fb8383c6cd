import { afterAll, describe, expect, test } from 'vitest'
import { type Block, type TemplateBody, templateBody, unknownVariables } from '../../../pure/documents/template.ts'
import { type DocumentValues, type Page, spans, TooLong, typstOf } from '../../../pure/documents/typst.ts'
import { textOfPdf } from '../../../test/support/pdf-text.ts'
import { makeTypesetter } from './typeset.ts'

const at = new Date('2026-11-29T10:00:00Z')
const setters = [makeTypesetter()]
const [setter] = setters
afterAll(() => {
  for (const each of setters) each.stop()
})

const page: Page = { locale: 'pl', title: 'Umowa nr 1/2026', author: 'Okna Kowalski', pictures: {} }
const body = (...blocks: unknown[]): TemplateBody => templateBody.parse({ blocks }) as TemplateBody
const none: DocumentValues = { fields: {}, lists: {} }

async function wordsOf(template: TemplateBody, values = none): Promise<string> {
  const { pdf } = await setter!.pdf({ source: typstOf(template, values, page) }, at)
  return textOfPdf(pdf).replaceAll('\u00a0', ' ')
}

describe('a document', () => {
  test('is a tagged PDF/A in the words of its template, Polish letters and all', async () => {
    const { pdf, pages } = await setter!.pdf(
      {
        source: typstOf(
          body({ type: 'heading', text: 'Zażółć gęślą jaźń, {{who}}' }),
          { fields: { who: 'Łucja Źrebięć' }, lists: {} },
          page,
        ),
      },
      at,
    )
    expect(pages).toBe(1)
    const plain = pdf.toString('latin1')
    expect(plain).toContain('/MarkInfo')
    expect(plain).toMatch(/pdfaid:part>2</)
    expect(plain).toMatch(/pdfaid:conformance>A</)
    expect(textOfPdf(pdf)).toContain('Zażółć gęślą jaźń, Łucja Źrebięć')
  })

  test('takes nothing anybody wrote for code', async () => {
    const evil = '#read("/etc/passwd") \\"] #panic("x") $ @a <b> `c` = d // e /* f */ \\u{41}'
    const said = await wordsOf(
      body({ type: 'text', text: evil }, { type: 'text', text: '{{x}}' }, { type: 'list', items: [evil] }),
      {
        fields: { x: '"] #panic(1) {{y}} **thin**', y: 'never' },
        lists: {},
      },
    )
    expect(said.split('\n').join(' ')).toContain(
      '#read("/etc/passwd") \\"] #panic("x") $ @a <b> `c` = d // e /* f */ \\u{41}',
    )
    expect(said).toContain('"] #panic(1) {{y}} **thin**')
    expect(said).not.toContain('never')
  })

  test('leaves out what a condition says, and goes through lists', async () => {
    const template = body(
      { type: 'when', field: 'nip', is: 'filled', blocks: [{ type: 'text', text: 'NIP {{nip}}' }] },
      { type: 'when', field: 'nip', is: 'empty', blocks: [{ type: 'text', text: 'Bez numeru' }] },
      { type: 'when', field: 'city', is: 'equals', value: 'łódź', blocks: [{ type: 'text', text: 'Miejscowo' }] },
      {
        type: 'table',
        over: 'lines',
        columns: [
          { head: 'Nazwa', cell: '{{line.name}}' },
          { head: 'Ilość', cell: '{{line.quantity}} {{line.unit}}', align: 'right', width: 0 },
        ],
        rows: [['Razem', '{{total}}']],
      },
      { type: 'each', over: 'rates', blocks: [{ type: 'text', text: 'Stawka {{rate.vat}}: {{rate.net}}' }] },
    )
    const said = await wordsOf(template, {
      fields: { nip: '', city: 'Łódź', total: '3' },
      lists: {
        lines: [
          { name: 'Okno', quantity: '2', unit: 'szt.' },
          { name: 'Parapet', quantity: '1', unit: 'szt.' },
        ],
        rates: [{ vat: '23%', net: '100,00 zł' }],
      },
    })
    for (const words of ['Bez numeru', 'Miejscowo', 'Okno', '2 szt.', 'Parapet', 'Razem', 'Stawka 23%: 100,00 zł'])
      expect(said).toContain(words)
    expect(said).not.toContain('NIP')
  })

  test('draws every kind of block, with header, footer and numbers of pages', async () => {
    const all: unknown[] = [
      { type: 'heading', level: 1, text: 'Tytuł', align: 'center' },
      {
        type: 'columns',
        columns: [[{ type: 'text', text: 'Lewa' }], [{ type: 'text', text: 'Prawa', align: 'right' }]],
      },
      { type: 'list', ordered: true, items: ['pierwszy', 'drugi'] },
      { type: 'line' },
      { type: 'space', height: 5 },
      { type: 'signatures', names: ['Zamawiający', 'Wykonawca'] },
      { type: 'logo' },
      { type: 'page_break' },
      { type: 'text', text: 'Druga strona **gruba** i *pochyła*', align: 'justify', small: true },
    ]
    const template = templateBody.parse({ header: 'Nagłówek {{no}}', footer: 'Stopka', blocks: all }) as TemplateBody
    const { pdf, pages } = await setter!.pdf(
      { source: typstOf(template, { fields: { no: '7' }, lists: {} }, page) },
      at,
    )
    expect(pages).toBe(2)
    const said = textOfPdf(pdf).replaceAll('\u00a0', ' ')
    for (const words of [
      'Tytuł',
      'Lewa',
      'Prawa',
      'pierwszy',
      'Zamawiający',
      'gruba',
      'pochyła',
      'Nagłówek 7',
      'Stopka',
    ])
      expect(said).toContain(words)
    expect(said).toMatch(/2 \/ 2/)
  })

  test('shows a picture given to it, and nothing of this machine', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const source = typstOf(body({ type: 'logo' }), none, { ...page, pictures: { logo: '/logo.png' } })
    const { pdf } = await setter!.pdf({ source, images: [{ path: '/logo.png', bytes: png }] }, at)
    expect(pdf.toString('latin1')).toContain('/Subtype /Image')
    await expect(setter!.pdf({ source }, at)).rejects.toThrow(/file not found/)
    await expect(setter!.pdf({ source: '#read("/etc/passwd")' }, at)).rejects.toThrow(/not found|denied/)
  })
})

describe('what takes too much', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `Okno ${i}` }))

  test('is refused before it is drawn when a list makes it longer than anybody reads', () => {
    const many: Block[] = body({
      type: 'each',
      over: 'lines',
      blocks: [{ type: 'each', over: 'lines', blocks: [{ type: 'text', text: '{{line.name}}' }] }],
    }).blocks
    const template = { ...body(), blocks: many }
    expect(() => typstOf(template, { fields: {}, lists: { lines: rows(200) } }, page)).toThrow(TooLong)
  })

  test('is killed by the clock, and the next document is made all the same', async () => {
    const hasty = makeTypesetter({ seconds: 1, megabytes: 512, waiting: 5 })
    setters.push(hasty)
    const endless =
      '#let f(n) = { let i = 0; while i < n { i += 1; let j = 0; while j < 5000 { j += 1 } }; i }\n#f(9000)\n#f(9001)\n#f(9002)\n#f(9003)'
    const [first, second] = await Promise.allSettled([
      hasty.pdf({ source: endless }, at),
      hasty.pdf({ source: typstOf(body({ type: 'text', text: 'Dalej' }), none, page) }, at),
    ])
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'document.too_heavy' } })
    expect(second.status).toBe('fulfilled')
  })

  test('is killed by its size, and the next document is made all the same', async () => {
    const small = makeTypesetter({ seconds: 20, megabytes: 200, waiting: 5 })
    setters.push(small)
    const large = '#let t = "x" * 1000000\n#for i in range(2000) { let a = t + str(i); [#metadata(a)] }'
    const [first, second] = await Promise.allSettled([
      small.pdf({ source: large }, at),
      small.pdf({ source: typstOf(body({ type: 'text', text: 'Dalej' }), none, page) }, at),
    ])
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'document.too_heavy' } })
    expect(second.status).toBe('fulfilled')
  })

  test('is refused nothing for what earlier documents left in memory', { timeout: 60_000 }, async () => {
    const small = makeTypesetter({ seconds: 20, megabytes: 200, waiting: 50 })
    setters.push(small)
    const long = (no: number) =>
      typstOf(
        body(
          ...Array.from({ length: 150 }, (_, at) => ({
            type: 'text',
            text: `${no}.${at} ${'Strony ustalają termin odbioru. '.repeat(28)}`,
          })),
        ),
        none,
        page,
      )
    const made = await Promise.allSettled(Array.from({ length: 15 }, (_, no) => small.pdf({ source: long(no) }, at)))
    expect(made.filter(({ status }) => status === 'rejected')).toEqual([])
  })

  test('waits in a line that has an end', async () => {
    const short = makeTypesetter({ seconds: 10, megabytes: 512, waiting: 1 })
    setters.push(short)
    const sheet = { source: typstOf(body({ type: 'text', text: 'a' }), none, page) }
    const asked = await Promise.allSettled([1, 2, 3, 4].map(() => short.svg(sheet, at)))
    const refused = asked.filter((one) => one.status === 'rejected').map((one) => one.reason.code)
    expect(refused).toEqual(['document.busy', 'document.busy'])
  })

  test('is no template at all when it nests without end', () => {
    let nested: object = { type: 'text', text: 'x' }
    for (let i = 0; i < 6; i += 1) nested = { type: 'when', field: 'a', blocks: [nested] }
    expect(templateBody.safeParse({ blocks: [nested] }).success).toBe(false)
  })
})

test('a variable of a list is known only where its rows are gone through', () => {
  const template = body(
    { type: 'text', text: '{{deal.title}} {{line.name}} {{nobody}}' },
    { type: 'each', over: 'lines', blocks: [{ type: 'text', text: '{{line.name}} {{rate.vat}}' }] },
    { type: 'when', field: 'nothing', blocks: [] },
  )
  expect(unknownVariables(template, new Set(['deal.title']))).toEqual(['line.name', 'nobody', 'rate.vat', 'nothing'])
})

test('signs without a partner are signs', () => {
  expect(spans('2 * 3 * 4, Cena*, **b *c* d**')).toEqual([
    { words: '2 * 3 * 4, Cena*, ', bold: false, italic: false },
    { words: 'b ', bold: true, italic: false },
    { words: 'c', bold: true, italic: true },
    { words: ' d', bold: true, italic: false },
  ])
})
