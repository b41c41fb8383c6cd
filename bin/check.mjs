// Everything that needs no database and no browser to be wrong: types, style, walls, generated files.
import { spawnSync } from 'node:child_process'

const checks = [
  ['types', ['npx', 'tsc', '--noEmit', '-p', '.']],
  ['style', ['npx', 'biome', 'check', '--diagnostic-level=error', '.']],
  ['walls', ['node', 'bin/walls.mjs']],
  ['generated files', ['node', 'bin/generate.mjs', '--check']],
]
let failed = false
for (const [name, [command, ...args]] of checks) {
  const began = Date.now()
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
  process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`)
  if (status !== 0) {
    failed = true
    process.stdout.write(`${stdout}${stderr}`.split('\n').slice(0, 200).join('\n'))
  }
}
process.exit(failed ? 1 : 0)
