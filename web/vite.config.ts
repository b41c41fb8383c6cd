import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Beside each text file its .br and .gz, so that the server sends them without pressing anything itself. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  // Once everything is on the disk: Vite still writes into chunks while it generates them.
  writeBundle({ dir = '' }, bundle) {
    for (const fileName of Object.keys(bundle)) {
      if (!/\.(js|css|html|svg)$/.test(fileName)) continue
      const source = readFileSync(join(dir, fileName))
      if (source.length < 1024) continue
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: source.length }
      writeFileSync(join(dir, `${fileName}.br`), brotliCompressSync(source, { params }))
      writeFileSync(join(dir, `${fileName}.gz`), gzipSync(source, { level: 9 }))
    }
  },
}

interface Modules {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null
}
let needed: Set<string> | undefined

/** Modules My day may be drawn with; the libraries' own lists of contents make it some more. */
function first(modules: Modules): Set<string> {
  if (needed) return needed
  const found = new Set<string>()
  const waiting = ['main.tsx', 'components/shell/Shell.tsx', 'pages/my-day/MyDayPage.tsx'].map(here)
  for (let id = waiting.pop(); id; id = waiting.pop()) {
    if (found.has(id)) continue
    found.add(id)
    waiting.push(...(modules.getModuleInfo(id)?.importedIds ?? []))
  }
  needed = found
  return found
}

export default defineConfig({
  root: here('.'),
  plugins: [react(), compressed],
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Fonts and the logo must stay files: the content security policy has no data: for fonts.
    assetsInlineLimit: 0,
    // What four chunks or more need travels in one file: fifty small ones cost a browser more than they spare. Apart from
    // it lies what My day can do without, so that pages added later don't slow the first one down.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: (id, modules) => (first(modules).has(id) ? 'shared' : null),
              debugName: 'shared',
              minShareCount: 4,
              priority: 2,
            },
            { name: 'later', minShareCount: 4, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: process.env.TOK_URL ?? 'http://localhost:3000', changeOrigin: false } } },
})
