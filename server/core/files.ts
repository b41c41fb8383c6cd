import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from './errors.ts'

/** Deps, or as much of them as says where files are kept. */
interface Kept {
  config: { dataDir: string }
}

/** Where a file of that content lies in the data folder. */
export const pathOfFile = ({ config }: Kept, digest: string): string =>
  join(config.dataDir, 'files', digest.slice(0, 2), digest)

/**
 * Keeps what arrives in the data folder under the digest of its content; the same content is kept once. Refuses, with
 * 413 `file.too_big`, what is longer than `most` bytes, and leaves nothing of it.
 */
export async function keepFile(
  deps: Kept,
  source: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ digest: string; size: number }> {
  const incoming = join(deps.config.dataDir, 'files', `incoming-${randomUUID()}`)
  await mkdir(dirname(incoming), { recursive: true })
  const hash = createHash('sha256')
  let size = 0
  async function* measured() {
    for await (const chunk of source) {
      size += chunk.length
      if (size > most)
        throw new Refusal('file.too_big', { status: 413, params: { max: Math.floor(most / 1024 / 1024) } })
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    await pipeline(measured, createWriteStream(incoming, { mode: 0o600 }))
    const digest = hash.digest('hex')
    const kept = pathOfFile(deps, digest)
    await mkdir(dirname(kept), { recursive: true })
    await rename(incoming, kept)
    return { digest, size }
  } catch (error) {
    await rm(incoming, { force: true })
    throw error
  }
}

export const dropFile = (deps: Kept, digest: string): Promise<void> => rm(pathOfFile(deps, digest), { force: true })
