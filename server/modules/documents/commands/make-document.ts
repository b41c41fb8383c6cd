import { Readable } from 'node:stream'
import { businessNow } from '../../../core/clock.ts'
import type { Deps } from '../../../core/deps.ts'
import { keepFile } from '../../../core/files.ts'
import type { Cx } from '../../../core/write.ts'
import { sheetOf } from '../draw.ts'
import { typesetter } from '../typeset.ts'
import { keepVersion, numberDocument } from './documents.ts'

const LARGEST_PDF = 50 * 1024 * 1024

/** One transaction as whoever makes it. */
export type Act = <T>(command: (cx: Cx) => Promise<T>) => Promise<T>

/**
 * Makes the next PDF of a document: numbered in one transaction, typeset in none, kept in the last one (`last`), which
 * refuses when somebody changed the document meanwhile.
 */
export async function makeDocument<T>(
  deps: Deps,
  id: string,
  act: Act,
  last: (command: (cx: Cx) => Promise<void>) => Promise<T>,
): Promise<T> {
  const document = await act((cx) => numberDocument(cx, id))
  const title = [document.name, document.number].filter(Boolean).join(' ')
  const { body, values, locale } = document
  const sheet = await sheetOf(deps, { body, values, locale, title })
  const { pdf, pages } = await typesetter.pdf(sheet, await businessNow(deps.database.db))
  const file = await keepFile(deps, Readable.from([pdf]), LARGEST_PDF)
  return last((cx) => keepVersion(cx, document, { ...file, pages }))
}
