import { build } from './build.mjs'

await build()
await build({ only: 'bench' })
await import('../dist/bench/run.js')
