// Everything that needs no database and no browser to be wrong: types, style, walls, what nobody uses, generated files.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const ROOMS = ['pure', 'server', 'web', 'processes', 'db', 'test', 'bench']

const checks = [
  {
    name: 'types',
    // Remembers what it knows of each file, in a place that git and the editor do not see.
    run: () => program('typescript/bin/tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', cached('tsc.json')),
  },
  { name: 'style', run: () => program('@biomejs/biome/bin/biome', 'check', '--diagnostic-level=error', '.') },
  { name: 'walls', run: checkWalls },
]
if (existsSync(join(root, 'bin', 'generate.mjs'))) {
  checks.push({ name: 'generated files', run: () => run(process.execPath, ['bin/generate.mjs', '--check']) })
}

/** dependency-cruiser, and the count of what it read: with a compiler it does not know it reads nothing and is content. */
async function checkWalls() {
  const rooms = ROOMS.filter((room) => existsSync(join(root, room)))
  const { status, stdout, stderr } = await program(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    ...[...rooms, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
  )
  let report
  try {
    report = JSON.parse(stdout)
  } catch {
    return { status: status || 1, stdout: '', stderr: `${stdout}${stderr}` }
  }
  const lines = report.summary.violations.map(({ rule, from, to, cycle }) => {
    const way = cycle ? [from, ...cycle.map((it) => it.name ?? it)] : [from, to]
    return `${rule.name}: ${way.join(' -> ')}`
  })
  const cruised = new Set(report.modules.map((it) => it.source))
  const sources = ['pure', 'server', 'web'].flatMap((room) => sourcesIn(room))
  const read = sources.filter((file) => cruised.has(file)).length
  if (read * 2 < sources.length)
    lines.push(`dependency-cruiser read only ${read} of ${sources.length} files: it proves nothing`)
  return {
    status: lines.length > 0 ? 1 : 0,
    stdout: lines.join('\n'),
    stderr: '',
    note: `${read} of ${sources.length} files`,
  }
}

function sourcesIn(room) {
  if (!existsSync(join(root, room))) return []
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `${room}/${file.replaceAll('\\', '/')}`)
}

// By the root's path: several working trees may share their modules.
const mine = createHash('sha256').update(root).digest('hex').slice(0, 12)
const cached = (name) => join(modules, '.cache', 'tok-check', mine, name)

const program = (file, ...args) => run(process.execPath, [join(modules, file), ...args])

function run(command, args) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (text) => {
        said[stream] += text
      })
    }
    child.on('error', (error) => done({ status: 1, ...said, stderr: String(error) }))
    child.on('close', (status) => done({ status: status ?? 1, ...said }))
  })
}

/** Runs them all, two at a time, and says of each how it went. Returns whether all went well. */
async function checkAll(wanted) {
  const waiting = checks.filter((check) => wanted.length === 0 || wanted.includes(check.name))
  let well = true
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const began = performance.now()
      const { status, stdout, stderr, note } = await check.run()
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      console.log(
        `${status === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${[`${seconds} s`, note].filter(Boolean).join(', ')})`,
      )
      if (status === 0) continue
      well = false
      console.log(
        `${stdout}\n${stderr}`
          .split('\n')
          .filter((line) => line.trim() !== '')
          .slice(0, 200)
          .map((line) => `     ${line}`)
          .join('\n'),
      )
    }
  }
  await Promise.all([lane(), lane()])
  return well
}

process.exitCode = (await checkAll(process.argv.slice(2))) ? 0 : 1
