import { z } from 'zod'

/** What a template is drawn of, from top to bottom; texts take **bold**, *italic* and {{variables}}. */
export type Block =
  | { type: 'heading'; level: 1 | 2 | 3; text: string; align: Align }
  | { type: 'text'; text: string; align: Align; small: boolean }
  | { type: 'list'; ordered: boolean; items: string[] }
  | { type: 'columns'; columns: Block[][] }
  | { type: 'table'; over: ListName | null; columns: TableColumn[]; rows: string[][] }
  | { type: 'when'; field: string; is: Condition; value: string; blocks: Block[] }
  | { type: 'each'; over: ListName; blocks: Block[] }
  | { type: 'signatures'; names: string[] }
  | { type: 'logo'; width: number; align: Align }
  | { type: 'stamp'; width: number; align: Align }
  | { type: 'line' }
  | { type: 'space'; height: number }
  | { type: 'page_break' }

/** Pictures of the letterhead. */
export const PICTURES = ['logo', 'stamp'] as const
export type Picture = (typeof PICTURES)[number]

export const ALIGNS = ['left', 'center', 'right', 'justify'] as const
export type Align = (typeof ALIGNS)[number]
export const CONDITIONS = ['filled', 'empty', 'equals', 'differs'] as const
export type Condition = (typeof CONDITIONS)[number]
/** Lists a record may have: the lines of a deal, and their sums by rate of VAT. */
export const LISTS = ['lines', 'rates'] as const
export type ListName = (typeof LISTS)[number]

export interface TableColumn {
  head: string
  /** Of a table over a list: what stands in its rows. */
  cell: string
  align: Align
  /** Shares of the width; 0: as wide as its words. */
  width: number
}

/** What the rows of a list may be asked for, as {{line.name}} and {{rate.vat}}. */
export const LIST_FIELDS: Record<ListName, { as: string; keys: readonly string[] }> = {
  lines: {
    as: 'line',
    keys: ['no', 'name', 'code', 'pkwiu', 'quantity', 'unit', 'unit_price', 'discount', 'vat', 'value'],
  },
  rates: { as: 'rate', keys: ['vat', 'net', 'tax', 'gross'] },
}

const MOST_TEXT = 20_000
export const MOST_BLOCKS = 400
const DEEPEST = 4

const text = z.string().max(MOST_TEXT)
const align = z.enum(ALIGNS).default('left')
const over = z.enum(LISTS)
const field = z.string().trim().max(100)

const column = z.strictObject({
  head: text.default(''),
  cell: text.default(''),
  align,
  width: z.number().min(0).max(20).default(1),
})

const plain = [
  z.strictObject({
    type: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(2),
    text,
    align,
  }),
  z.strictObject({ type: z.literal('text'), text, align, small: z.boolean().default(false) }),
  z.strictObject({
    type: z.literal('list'),
    ordered: z.boolean().default(false),
    items: z.array(text).max(100),
  }),
  z.strictObject({
    type: z.literal('table'),
    over: over.nullable().default(null),
    columns: z.array(column).min(1).max(12),
    rows: z.array(z.array(text).max(12)).max(100).default([]),
  }),
  z.strictObject({ type: z.literal('signatures'), names: z.array(text).min(1).max(4) }),
  ...PICTURES.map((type) =>
    z.strictObject({ type: z.literal(type), width: z.number().min(5).max(170).default(40), align }),
  ),
  z.strictObject({ type: z.literal('line') }),
  z.strictObject({ type: z.literal('space'), height: z.number().min(1).max(200).default(8) }),
  z.strictObject({ type: z.literal('page_break') }),
] as const

/** Blocks that hold blocks nest so deep and no deeper: the schema itself ends there. */
function blockAt(depth: number): z.ZodType<Block> {
  if (depth === DEEPEST) return z.discriminatedUnion('type', [...plain]) as unknown as z.ZodType<Block>
  const blocks = z.array(blockAt(depth + 1)).max(MOST_BLOCKS)
  return z.discriminatedUnion('type', [
    ...plain,
    z.strictObject({ type: z.literal('columns'), columns: z.array(blocks).min(2).max(3) }),
    z.strictObject({
      type: z.literal('when'),
      field,
      is: z.enum(CONDITIONS).default('filled'),
      value: z.string().trim().max(300).default(''),
      blocks,
    }),
    z.strictObject({ type: z.literal('each'), over, blocks }),
  ]) as unknown as z.ZodType<Block>
}

/** A template's content, as its editor keeps it. */
export const templateBody = z
  .strictObject({
    header: text.default('').describe('at the top of every page'),
    footer: text.default('').describe('at the foot of every page'),
    pageNumbers: z.boolean().default(true),
    blocks: z.array(blockAt(1)).max(MOST_BLOCKS),
  })
  .meta({ id: 'DocumentTemplateBody' })
export interface TemplateBody {
  header: string
  footer: string
  pageNumbers: boolean
  blocks: Block[]
}

/** Every text of a block itself, without those of the blocks within. */
function textsOf(block: Block): string[] {
  switch (block.type) {
    case 'heading':
    case 'text':
      return [block.text]
    case 'list':
      return block.items
    case 'table':
      return [...block.columns.flatMap(({ head, cell }) => [head, cell]), ...block.rows.flat()]
    case 'when':
      return [block.field ? `{{${block.field}}}` : '']
    case 'signatures':
      return block.names
    default:
      return []
  }
}

export const blocksWithin = (block: Block): Block[] =>
  block.type === 'columns' ? block.columns.flat() : 'blocks' in block ? block.blocks : []

/** All blocks, whatever they lie in. */
export const everyBlock = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap((block) => [block, ...everyBlock(blocksWithin(block))])

/** {{deal.amount}} as it stands in a text; spaces within the braces are allowed. */
export const VARIABLE = /\{\{\s*([^{}\s][^{}]{0,99}?)\s*\}\}/g

/** Names of all variables of a template, each once, in their order. */
export function variablesOf({ header, footer, blocks }: TemplateBody): string[] {
  const texts = [header, ...everyBlock(blocks).flatMap(textsOf), footer]
  return [...new Set(texts.flatMap((said) => [...said.matchAll(VARIABLE)].map(([, name]) => name!)))]
}

/** The lists a template goes through. */
export const listsOf = ({ blocks }: TemplateBody): ListName[] =>
  LISTS.filter((list) => everyBlock(blocks).some((block) => 'over' in block && block.over === list))

/**
 * Variables that mean nothing: neither among `known`, nor of a list where its rows are gone through.
 */
export function unknownVariables(body: TemplateBody, known: ReadonlySet<string>): string[] {
  const unknown = new Set<string>()
  const look = (texts: readonly string[], within: readonly ListName[]) => {
    const rows = within.flatMap((list) => LIST_FIELDS[list].keys.map((key) => `${LIST_FIELDS[list].as}.${key}`))
    for (const said of texts)
      for (const [, name] of said.matchAll(VARIABLE)) if (!known.has(name!) && !rows.includes(name!)) unknown.add(name!)
  }
  const walk = (blocks: readonly Block[], within: readonly ListName[]) => {
    for (const block of blocks) {
      const inside = 'over' in block && block.over ? [...within, block.over] : within
      look(textsOf(block), block.type === 'table' || block.type === 'each' ? inside : within)
      walk(blocksWithin(block), inside)
    }
  }
  look([body.header, body.footer], [])
  walk(body.blocks, [])
  return [...unknown]
}
