import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { repositoryRoot } from '../../server/core/paths.ts'

const rulesFile = join(repositoryRoot, '.dependency-cruiser.cjs')
const rules: { forbidden: { name: string }[] } = createRequire(import.meta.url)(rulesFile)

/** A small house in which every wall stands: each line is a file and what it imports. */
const sound: Record<string, string[]> = {
  'pure/money.ts': ['decimal.js'],
  'pure/money.test.ts': ['./money.ts', 'vitest', 'node:fs'],
  'server/core/db.ts': ['pg', 'kysely'],
  'server/core/define.ts': [],
  'server/core/errors.ts': [],
  'server/core/access.ts': ['kysely', './db.ts'],
  'server/core/write.ts': ['./db.ts', 'node:crypto'],
  'server/core/embedded-postgres.ts': ['pg', 'node:net'],
  'server/engine/run.ts': ['../core/write.ts', '../../pure/money.ts'],
  'server/channels/mail/send.ts': ['nodemailer', 'node:tls', '../../core/write.ts'],
  'server/modules/leads/schema.ts': ['zod', '../../../pure/money.ts'],
  'server/modules/leads/events.ts': ['./schema.ts'],
  'server/modules/leads/rules.ts': ['./schema.ts', '../../core/errors.ts'],
  'server/modules/leads/access.ts': ['../../core/access.ts', 'kysely'],
  'server/modules/leads/queries.ts': ['../../core/db.ts', './schema.ts'],
  'server/modules/leads/commands/accept.ts': ['../rules.ts', '../../../core/write.ts'],
  'server/modules/leads/factory.ts': ['./commands/accept.ts'],
  'server/modules/leads/module.ts': ['./commands/accept.ts', './events.ts', '../../core/define.ts'],
  'server/modules/deals/commands.ts': ['../leads/commands/accept.ts', '../leads/queries.ts', '../leads/schema.ts'],
  'server/modules/deals/rules.ts': ['../leads/events.ts'],
  'server/modules/deals/factory.ts': ['../leads/factory.ts', './commands.ts'],
  'server/modules/deals/deals.test.ts': ['./commands.ts', '../leads/factory.ts', '../../../test/support/world.ts'],
  'server/modules/deals/module.ts': ['./commands.ts'],
  'server/modules/leads/routes.ts': ['./commands/accept.ts', './queries.ts'],
  'server/registry.ts': ['./modules/leads/module.ts', './modules/deals/module.ts'],
  'server/routes.ts': ['./modules/leads/routes.ts'],
  'server/app.ts': ['./routes.ts'],
  'server/engine.ts': ['./registry.ts', './engine/run.ts'],
  'server/serve.ts': ['./registry.ts', './engine/run.ts', './modules/leads/queries.ts'],
  'db/seeds/demo.ts': ['../../server/modules/leads/factory.ts'],
  'test/support/world.ts': ['../../server/registry.ts', '../../server/modules/leads/module.ts'],
  'web/api/client.ts': ['openapi-fetch'],
  'web/main.tsx': ['react', './api/client.ts', '../pure/money.ts'],
  'web/vite.config.ts': ['vite', 'node:url'],
}

/** Each breaks one wall: the rule that must see it, the file, its import. */
const breaches: { rule: string; file: string; imports: string; typeOnly?: boolean }[] = [
  { rule: 'web-meets-server-only-in-pure', file: 'web/pages/server.ts', imports: '../../server/core/write.ts' },
  {
    rule: 'web-meets-server-only-in-pure',
    file: 'web/pages/type.ts',
    imports: '../../server/core/errors.ts',
    typeOnly: true,
  },
  { rule: 'web-meets-server-only-in-pure', file: 'web/pages/node.ts', imports: 'node:fs' },
  { rule: 'server-never-imports-web', file: 'server/page.ts', imports: '../web/api/client.ts' },
  { rule: 'pure-imports-pure', file: 'pure/reads.ts', imports: 'node:fs' },
  { rule: 'pure-imports-pure', file: 'pure/asks.ts', imports: '../server/core/db.ts', typeOnly: true },
  { rule: 'pure-imports-pure', file: 'pure/serves.ts', imports: 'fastify' },
  { rule: 'core-knows-nobody', file: 'server/core/leads.ts', imports: '../modules/leads/queries.ts' },
  { rule: 'core-knows-nobody', file: 'server/core/runs.ts', imports: '../engine/run.ts' },
  { rule: 'engine-knows-core-only', file: 'server/engine/leads.ts', imports: '../modules/leads/commands/accept.ts' },
  { rule: 'engine-knows-core-only', file: 'server/engine/mails.ts', imports: '../channels/mail/send.ts' },
  { rule: 'rules-stay-pure', file: 'server/modules/tickets/rules.ts', imports: '../../core/db.ts' },
  { rule: 'rules-stay-pure', file: 'server/modules/tickets/rules/close.ts', imports: '../queries.ts' },
  { rule: 'rules-stay-pure', file: 'server/modules/tickets/schema.ts', imports: 'kysely' },
  { rule: 'rules-stay-pure', file: 'server/modules/tickets/events.ts', imports: 'node:crypto' },
  { rule: 'access-stays-pure', file: 'server/modules/tickets/access.ts', imports: './queries.ts' },
  { rule: 'queries-never-command', file: 'server/modules/invoices/queries.ts', imports: './commands.ts' },
  {
    rule: 'queries-never-command',
    file: 'server/modules/invoices/queries/list.ts',
    imports: '../../leads/commands/accept.ts',
  },
  { rule: 'modules-have-doors', file: 'server/modules/tickets/commands.ts', imports: '../leads/rules.ts' },
  {
    rule: 'modules-have-doors',
    file: 'server/modules/tickets/steps.ts',
    imports: '../leads/access.ts',
    typeOnly: true,
  },
  { rule: 'modules-have-doors-for-the-house-too', file: 'server/app.ts', imports: './modules/leads/rules.ts' },
  { rule: 'the-registry-reads-manifests', file: 'server/registry.ts', imports: './modules/leads/commands/accept.ts' },
  { rule: 'manifests-are-for-the-registry', file: 'server/modules/tickets/reports.ts', imports: '../leads/module.ts' },
  { rule: 'the-list-of-routes-reads-routes', file: 'server/routes.ts', imports: './modules/leads/commands/accept.ts' },
  { rule: 'the-engine-holds-no-routes', file: 'server/engine.ts', imports: './app.ts' },
  { rule: 'factories-are-for-tests-and-seeds', file: 'server/modules/leads/routes.ts', imports: './factory.ts' },
  { rule: 'no-tests-in-the-product', file: 'server/cast.ts', imports: '../test/support/world.ts' },
  { rule: 'no-tests-in-the-product', file: 'server/guess.ts', imports: 'fast-check' },
  { rule: 'network-only-in-channels', file: 'server/modules/leads/mail.ts', imports: 'nodemailer' },
  { rule: 'network-only-in-channels', file: 'server/modules/leads/fetch.ts', imports: 'undici' },
  { rule: 'network-only-in-channels', file: 'server/core/calls.ts', imports: 'node:https' },
  { rule: 'network-only-in-channels', file: 'server/engine/listens.ts', imports: 'net' },
  { rule: 'pg-only-in-db', file: 'server/modules/leads/sql.ts', imports: 'pg' },
  { rule: 'pg-only-in-db', file: 'server/core/outbox.ts', imports: 'pg' },
  { rule: 'no-cycles', file: 'server/core/about.ts', imports: './round.ts', typeOnly: true },
  { rule: 'everything-resolves', file: 'server/core/lost.ts', imports: './nowhere.ts' },
]

interface Report {
  modules: { source: string }[]
  summary: { violations: { rule: { name: string }; from: string; to: string }[] }
}

const folders: string[] = []

function house(files: Record<string, string[]>, typeOnly = new Set<string>()): string {
  const folder = mkdtempSync(join(tmpdir(), 'tok-walls-'))
  folders.push(folder)
  symlinkSync(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'tsconfig.json'), readFileSync(join(repositoryRoot, 'tsconfig.json')))
  for (const [file, imports] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    const lines = imports.map((from, i) =>
      typeOnly.has(`${file} ${from}`) ? `import type { T${i} } from '${from}'` : `import * as i${i} from '${from}'`,
    )
    writeFileSync(join(folder, file), `${lines.join('\n')}\nexport const here = true\n`)
  }
  return folder
}

async function cruise(folder: string): Promise<Report> {
  const program = join(repositoryRoot, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
  const rooms = readdirSync(folder).filter((name) => !/^(node_modules|tsconfig\.json)$/.test(name))
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, ...rooms, '--config', rulesFile, '-T', 'json'],
    {
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
    },
  ).catch((error: { stdout: string; stderr: string }) => {
    // It ends with the number of breaches, and with words on stderr when it could not work at all.
    if (error.stdout) return error
    throw new Error(error.stderr)
  })
  return JSON.parse(stdout) as Report
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('the walls', () => {
  let report: Report

  beforeAll(async () => {
    const files: Record<string, string[]> = {
      ...sound,
      'server/modules/invoices/commands.ts': [],
      'server/modules/tickets/queries.ts': [],
      'server/core/round.ts': ['./about.ts'],
    }
    for (const { file, imports } of breaches) files[file] = [...(files[file] ?? []), imports]
    report = await cruise(
      house(files, new Set(breaches.filter((it) => it.typeOnly).map((it) => `${it.file} ${it.imports}`))),
    )
  })

  test('a house that keeps to them is not complained about', async () => {
    const { modules, summary } = await cruise(house(sound))
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
    // A cruiser that reads nothing complains about nothing.
    expect(modules.map((it) => it.source)).toEqual(expect.arrayContaining(Object.keys(sound)))
  })

  test.each(breaches.map((it) => [`${it.rule}: ${it.file} may not import ${it.imports}`, it] as const))(
    '%s',
    (_, { rule, file }) => {
      const seen = report.summary.violations.filter((it) => it.from === file).map((it) => it.rule.name)
      expect(seen).toContain(rule)
    },
  )

  test('every rule has a breach above that proves it', () => {
    expect(new Set(breaches.map((it) => it.rule))).toEqual(new Set(rules.forbidden.map((it) => it.name)))
  })

  // fetch needs no import, so no rule about imports can see it.
  test('nothing outside the channels calls fetch', () => {
    const callers = readdirSync(join(repositoryRoot, 'server'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('channels/'))
      .filter((file) =>
        /(?<![\w.'"`])(globalThis\.)?fetch\(/.test(readFileSync(join(repositoryRoot, 'server', file), 'utf8')),
      )
    expect(callers).toEqual([])
  })
})
