import { type Asked, askedBy, type Tag } from '../../../pure/documents/docx.ts'
import type { DocumentValues } from '../../../pure/documents/typst.ts'
import { invalid, Refusal } from '../../core/errors.ts'
import { type Limits, makeApart } from './apart.ts'

const LIMITS: Limits = { seconds: 15, megabytes: 700, waiting: 20 }
const MOST_ROWS = 2000

interface Order {
  what: 'read' | 'fill'
  path: string
  values?: DocumentValues
}

interface Answer {
  tags?: Tag[]
  docx?: string
  refused?: { code: string; params: Record<string, string> }
}

/** Reads and fills Word files of strangers, one after the other, in a process of its own. */
export function makeWordWriter(limits: Limits = LIMITS) {
  const { ask, stop } = makeApart<Order, Answer>('docx.mjs', [], limits)
  async function answered(order: Order): Promise<Answer> {
    const answer = await ask(order)
    if (!answer.refused) return answer
    const { code, params } = answer.refused
    // Braces mean something in texts, so they come as parameters.
    const braces = code === 'unclosed' ? { open: '{{', close: '}}' } : {}
    throw invalid({ path: 'file', code: `document_template.${code}`, params: { ...params, ...braces } })
  }
  return {
    /** What the file at `path` asks for; refuses, at `file`, what is no Word file, reaches out of itself or cannot be filled. */
    async read(path: string): Promise<Asked> {
      return askedBy((await answered({ what: 'read', path })).tags ?? [])
    },
    /** The file at `path` with these words. */
    async fill(path: string, values: DocumentValues): Promise<Buffer> {
      if (Object.values(values.lists).some((rows) => rows && rows.length > MOST_ROWS))
        throw new Refusal('document.too_long', { status: 422 })
      return Buffer.from((await answered({ what: 'fill', path, values })).docx ?? '', 'base64')
    },
    stop,
  }
}

export const wordWriter = makeWordWriter()
