import { PICTURES, type Picture } from '../../../../pure/documents/template.ts'
import type { Deps } from '../../../core/deps.ts'
import { picturesOf, sheetOf } from '../draw.ts'
import { type Sheet, typesetter } from '../typeset.ts'

/**
 * A PDF of a source another module writes for Typst, which is told where the pictures of the letterhead are; `at` is the moment it says
 * it was made.
 */
export async function drawSource(
  deps: Deps,
  sheet: (pictures: Partial<Record<Picture, string>>) => Required<Sheet>,
  at: Date,
): Promise<{ pdf: Buffer; pages: number }> {
  const { pictures, images } = await picturesOf(deps, PICTURES)
  const drawn = sheet(pictures)
  return typesetter.pdf({ source: drawn.source, images: [...images, ...drawn.images] }, at)
}

/** A PDF of blocks and what stands for their variables, kept nowhere; `at` is the moment it says it was made. */
export async function drawPdf(deps: Deps, sheet: Parameters<typeof sheetOf>[1], at: Date): Promise<Buffer> {
  return (await typesetter.pdf(await sheetOf(deps, sheet), at)).pdf
}
