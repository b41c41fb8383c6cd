#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`tok needs Node.js 20.19 or newer; this is ${process.versions.node} (${process.execPath})`)
  process.exit(1)
}

// The simulator needs neither the pages nor the server, only the engine's core.
const simulates = process.argv[2] === 'simulate'
process.setSourceMapsEnabled(true)
try {
  // Imported here, so that an old Node reads no more than the lines above.
  const { build } = await import('./build.mjs')
  await build(simulates ? { only: 'server' } : {})
} catch (error) {
  console.error(`tok: ${error?.message ?? error}`)
  process.exit(1)
}
if (simulates) await (await import('../dist/server/simulate.js')).main()
else await import('../dist/server/cli.js')
