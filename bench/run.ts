import { parseArgs } from 'node:util'
import type { Benchmark } from './measure.ts'

// Each is loaded alone: what another drives, such as a browser, is no part of the memory of this one.
const benchmarks: Record<string, { says: string; run: Benchmark }> = {
  chaos: {
    says: 'parcels over two nodes that are killed all the time, and a database that is killed twice: nothing lost or doubled',
    run: async (options) => (await import('./chaos.ts')).chaos(options),
  },
  control: {
    says: 'the control room over a hundred thousand running cases of forty processes through HTTP, beside its SQL alone',
    run: async (options) => (await import('./control.ts')).control(options),
  },
  engine: {
    says: 'steps, tasks, whole instances and waiting timers, beside plain SKIP LOCKED deletes and bpmn-elements',
    run: async (options) => (await import('./engine/engine.ts')).engine(options),
  },
  documents: {
    says: 'offers, invoices and contracts to PDF through the typesetter, beside plain calls of the compiler and a browser',
    run: async (options) => (await import('./documents.ts')).documents(options),
  },
  floods: {
    says: 'what people do while a hundred thousand cases begin and others fail, beside what they do in calm',
    run: async (options) => (await import('./floods.ts')).floods(options),
  },
  import: {
    says: 'a file of leads to committed leads, with the check and the search for duplicates, beside COPY',
    run: async (options) => (await import('./import.ts')).importing(options),
  },
  intake: {
    says: 'submissions through HTTP to committed lead and started process, beside five-row inserts',
    run: async (options) => (await import('./intake.ts')).intake(options),
  },
  lists: {
    says: 'lists, board, search and timeline over a million leads through HTTP, beside their SQL alone',
    run: async (options) => (await import('./lists/lists.ts')).lists(options),
  },
  load: {
    says: 'an hour of business time in five minutes: answers and tables at the end beside those at the beginning',
    run: async (options) => (await import('./load.ts')).load(options),
  },
  mail: {
    says: 'a mailbox to messages in conversations, beside a plain fetch by imapflow read by mailparser',
    run: async (options) => (await import('./mail.ts')).mail(options),
  },
  migration: {
    says: 'a hundred thousand waiting cases put into the next version of their process, beside a plain UPDATE of their rows',
    run: async (options) => (await import('./migration.ts')).migration(options),
  },
  pages: {
    says: 'frames while a list of a million scrolls, answers to presses, kilobytes of script, in a real browser',
    run: async (options) => (await import('./pages.ts')).pages(options),
  },
  reports: {
    says: 'every report over a million deals through HTTP, beside its SQL alone',
    run: async (options) => (await import('./reports.ts')).reports(options),
  },
  start: {
    says: 'time to the first page on an existing database, and the memory of an idle server',
    run: async (options) => (await import('./start.ts')).start(options),
  },
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    size: { type: 'string' },
    keep: { type: 'string' },
  },
})
const [name = '', ...parts] = positionals
const chosen = benchmarks[name]
const size = values.size === undefined ? undefined : Number(values.size)
if (!chosen || (size !== undefined && !(Number.isSafeInteger(size) && size > 0))) {
  console.error('npm run bench -- NAME [PART ...] [--quick] [--size N] [--keep DIR] [--json]')
  for (const [key, { says }] of Object.entries(benchmarks)) console.error(`  ${key.padEnd(10)} ${says}`)
  process.exit(name === '' ? 0 : 2)
}

const result = await chosen.run({
  quick: values.quick,
  size,
  keep: values.keep,
  parts,
  say: (line) => console.error(line),
})
if (!values.json) {
  for (const { what, value, unit, bar, holds } of result.bars) {
    console.log(`${holds ? 'holds' : 'FAILS'}  ${what}: ${value} ${unit} (bar ${bar})`)
  }
  for (const [what, value] of Object.entries(result.figures)) console.log(`       ${what}: ${value}`)
} else console.log(JSON.stringify(result))
process.exit(0)
