// Proof against real servers: installs Debian's packages when it may, then runs each suite of test/interop; says what is missing.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** A suite is a test in test/interop, the packages it needs, and the rooms whose changes it has to see. */
const suites = [
  {
    name: 'sms',
    packages: ['libnet-smpp-perl'],
    rooms: ['server/channels/sms/', 'server/modules/messages/', 'test/interop/sms'],
  },
]

const run = (command, args, env = {}) =>
  spawnSync(command, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } })
const isThere = (name) => /ok installed/.test(run('dpkg-query', ['-W', '-f', '${Status}', name]).stdout ?? '')

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

/** --changed-since REF: only the suites whose rooms the change touched. */
const [first, second] = process.argv.slice(2)
let chosen = suites
if (first === '--changed-since') {
  const { stdout, status } = run('git', ['diff', '--name-only', second])
  if (status === 0) {
    const changed = stdout.split('\n')
    chosen = suites.filter(({ rooms }) => changed.some((file) => rooms.some((room) => file.startsWith(room))))
  }
} else if (first) chosen = suites.filter(({ name }) => name === first)

if (chosen.length === 0) console.log('no suite of test/interop is concerned')
for (const { name, packages } of chosen) {
  const absent = missing(packages)
  if (absent.length > 0) {
    const why = process.getuid?.() === 0 ? '' : ' (only root can install it)'
    console.log(`SKIPPED ${name}: ${absent.join(', ')} is missing${why}`)
    continue
  }
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--project', 'interop', `test/interop/${name}.test.ts`]
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
