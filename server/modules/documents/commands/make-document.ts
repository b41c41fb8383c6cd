import { Readable } from 'node:stream'
import { businessNow } from '../../../core/clock.ts'
import type { Deps } from '../../../core/deps.ts'
import { keepFile, pathOfFile } from '../../../core/files.ts'
import type { Cx } from '../../../core/write.ts'
import { wordWriter } from '../docx.ts'
import { sheetOf } from '../draw.ts'
import { pdfOfWord } from '../office.ts'
import type { DocumentRow } from '../queries/documents.ts'
import type { WordFile } from '../schema.ts'
import { typesetter } from '../typeset.ts'
import { keepVersion, type MadeFile, numberDocument } from './documents.ts'

const LARGEST = 50 * 1024 * 1024

/** One transaction as whoever makes it. */
export type Act = <T>(command: (cx: Cx) => Promise<T>) => Promise<T>

/**
 * Makes the next version of a document: numbered in one transaction, made in none, kept in the last one (`last`), which
 * refuses when somebody changed the document meanwhile.
 */
export async function makeDocument<T>(
  deps: Deps,
  id: string,
  act: Act,
  last: (command: (cx: Cx) => Promise<void>) => Promise<T>,
): Promise<T> {
  const document = await act((cx) => numberDocument(cx, id))
  const file = document.file ? await written(deps, document, document.file) : await typeset(deps, document)
  return last((cx) => keepVersion(cx, document, file))
}

const kept = (deps: Deps, bytes: Buffer) => keepFile(deps, Readable.from([bytes]), LARGEST)

async function typeset(deps: Deps, { name, number, body, values, locale }: DocumentRow): Promise<MadeFile> {
  const title = [name, number].filter(Boolean).join(' ')
  const sheet = await sheetOf(deps, { body, values, locale, title })
  const { pdf, pages } = await typesetter.pdf(sheet, await businessNow(deps.database.db))
  return { ...(await kept(deps, pdf)), pages }
}

/** The Word file with the words in it; where LibreOffice makes a PDF of it, that is what leaves the house. */
async function written(deps: Deps, { values }: DocumentRow, template: WordFile): Promise<MadeFile> {
  const word = await wordWriter.fill(pathOfFile(deps, template.digest), values)
  const docx = await kept(deps, word)
  const drawn = await pdfOfWord(deps, word)
  if (!drawn) return { ...docx, format: 'docx', pages: null }
  return { ...(await kept(deps, drawn.pdf)), pages: drawn.pages, docx }
}
