import { readFile } from 'node:fs/promises'
import { everyBlock, type TemplateBody } from '../../../pure/documents/template.ts'
import { type DocumentValues, TooLong, typstOf } from '../../../pure/documents/typst.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import type { Deps } from '../../core/deps.ts'
import { Refusal } from '../../core/errors.ts'
import { pathOfFile } from '../../core/files.ts'
import { companyOf } from '../staff/queries.ts'
import { keptLetterhead } from './queries/letterhead.ts'
import type { Sheet } from './typeset.ts'

/** What the typesetter needs to draw a document, with the logo where it is asked for. */
export async function sheetOf(
  deps: Deps,
  document: { body: TemplateBody; values: DocumentValues; locale: Locale; title: string },
): Promise<Sheet> {
  const { db } = deps.database
  const { name } = await companyOf(db)
  const { logoDigest, logoType } = await keptLetterhead(db)
  const wanted = logoDigest && everyBlock(document.body.blocks).some(({ type }) => type === 'logo')
  const path = logoType === 'image/png' ? '/logo.png' : '/logo.jpg'
  const images = wanted ? [{ path, bytes: await readFile(pathOfFile(deps, logoDigest)) }] : []
  try {
    const source = typstOf(document.body, document.values, {
      locale: document.locale,
      title: document.title,
      author: name,
      logo: wanted ? path : null,
    })
    return { source, images }
  } catch (error) {
    if (error instanceof TooLong) throw new Refusal('document.too_long', { status: 422 })
    throw error
  }
}
