import { sql } from 'kysely'
import { channels } from './channels/channels.ts'
import { system } from './core/actor.ts'
import type { Config } from './core/config.ts'
import { openDatabase } from './core/db.ts'
import type { ConnectionConfig } from './core/db-hosts.ts'
import type { Deps, Log } from './core/deps.ts'
import type { Traces } from './core/traces.ts'
import { write } from './core/write.ts'
import { hearAll } from './engine/deploy.ts'
import { meetKept } from './engine/steer.ts'
import { engineVerbs } from './engine/verbs.ts'
import { type Chore, Worker } from './engine/worker.ts'
import { enginePorts } from './engine-ports.ts'
import { sealEvents } from './modules/audit/commands/seal.ts'
import { createDefaultPipeline } from './modules/deals/commands/create-default-pipeline.ts'
import { installTemplates } from './modules/documents/commands/install-templates.ts'
import { tidyWordFiles } from './modules/documents/commands/uploads.ts'
import { purgeValues, tendIndexes } from './modules/fields/commands/tend.ts'
import { countFigures } from './modules/figures/commands/count.ts'
import { countCases } from './modules/figures/commands/count-cases.ts'
import { sendDueMailings } from './modules/figures/commands/mailings.ts'
import { forgetSubmissions } from './modules/forms/commands/forget-submissions.ts'
import { createDefaultForm } from './modules/forms/shipped.ts'
import { doImport } from './modules/imports/commands/do-import.ts'
import { dropFiles } from './modules/imports/commands/end-import.ts'
import { tellOfCertificate } from './modules/invoices/commands/certificate.ts'
import { installKinds } from './modules/kinds/commands/install-kinds.ts'
import { tidyUploads } from './modules/letters/commands/tidy-uploads.ts'
import { doBulkEdit } from './modules/lists/commands/bulk-edits.ts'
import { gatherNotificationMails } from './modules/mail/commands.ts'
import { channelListeners } from './modules/messages/commands/listen.ts'
import { sendScheduled } from './modules/messages/commands/write-message.ts'
import { doBulk } from './modules/processes/commands/bulks.ts'
import { tidyHistory } from './modules/processes/commands/history.ts'
import { installShipped } from './modules/processes/commands.ts'
import { gatherPushes } from './modules/push/commands.ts'
import { forgetAttempts } from './modules/staff/attempts.ts'
import { departmentByKey } from './modules/staff/queries.ts'
import { endForgottenCalls, exchangeListeners, forgetMessages, LOOK_MS } from './modules/telephony/commands/listen.ts'
import { effectSenders, eventNames } from './registry.ts'

/**
 * Where the standard variables of OpenTelemetry name a collector, the way there; else nothing, and none of its library is
 * loaded. `thread` tells the two of one process apart.
 */
export async function openTraces(
  env: NodeJS.ProcessEnv,
  thread: 'main' | 'engine',
  log: Log,
): Promise<Traces | undefined> {
  const isNamed = env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  if (!isNamed || env.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || env.OTEL_TRACES_EXPORTER === 'none')
    return undefined
  const { otlpTraces } = await import('./channels/traces/otlp.ts')
  return otlpTraces(env, thread, log)
}

/** Connects to a migrated database and puts together what commands need; nobody is woken by them yet. */
export async function openDeps(
  { config, connection }: { config: Config; connection: ConnectionConfig },
  log: Log,
  traces?: Traces,
): Promise<Deps> {
  const database = await openDatabase(connection)
  const deps: Deps = { config, connection, database, log, eventNames, channels, traces, wake: () => {} }
  deps.seedDemo = async () => (await import('../db/seeds/demo.ts')).seedDemo(deps)
  deps.engine = engineVerbs(enginePorts)
  deps.onCompanySetUp = async (cx, locale) => {
    await createDefaultPipeline(cx, locale)
    await installKinds(cx)
    await installTemplates(cx)
    const sales = await departmentByKey(cx.db, 'sales')
    await createDefaultForm(cx, { departmentId: sales?.id ?? null, locale })
  }
  return deps
}

/** The shipped processes in their newest version, and what is listened to. */
export async function install(deps: Deps): Promise<void> {
  await write(deps, system('start'), async (cx) => {
    await installShipped(cx)
    await installKinds(cx)
    await installTemplates(cx)
    await hearAll(cx, enginePorts)
  })
}

/** The engine with its chores, not at work yet. */
export function engineOf(deps: Deps): Worker {
  const exchanges = exchangeListeners(deps)
  const listeners = channelListeners(deps)
  const chores: Chore[] = [
    { name: 'channels', everyMs: 2000, run: () => listeners.tend(), stop: () => listeners.stop() },
    { name: 'scheduled messages', everyMs: 1000, run: () => write(deps, system('channels'), sendScheduled) },
    { name: 'mails', everyMs: 1000, run: () => gatherNotificationMails(deps) },
    { name: 'pushes', everyMs: 1000, run: () => gatherPushes(deps) },
    { name: 'kept messages', everyMs: 10_000, run: () => meetKept(deps, enginePorts) },
    { name: 'field indexes', everyMs: 5000, run: () => tendIndexes(deps) },
    { name: 'exchanges', everyMs: LOOK_MS, run: exchanges.tend, stop: exchanges.stop },
    { name: 'forgotten calls', everyMs: 60_000, run: () => endForgottenCalls(deps) },
    { name: 'seals', everyMs: 5000, run: () => sealEvents(deps) },
    { name: 'figures', everyMs: 1000, run: () => countFigures(deps) },
    { name: 'figure mailings', everyMs: 1000, run: () => write(deps, system('figures'), sendDueMailings) },
    { name: 'certificate', everyMs: 60_000, run: () => write(deps, system('invoices'), tellOfCertificate) },
    { name: 'old cases', everyMs: 600_000, run: () => tidyHistory(deps) },
    { name: 'tidy', everyMs: 60_000, run: () => tidy(deps) },
  ]
  return new Worker(deps, enginePorts, effectSenders(deps), chores, [
    () => doBulk(deps),
    () => doBulkEdit(deps),
    () => doImport(deps),
    () => purgeValues(deps),
    () => countCases(deps),
  ])
}

// This month and the next; what lies further on, in the demo, lies in the default partition until its month comes.
const HISTORY_MONTHS = `select ensure_history_month((business_now() + n * interval '1 month')::date) from generate_series(0, 1) n`

/** One node at a time: the others have nothing to add, and two that make the same month would be in each other's way. */
const tidy = (deps: Deps): Promise<boolean> =>
  write(deps, system('tidy'), async (cx) => {
    const { rows } = await sql<{
      mine: boolean
    }>`select pg_try_advisory_xact_lock(hashtext('tok:tidy')) as mine`.execute(cx.db)
    return rows[0]!.mine && (await tidyAll(deps))
  })

async function tidyAll(deps: Deps): Promise<boolean> {
  await deps.database.pool.query(
    "delete from idempotency_keys where created_at < clock_timestamp() - interval '24 hours'",
  )
  await forgetAttempts(deps)
  await forgetMessages(deps)
  await deps.database.pool.query('delete from used_proofs where expires_at < clock_timestamp()')
  await deps.database.pool.query('delete from process_messages where kept_until < business_now()')
  await deps.database.pool.query(HISTORY_MONTHS)
  await deps.database.pool.query('select tidy_search()')
  const files = await write(deps, system('tidy'), dropFiles)
  const uploads = await write(deps, system('tidy'), tidyUploads)
  const words = await write(deps, system('tidy'), tidyWordFiles)
  return (await forgetSubmissions(deps)) || files || uploads || words
}
