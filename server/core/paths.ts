import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function findRoot(): string {
  // Works from the sources (tests) and from the bundle in dist/server alike.
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'db', 'migrations'))) {
    const up = dirname(folder)
    if (up === folder) throw new Error('the folder of Tok (with db/migrations) was not found')
    folder = up
  }
  return folder
}

/** The folder that holds db/, processes/ and dist/. */
export const repositoryRoot = findRoot()

/** The version of this Tok. */
export const version: string = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')).version
