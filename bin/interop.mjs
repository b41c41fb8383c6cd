// Proof against real servers: `npm run test:interop [SUITE]` installs Debian's packages when it may, runs the suites of test/interop, and says what is missing.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** A suite is a test in test/interop and the packages it needs; `served`: it runs the built server. */
const suites = [
  { name: 'mail', packages: ['dovecot-imapd'] },
  { name: 'sms', packages: ['libnet-smpp-perl'] },
  { name: 'paper', packages: ['mupdf-tools', 'poppler-utils', 'qpdf', 'zbar-tools'] },
  { name: 'standby', packages: ['postgresql'], served: true },
  { name: 'upgrade', packages: [], served: true },
]

const run = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } })
const isThere = (name) => /^Status: .* ok installed$/m.test(run('dpkg', ['-s', name]).stdout ?? '')

/** What cannot be had of these packages. */
function missing(packages) {
  const needed = packages.filter((name) => !isThere(name))
  if (needed.length === 0 || process.getuid?.() !== 0) return needed
  console.log(`installing ${needed.join(', ')}`)
  // Services of the packages stay off: each suite starts its own in a folder of its own.
  const quiet = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...needed], quiet).status === 0
  if (!install()) {
    run('apt-get', ['update'], quiet)
    install()
  }
  return needed.filter((name) => !isThere(name))
}

const [asked] = process.argv.slice(2)
const chosen = asked ? suites.filter(({ name }) => name === asked) : suites
if (chosen.length === 0) {
  console.error(`there is no suite ${asked}: ${suites.map(({ name }) => name).join(', ')}`)
  process.exitCode = 2
}
for (const { name, packages, served } of chosen) {
  const absent = missing(packages)
  if (absent.length > 0) {
    const why = process.getuid?.() === 0 ? '' : ' (only root can install it)'
    console.log(`SKIPPED ${name}: ${absent.join(', ')} is missing${why}`)
    continue
  }
  if (served) await build()
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--project', 'interop', `test/interop/${name}.test.ts`]
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
