// Records how cases of the shipped processes go (processes/*/recorded): for a version that is new, before it is shipped. What is
// there already is never written again.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'server', 'test/process/proofs.test.ts', '-t', 'comes to its end$|are recorded'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, TOK_RECORD: '1' } },
)
process.exitCode = status ?? 1
