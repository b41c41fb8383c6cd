import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
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
  getModuleInfo(id: string): { importedIds: readonly string[]; code: string | null } | null
}
let needed: Set<string> | undefined

/** Modules My day may be drawn with. */
function first(modules: Modules): Set<string> {
  if (needed) return needed
  const found = new Set<string>()
  const waiting = ['main.tsx', 'components/shell/Shell.tsx', 'pages/my-day/MyDayPage.tsx'].map(here)
  for (let id = waiting.pop(); id; id = waiting.pop()) {
    if (found.has(id)) continue
    found.add(id)
    const { importedIds = [], code = null } = modules.getModuleInfo(id) ?? {}
    for (const imported of importedIds) {
      const contents = contentsOf(imported, modules)
      const names = contents && namesFrom(contents.library, code ?? '')
      // Of a library's list of contents only what is named; all of it where somebody takes the list as a whole.
      if (contents && names) {
        waiting.push(...names.flatMap((name) => contents.files.get(name) ?? contents.elsewhere))
      } else waiting.push(imported)
    }
  }
  needed = found
  return found
}

interface Contents {
  library: string
  /** The files its names are taken from. */
  files: Map<string, string>
  /** What it passes on of other libraries. */
  elsewhere: readonly string[]
}

/** A library's list of contents (a module that only takes from others and passes on); null of any other module. */
function contentsOf(id: string, modules: Modules): Contents | null {
  const library = /node_modules\/(@mantine\/\w+|@tabler\/icons-react)\/.*(?:index|icons-react)\.mjs$/.exec(id)?.[1]
  const list = library ? modules.getModuleInfo(id) : null
  if (!library || !list?.code) return null
  const files = new Map<string, string>()
  for (const [, names, from] of list.code.matchAll(/(?:import|export)\s*\{([^}]*)\}\s*from\s*["'](\.[^"']+)["']/g)) {
    for (const name of names!.split(',')) files.set(lastOf(name), join(dirname(id), from!))
  }
  return { library, files, elsewhere: list.importedIds.filter((taken) => !taken.includes(`/${library}/`)) }
}

/** What `code` takes by name from the list of contents of a library; null where it takes all of it. */
function namesFrom(library: string, code: string): string[] | null {
  const taken = [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g)].filter(
    ([, , from]) => from === library,
  )
  return taken.length === 0 ? null : taken.flatMap(([, names]) => names!.split(',').map(firstOf).filter(Boolean))
}

const firstOf = (name: string) => name.trim().split(/\s+as\s+/)[0]!
const lastOf = (name: string) =>
  name
    .trim()
    .split(/\s+as\s+/)
    .at(-1)!

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
