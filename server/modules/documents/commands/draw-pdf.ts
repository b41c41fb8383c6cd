import type { Deps } from '../../../core/deps.ts'
import { sheetOf } from '../draw.ts'
import { typesetter } from '../typeset.ts'

/** A PDF of blocks and what stands for their variables, kept nowhere; `at` is the moment it says it was made. */
export async function drawPdf(deps: Deps, sheet: Parameters<typeof sheetOf>[1], at: Date): Promise<Buffer> {
  return (await typesetter.pdf(await sheetOf(deps, sheet), at)).pdf
}
