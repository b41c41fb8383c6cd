import type { Deps } from '../../../core/deps.ts'
import { keepFile, pathOfFile } from '../../../core/files.ts'
import { dropUnread } from '../../letters/commands/tidy-uploads.ts'
import { wordWriter } from '../docx.ts'
import type { WordFile } from '../schema.ts'

export const LARGEST_WORD = 10 * 1024 * 1024

/**
 * Keeps a Word file that arrives and looks through it, in no transaction; `keep` writes down what it is. Refuses, at
 * `file`, what reaches out of itself, runs something, or could not be filled; of what is refused nothing stays.
 */
export async function receiveWord<T>(
  deps: Deps,
  { source, name }: { source: AsyncIterable<Uint8Array>; name: string },
  keep: (file: WordFile) => Promise<T>,
): Promise<T> {
  const kept = await keepFile(deps, source, LARGEST_WORD)
  try {
    const asked = await wordWriter.read(pathOfFile(deps, kept.digest))
    return await keep({ ...kept, name, ...asked })
  } catch (error) {
    await dropUnread({ db: deps.database.db, deps }, kept.digest)
    throw error
  }
}
