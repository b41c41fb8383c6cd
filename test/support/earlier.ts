import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Migration, migrations } from '../../server/core/migrate.ts'
import { repositoryRoot } from '../../server/core/paths.ts'

/** So many shapes of the database an earlier Tok is behind. */
const BEHIND = 3

/** An earlier Tok, built from this repository's history in a folder of its own. */
export interface Earlier {
  root: string
  /** The newest migration that it knows. */
  knows: string
  remove(): void
}

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()

/**
 * Builds the Tok of before the last few migrations that only add; null where the history does not reach back so far, as in a shallow
 * clone, or where the last one took something away, so that nothing earlier runs beside this Tok.
 */
export function buildEarlier(): Earlier | null {
  const known = migrations()
  const added = known.slice(known.findLastIndex(({ contracts }) => contracts) + 1)
  const [since] = added.slice(-BEHIND)
  const commit = since && before(since)
  if (!commit) return null
  const root = mkdtempSync(join(tmpdir(), 'tok-earlier-'))
  const remove = () => {
    git('worktree', 'remove', '--force', root)
    rmSync(root, { recursive: true, force: true })
  }
  git('worktree', 'add', '--detach', root, commit)
  try {
    symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'))
    const file = join(root, 'package.json')
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version: '0.0.1' }))
    execFileSync(process.execPath, [join(root, 'bin', 'build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] })
  } catch (error) {
    remove()
    throw error
  }
  return {
    root,
    knows: readdirSync(join(root, 'db', 'migrations'))
      .sort()
      .at(-1)!,
    remove,
  }
}

/** The commit on the main line before the one that brought a migration. */
function before({ name }: Migration): string | null {
  try {
    const brought = git(
      'log',
      '--first-parent',
      '-m',
      '--diff-filter=A',
      '--format=%H',
      '-1',
      '--',
      `db/migrations/${name}`,
    )
    return brought && git('rev-parse', '--verify', `${brought}^`)
  } catch {
    return null
  }
}
