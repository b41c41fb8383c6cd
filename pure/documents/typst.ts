import type { Locale } from '../texts/format.ts'
import {
  type Align,
  type Block,
  LIST_FIELDS,
  type ListName,
  type Picture,
  type TemplateBody,
  VARIABLE,
} from './template.ts'

/** What stands for the variables of a template, in the words of its language. */
export interface DocumentValues {
  fields: Record<string, string>
  lists: Partial<Record<ListName, Record<string, string>[]>>
}

export interface Page {
  locale: Locale
  title: string
  author: string
  /** Where the compiler finds the pictures of the letterhead there are. */
  pictures: Partial<Record<Picture, string>>
}

/** More than so many blocks a document is not made of, however long its lists. */
export const MOST_DRAWN = 5000

/** A document would have become longer than anybody reads. */
export class TooLong extends Error {}

/**
 * The source of a document for Typst. Nothing anybody wrote is ever read as code: every word goes in as a string literal,
 * in which only the backslash and the quotation mark mean anything.
 */
export function typstOf(body: TemplateBody, values: DocumentValues, page: Page): string {
  const drawing = new Drawing(values, page)
  const numbers = page.locale === 'pl' ? 'Strona' : 'Page'
  const margin = body.header.trim() === '' ? '2cm' : '2.6cm'
  return [
    `#set document(title: ${literal(page.title)}, author: (${literal(page.author)},))`,
    `#set page(paper: "a4", margin: (x: 2cm, top: ${margin}, bottom: 2.2cm), header: ${running(drawing.inline(body.header, []))},`,
    `  footer: context [#set text(size: 8pt, fill: luma(90)); #grid(columns: (1fr, auto), column-gutter: 8pt, [${drawing.inline(body.footer, [])}],`,
    `    [${body.pageNumbers ? `#${literal(`${numbers} `)}#counter(page).display("1 / 1", both: true)` : ''}])])`,
    `#set text(font: "Inter", lang: "${page.locale}", size: 10pt, hyphenate: true, number-width: "tabular")`,
    '#set par(leading: 0.62em, spacing: 0.9em)',
    '#set table(stroke: 0.5pt + luma(180), inset: (x: 5pt, y: 4.5pt))',
    '#show heading: set block(above: 1.2em, below: 0.7em)',
    '#show heading.where(level: 1): set text(size: 16pt, weight: "semibold")',
    '#show heading.where(level: 2): set text(size: 12pt, weight: "semibold")',
    '#show heading.where(level: 3): set text(size: 10pt, weight: "semibold")',
    '#show strong: set text(weight: "semibold")',
    '#show table.cell.where(y: 0): set text(weight: "semibold")',
    drawing.blocks(body.blocks, []),
    '',
  ].join('\n')
}

const running = (content: string): string =>
  content === '' ? 'none' : `[#set text(size: 8pt, fill: luma(90)); ${content}]`

/** A string of Typst: https://typst.app/docs/reference/foundations/str/ */
export const literal = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** Rows of lists that are being gone through, the innermost last. */
type Rows = readonly { list: ListName; row: Record<string, string> }[]

class Drawing {
  private drawn = 0
  private readonly values: DocumentValues
  private readonly page: Page

  constructor(values: DocumentValues, page: Page) {
    this.values = values
    this.page = page
  }

  blocks(blocks: readonly Block[], rows: Rows): string {
    return blocks.map((block) => this.block(block, rows)).join('\n')
  }

  private count(): void {
    this.drawn += 1
    if (this.drawn > MOST_DRAWN) throw new TooLong()
  }

  private block(block: Block, rows: Rows): string {
    this.count()
    switch (block.type) {
      case 'heading':
        return aligned(block.align, `#heading(level: ${block.level})[${this.inline(block.text, rows)}]`)
      case 'text':
        return this.paragraphs(block, rows)
      case 'list':
        return `#${block.ordered ? 'enum' : 'list'}(${block.items.map((item) => `[${this.inline(item, rows)}]`).join(', ')})`
      case 'columns':
        return `#grid(columns: (${block.columns.map(() => '1fr').join(', ')}), column-gutter: 16pt, ${block.columns
          .map((column) => `[${this.blocks(column, rows)}]`)
          .join(', ')})`
      case 'table':
        return this.table(block, rows)
      case 'when':
        return this.holds(block, rows) ? this.blocks(block.blocks, rows) : ''
      case 'each':
        return this.rowsOf(block.over)
          .map((row) => this.blocks(block.blocks, [...rows, { list: block.over, row }]))
          .join('\n')
      case 'signatures':
        return `#block(breakable: false, above: 3.2em)[#grid(columns: (${block.names.map(() => '1fr').join(', ')}), column-gutter: 24pt, ${block.names
          .map(
            (name) =>
              `[#line(length: 100%, stroke: 0.5pt) #v(-0.5em) #align(center, text(size: 8pt)[${this.inline(name, rows)}])]`,
          )
          .join(', ')})]`
      case 'logo':
      case 'stamp': {
        const path = this.page.pictures[block.type]
        return path
          ? aligned(block.align, `#image(${literal(path)}, width: ${block.width}mm, alt: "${block.type}")`)
          : ''
      }
      case 'line':
        return '#line(length: 100%, stroke: 0.5pt + luma(180))'
      case 'space':
        return `#v(${block.height}mm)`
      case 'page_break':
        return '#pagebreak(weak: true)'
    }
  }

  /** An empty line begins a paragraph, a single one a line. */
  private paragraphs({ text, align, small }: Extract<Block, { type: 'text' }>, rows: Rows): string {
    const paragraphs = text.split(/\n[ \t]*\n+/).filter((part) => part.trim() !== '')
    const drawn = paragraphs.map((part) => {
      this.count()
      return `#par(justify: ${align === 'justify'})[${this.inline(part.trim(), rows)}]`
    })
    if (drawn.length === 0) return ''
    return aligned(align, small ? `#text(size: 8pt)[${drawn.join('\n')}]` : drawn.join('\n'))
  }

  private table({ over, columns, rows: written }: Extract<Block, { type: 'table' }>, rows: Rows): string {
    const cells = (row: readonly string[], at: Rows) => {
      this.count()
      return columns.map((_, index) => `[${this.inline(row[index] ?? '', at)}]`).join(', ')
    }
    const looped = over
      ? this.rowsOf(over).map((row) =>
          cells(
            columns.map(({ cell }) => cell),
            [...rows, { list: over, row }],
          ),
        )
      : []
    const heads = columns.map(({ head }) => head)
    const head = heads.some((said) => said.trim() !== '') ? `table.header(${cells(heads, rows)})` : ''
    const drawn = [head, ...looped, ...written.map((row) => cells(row, rows))].filter(Boolean)
    if (drawn.length === 0) return ''
    const widths = columns.map(({ width }) => (width === 0 ? 'auto' : `${width}fr`)).join(', ')
    const aligns = columns.map(({ align }) => (align === 'justify' ? 'left' : align)).join(', ')
    return `#table(columns: (${widths},), align: (${aligns},), ${drawn.join(',\n  ')})`
  }

  private rowsOf(list: ListName): Record<string, string>[] {
    return this.values.lists[list] ?? []
  }

  private holds({ field, is, value }: Extract<Block, { type: 'when' }>, rows: Rows): boolean {
    const said = this.value(field, rows).trim()
    if (is === 'filled') return said !== ''
    if (is === 'empty') return said === ''
    return (said.toLocaleLowerCase() === value.toLocaleLowerCase()) === (is === 'equals')
  }

  private value(name: string, rows: Rows): string {
    for (const { list, row } of [...rows].reverse()) {
      const { as } = LIST_FIELDS[list]
      if (name.startsWith(`${as}.`)) return row[name.slice(as.length + 1)] ?? ''
    }
    return this.values.fields[name] ?? ''
  }

  /** Words with **bold**, *italic* and variables; what stands for a variable has no signs of its own. */
  inline(text: string, rows: Rows): string {
    return spans(text)
      .map(({ words, bold, italic }) => {
        const content = this.words(words, rows)
        if (content === '') return ''
        const leaning = italic ? `#emph[${content}]` : content
        return bold ? `#strong[${leaning}]` : leaning
      })
      .join('')
  }

  private words(text: string, rows: Rows): string {
    const whole = text.replace(VARIABLE, (_, name: string) => this.value(name, rows))
    return whole
      .split('\n')
      .map((line) => (line === '' ? '' : `#${literal(this.page.locale === 'pl' ? tied(line) : line)}`))
      .join('#linebreak()')
  }
}

/** No line of Polish ends with a preposition or conjunction of one letter. */
export const tied = (line: string): string => line.replace(/(?<=^|[\s(„])([aiouwz]) (?=\S)/gi, '$1\u00a0')

const aligned = (align: Align, content: string): string =>
  align === 'left' || align === 'justify' ? content : `#align(${align})[${content}]`

interface Span {
  words: string
  bold: boolean
  italic: boolean
}

/** A sign that finds no partner is a sign: "2 * 3", "Cena*". */
export function spans(text: string): Span[] {
  const found: Span[] = []
  const walk = (part: string, bold: boolean, italic: boolean) => {
    const marked = /(\*\*)(?=\S)([\s\S]+?)(?<=\S)\*\*|(\*)(?=[^\s*])([^*]+?)(?<=\S)\*(?!\*)/.exec(part)
    if (!marked) {
      if (part !== '') found.push({ words: part, bold, italic })
      return
    }
    const { index } = marked
    if (index > 0) found.push({ words: part.slice(0, index), bold, italic })
    if (marked[1]) walk(marked[2]!, true, italic)
    else walk(marked[4]!, bold, true)
    walk(part.slice(index + marked[0].length), bold, italic)
  }
  walk(text, false, false)
  return found
}
