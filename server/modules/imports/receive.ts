import { csvLine } from '../../core/csv.ts'
import type { Deps } from '../../core/deps.ts'
import { dropFile, keepFile, pathOfFile } from '../../core/files.ts'
import { type Examined, examine } from './csv.ts'
import { MOST_BYTES } from './schema.ts'
import { kindOfFile, readWorkbook, refusalOfOle, type Workbook } from './workbook.ts'

export interface ReceivedFile extends Examined {
  digest: string
  /** Of the file as it was sent. */
  size: number
  /** Of a workbook, those that are read and those left out; null: it is text. */
  sheets: { read: string[]; leftOut: string[] } | null
}

/**
 * Keeps a file that arrives as rows of text: of a workbook its sheets with the headers of the first, by bytes like any other
 * from then on. Refuses what is no table; nothing of that is kept, unless `needed` says somebody else reads the same.
 */
export async function receiveFile(
  deps: Deps,
  source: AsyncIterable<Uint8Array>,
  needed: (digest: string) => Promise<boolean>,
): Promise<ReceivedFile> {
  const sent = await keepFile(deps, source, MOST_BYTES)
  const drop = async (digest: string) => {
    if (!(await needed(digest))) await dropFile(deps, digest)
  }
  try {
    const path = pathOfFile(deps, sent.digest)
    const kind = await kindOfFile(path)
    if (kind === 'text') return { ...sent, sheets: null, ...(await examine(path)) }
    if (kind === 'ole') throw await refusalOfOle(path)
    const { rows, sheets, leftOut } = await readWorkbook(path, sent.size)
    const { digest } = await keepFile(deps, linesOf(rows), MOST_BYTES)
    try {
      const examined = await examine(pathOfFile(deps, digest), { encoding: 'utf-8', delimiter: ';' })
      await dropFile(deps, sent.digest)
      return { size: sent.size, digest, sheets: { read: sheets, leftOut }, ...examined }
    } catch (error) {
      await drop(digest)
      throw error
    }
  } catch (error) {
    await drop(sent.digest)
    throw error
  }
}

async function* linesOf(rows: Workbook['rows']): AsyncGenerator<Uint8Array> {
  for await (const some of rows) yield Buffer.from(some.map(csvLine).join(''))
}
