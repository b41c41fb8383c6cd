import { build } from './build.mjs'

await build({ only: 'server' })
await import('../dist/server/generate.js')
