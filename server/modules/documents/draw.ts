import { readFile } from 'node:fs/promises'
import { everyBlock, PICTURES, type Picture, type TemplateBody } from '../../../pure/documents/template.ts'
import { type DocumentValues, TooLong, typstOf } from '../../../pure/documents/typst.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import type { Deps } from '../../core/deps.ts'
import { Refusal } from '../../core/errors.ts'
import { pathOfFile } from '../../core/files.ts'
import { companyOf } from '../staff/queries.ts'
import { keptLetterhead, pictureOf } from './queries/letterhead.ts'
import type { Sheet } from './typeset.ts'

/** What the typesetter needs to draw a document, with the pictures of the letterhead where they are asked for. */
export async function sheetOf(
  deps: Deps,
  document: { body: TemplateBody; values: DocumentValues; locale: Locale; title: string },
): Promise<Sheet> {
  const { name } = await companyOf(deps.database.db)
  const blocks = everyBlock(document.body.blocks)
  const { pictures, images } = await picturesOf(
    deps,
    PICTURES.filter((picture) => blocks.some(({ type }) => type === picture)),
  )
  try {
    const source = typstOf(document.body, document.values, {
      locale: document.locale,
      title: document.title,
      author: name,
      pictures,
    })
    return { source, images }
  } catch (error) {
    if (error instanceof TooLong) throw new Refusal('document.too_long', { status: 422 })
    throw error
  }
}

/** Those of the wanted pictures the letterhead has, with the paths a source names them by. */
export async function picturesOf(deps: Deps, wanted: readonly Picture[]) {
  const kept = await keptLetterhead(deps.database.db)
  const pictures: Partial<Record<Picture, string>> = {}
  const images: NonNullable<Sheet['images']> = []
  for (const picture of wanted) {
    const { digest, type } = pictureOf(kept, picture)
    if (!digest) continue
    const path = `/${picture}.${type === 'image/png' ? 'png' : 'jpg'}`
    pictures[picture] = path
    images.push({ path, bytes: await readFile(pathOfFile(deps, digest)) })
  }
  return { pictures, images }
}
