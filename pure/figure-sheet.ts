import { literal, tied } from './documents/typst.ts'
import type { Locale } from './texts/format.ts'

/** A number, and the one it is compared with. */
export interface SheetValue {
  text: string
  was: string | null
}

export interface SheetTable {
  title: string | null
  heads: string[]
  /** `share`, of one: a bar below the name. The last row may be the total of the others. */
  rows: { name: string; share: number | null; cells: SheetValue[]; total: boolean }[]
}

export interface SheetChart {
  title: string
  /** `now` and `before` of one: the lengths of the bars. */
  bars: { name: string; now: number; before: number | null; value: SheetValue }[]
  /** Which days are shown full and which hatched. */
  legend: { now: string; before: string } | null
}

/** A report on paper; everything in the words of its reader. */
export interface FigureSheet {
  locale: Locale
  company: string
  title: string
  /** Below the title: the days, and what it is narrowed to. */
  lines: string[]
  tiles: { name: string; value: SheetValue }[]
  chart: SheetChart | null
  tables: SheetTable[]
  /** At the end: up to which moment is counted, whose figures these are. */
  notes: string[]
  page: string
  /** Where the compiler finds the logo. */
  logo: string | null
}

const TILES_A_LINE = 4
/** Tables of more columns lie on their side. */
const WIDE = 6

/**
 * The source of a printed report for Typst. Bars are told apart by being full or hatched and have their values beside them, so that
 * nothing is told by colour; the tables say the same. Every word is a string literal, none is read as code.
 */
export function figureSheet(sheet: FigureSheet): string {
  const text = (value: string) => `#${literal(sheet.locale === 'pl' ? tied(value) : value)}`
  const small = (content: string) => `#text(size: 7.5pt, fill: luma(90))[${content}]`
  const wide = sheet.tables.some(({ heads }) => heads.length > WIDE)

  const value = ({ text: now, was }: SheetValue): string =>
    was === null ? text(now) : `${text(now)} #linebreak() ${small(text(was))}`

  const tile = ({ name, value: { text: now, was } }: FigureSheet['tiles'][number]): string =>
    `rect(width: 100%, inset: 7pt, radius: 4pt, stroke: 0.6pt + luma(205))[${small(text(name))} #v(-4pt)
    #text(size: ${wide ? 11.5 : 14}pt, weight: "semibold")[${text(now)}]${was === null ? '' : ` #v(-4pt) ${small(text(was))}`}]`

  const percent = (share: number) => `${(Math.min(Math.max(share, 0), 1) * 100).toFixed(2)}%`
  const bar = (share: number, kind: 'full' | 'hatched', height: string): string =>
    share <= 0 ? '' : `#rect(width: ${percent(share)}, height: ${height}, radius: 1pt, ..${kind})`

  const chart = ({ title, bars, legend }: SheetChart): string => {
    const rows = bars.map(({ name, now, before, value: { text: said, was } }) => {
      const track = [bar(now, 'full', '7pt'), ...(before === null ? [] : [bar(before, 'hatched', '4pt')])]
      return `[${text(name)}], [#set block(spacing: 1.5pt); ${track.join(' ')}], [${text(said)}${was === null ? '' : ` #linebreak() ${small(text(was))}`}]`
    })
    const swatch = (kind: string) => `#box(rect(width: 12pt, height: 7pt, radius: 1pt, ..${kind}))`
    return [
      `#block(breakable: true)[#heading(level: 2)[${text(title)}]`,
      `#grid(columns: (3.6cm, 1fr, auto), column-gutter: 8pt, row-gutter: 5pt, align: (left + horizon, left + horizon, right + horizon),`,
      `${rows.join(',\n')})`,
      legend
        ? `#v(2pt)${small(`${swatch('full')} ${text(legend.now)} #h(8pt) ${swatch('hatched')} ${text(legend.before)}`)}`
        : '',
      ']',
    ].join('\n')
  }

  const table = ({ title, heads, rows }: SheetTable): string => {
    const columns = ['2.2fr', ...heads.slice(1).map(() => '1fr')]
    const lines = rows.map(({ name, share, cells, total }) => {
      const strong = (content: string) => (total ? `#strong[${content}]` : content)
      const under = share === null ? '' : ` #v(-3pt) ${bar(share, 'full', '3pt')}`
      return [`[${strong(text(name))}${under}]`, ...cells.map((cell) => `[${strong(value(cell))}]`)].join(', ')
    })
    return [
      title === null ? '#v(2mm)' : `#heading(level: 2)[${text(title)}]`,
      `#table(columns: (${columns.join(', ')}), align: (x, y) => if x == 0 { left + horizon } else { right + horizon },`,
      `table.header(${heads.map((head) => `[${text(head)}]`).join(', ')}),`,
      `${lines.join(',\n')})`,
    ].join('\n')
  }

  const logo = sheet.logo === null ? '' : `#image(${literal(sheet.logo)}, height: 12mm, alt: "logo")`
  const tiles = sheet.tiles.map(tile)
  return [
    `#set document(title: ${literal(sheet.title)}, author: (${literal(sheet.company)},))`,
    `#set page(paper: "a4", flipped: ${wide}, margin: (x: 1.8cm, top: 1.6cm, bottom: 1.9cm),`,
    '  footer: context [#set text(size: 7.5pt, fill: luma(90)); #grid(columns: (1fr, auto),',
    `    [${text(`${sheet.title}, ${sheet.lines[0] ?? ''}`)}], [${text(sheet.page)} #counter(page).display("1 / 1", both: true)])])`,
    `#set text(font: "Inter", lang: "${sheet.locale}", size: 8.5pt, hyphenate: true, number-width: "tabular")`,
    '#set par(leading: 0.5em, spacing: 0.8em)',
    '#let full = (fill: luma(70), stroke: none)',
    '#let hatched = (stroke: 0.5pt + luma(110), fill: tiling(size: (3pt, 3pt))[#place(line(start: (0%, 100%), end: (100%, 0%), stroke: 0.5pt + luma(110)))])',
    '#set table(stroke: (x, y) => (bottom: 0.5pt + luma(if y == 0 { 60 } else { 215 })), inset: (x: 4pt, y: 4.5pt))',
    '#show table.cell.where(y: 0): set text(size: 7.5pt, weight: "semibold")',
    '#show strong: set text(weight: "semibold")',
    '#show heading.where(level: 1): set text(size: 17pt, weight: "semibold")',
    '#show heading.where(level: 2): set text(size: 10.5pt, weight: "semibold")',
    '#show heading: set block(above: 12pt, below: 7pt)',
    `#grid(columns: (1fr, auto), align: (left + bottom, right + top), [${small(text(sheet.company))}`,
    `#heading(level: 1)[${text(sheet.title)}]`,
    `${sheet.lines.map((line, at) => (at === 0 ? `#text(size: 10pt)[${text(line)}]` : small(text(line)))).join(' #linebreak() ')}], [${logo}])`,
    '#v(3mm)',
    tiles.length > 0
      ? `#grid(columns: (${Array.from({ length: Math.min(wide ? 7 : TILES_A_LINE, tiles.length) }, () => '1fr').join(', ')},), gutter: 6pt, ${tiles.join(',\n')})`
      : '',
    sheet.chart ? chart(sheet.chart) : '',
    ...sheet.tables.map(table),
    '#v(3mm)',
    `#block(breakable: false)[${sheet.notes.map((note) => small(text(note))).join(' #linebreak() ')}]`,
    '',
  ].join('\n')
}
