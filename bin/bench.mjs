import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

await build()
await build({ only: 'bench' })
// In a process of its own: the memory of what builds is no part of what is measured.
const run = fileURLToPath(new URL('../dist/bench/run.js', import.meta.url))
const { status } = spawnSync(process.execPath, [...process.execArgv, run, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
