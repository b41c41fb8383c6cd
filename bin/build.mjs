import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const dist = join(root, 'dist')

/**
 * `from`: what the part is made of, beside the lock file. Documents the server reads at run time (SQL, BPMN) are not bundled,
 * so only the code of db/ and processes/ counts.
 */
const PARTS = [
  { name: 'web', needs: 'web/main.tsx', from: ['web', 'pure'], only: /./, build: buildWeb },
  {
    name: 'server',
    needs: 'server/cli.ts',
    from: ['server', 'pure', 'processes', 'db'],
    only: /\.(ts|json)$/,
    build: (dir) => bundle(dir, 'server', ['cli', 'engine', 'generate', 'letters', 'simulate']),
  },
  {
    name: 'bench',
    needs: 'bench/run.ts',
    from: ['bench', 'server', 'pure', 'processes', 'db'],
    only: /\.(ts|json)$/,
    build: (dir) => bundle(dir, 'bench', ['run']),
    onDemand: true,
  },
]
const IN_EVERY_PART = ['package-lock.json', 'tsconfig.json', 'bin/build.mjs']
const NO_SOURCE = /\.test\.tsx?$|(^|\/)(node_modules|\.[^/]+)$/

/** Builds what is older than its sources; a part on demand only when it is named. Returns whether anything was built; without sources (only dist) nothing is. */
export async function build({ force = false, only = null } = {}) {
  const wanted = PARTS.filter(
    (part) => existsSync(join(root, part.needs)) && (only === null ? !part.onDemand : part.name === only),
  )
  const stale = () => wanted.filter((part) => force || !isCurrent(part))
  if (stale().length === 0) return false
  mkdirSync(dist, { recursive: true })
  const release = await lock(join(dist, '.building'))
  try {
    // The run that held the lock before may have built it all.
    for (const part of stale()) await buildPart(part)
  } finally {
    release()
  }
  return true
}

async function buildPart(part) {
  const started = performance.now()
  // Taken before: a file saved while building makes the next run build again.
  const sources = listSources(part)
  const record = { stats: digestOfStats(sources), contents: digestOfContents(sources) }
  say(`building ${part.name} ...`)
  const fresh = join(dist, `${part.name}.new`)
  rmSync(fresh, { recursive: true, force: true })
  try {
    await part.build(fresh)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw new BuildError(
        `the sources of ${part.name} changed and the tools that build it are not installed: run npm ci`,
      )
    }
    throw error
  }
  const target = join(dist, part.name)
  const old = join(dist, `${part.name}.old`)
  rmSync(old, { recursive: true, force: true })
  if (existsSync(target)) renameSync(target, old)
  renameSync(fresh, target)
  rmSync(old, { recursive: true, force: true })
  writeRecord(part, record)
  say(`built ${part.name} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

async function buildWeb(outDir) {
  const vite = await import('vite')
  await vite.build({
    configFile: join(root, 'web', 'vite.config.ts'),
    root: join(root, 'web'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  })
}

async function bundle(dir, room, names) {
  const { rolldown } = await import('rolldown')
  const input = Object.fromEntries(names.map((name) => [name, join(root, room, `${name}.ts`)]))
  const code = await rolldown({
    input,
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    // Everything of node_modules stays there: the bundle holds our code alone, and what rolldown adds to it for Node 20 (`using`).
    external: /^(?!\.{0,2}\/)(?![A-Za-z]:[\\/])(?!@oxc-project\/runtime|\0)/,
    plugins: [{ name: 'latin-1', generateBundle: (_, files) => Object.values(files).forEach(writeInLatin1) }],
  })
  try {
    await code.write({
      dir,
      format: 'esm',
      sourcemap: true,
      // Node keeps each map it has read; the sources in it were thirty megabytes that nobody looks at.
      sourcemapExcludeSources: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
    })
  } finally {
    await code.close()
  }
}

/** Node keeps the text of what it runs, with two bytes a letter where one of them is not of Latin-1, and once a thread. */
function writeInLatin1(file) {
  if (file.type !== 'chunk') return
  file.code = file.code.replace(/(\\*)([^\0-\xff])/g, (_, before, letter) => {
    // A letter that was escaped itself is so now by its number.
    const kept = before.length % 2 === 1 ? before.slice(1) : before
    return `${kept}\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function isCurrent(part) {
  const record = readRecord(part)
  if (!record || !existsSync(join(dist, part.name))) return false
  const sources = listSources(part)
  const stats = digestOfStats(sources)
  if (stats === record.stats) return true
  // A checkout touches every file and changes few: the contents decide.
  if (digestOfContents(sources) !== record.contents) return false
  writeRecord(part, { ...record, stats })
  return true
}

const recordOf = (part) => join(dist, `${part.name}.json`)

function readRecord(part) {
  try {
    return JSON.parse(readFileSync(recordOf(part), 'utf8'))
  } catch {
    return undefined
  }
}

function writeRecord(part, record) {
  try {
    const fresh = `${recordOf(part)}.${process.pid}`
    writeFileSync(fresh, JSON.stringify(record))
    renameSync(fresh, recordOf(part))
  } catch (error) {
    // A read-only installation: it is current all the same, only found out more slowly.
    if (error.code !== 'EROFS' && error.code !== 'EACCES') throw error
  }
}

function listSources(part) {
  const files = []
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (NO_SOURCE.test(entry.name)) continue
      if (entry.isDirectory()) walk(path)
      else if (part.only.test(entry.name)) files.push(path)
    }
  }
  for (const folder of part.from) if (existsSync(join(root, folder))) walk(join(root, folder))
  for (const file of IN_EVERY_PART) if (existsSync(join(root, file))) files.push(join(root, file))
  return files.sort()
}

function digestOfStats(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    const { size, mtimeMs, ctimeMs, ino } = statSync(file)
    hash.update(`${relative(root, file)} ${size} ${mtimeMs} ${ctimeMs} ${ino}\n`)
  }
  return hash.digest('hex')
}

function digestOfContents(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    const contents = readFileSync(file)
    hash.update(`${relative(root, file).split(sep).join('/')} ${contents.length}\n`).update(contents)
  }
  return hash.digest('hex')
}

/** Waits until no other build runs here. A lock whose process is gone is taken over. */
async function lock(file) {
  let told = false
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const [holder, age] = readLock(file)
    // Its process writes its number right after creating it; a process killed between leaves it empty.
    const dead = holder > 0 ? !isAlive(holder) : age > 2_000
    if (dead) {
      const aside = `${file}.${process.pid}`
      try {
        // Of two that see it dead only one gets to take it away, and a fresh one taken by mistake is put back.
        renameSync(file, aside)
        if (readLock(aside)[0] === holder) rmSync(aside)
        else renameSync(aside, file)
      } catch (error) {
        if (error.code !== 'ENOENT') throw error
      }
      continue
    }
    if (!told) say(`waiting for the build of process ${holder} ...`)
    told = true
    await new Promise((done) => setTimeout(done, 50))
  }
}

function readLock(file) {
  try {
    return [Number(readFileSync(file, 'utf8')), Date.now() - statSync(file).mtimeMs]
  } catch {
    return [0, 0]
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** What went wrong in words for whoever ran it; its stack says nothing more. */
class BuildError extends Error {}

// To stderr: what a command prints (JSON for a script) stays alone on stdout.
function say(line) {
  process.stderr.write(`${line}\n`)
}

if (process.argv[1] && fileURLToPath(import.meta.url) === realpathSync(process.argv[1])) {
  try {
    await build({ force: process.argv.includes('--force') })
  } catch (error) {
    say(error instanceof BuildError ? `tok: ${error.message}` : String(error?.stack ?? error))
    process.exitCode = 1
  }
}
