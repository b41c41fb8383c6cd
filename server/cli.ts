import { statfsSync } from 'node:fs'
import { Command } from 'commander'
import { sql } from 'kysely'
import { pino } from 'pino'
import { describeAudit } from './audit.ts'
import { type Role, system } from './core/actor.ts'
import { dataDirOf } from './core/config.ts'
import type { Deps, Log } from './core/deps.ts'
import { Refusal } from './core/errors.ts'
import { migrate } from './core/migrate.ts'
import { version } from './core/paths.ts'
import { problemOf } from './core/problems.ts'
import { write } from './core/write.ts'
import { examine } from './doctor.ts'
import { rebuildFigures } from './modules/figures/commands/count.ts'
import { addEmployee } from './modules/staff/commands/add-employee.ts'
import { createApiToken } from './modules/staff/commands/create-api-token.ts'
import { departmentByKey } from './modules/staff/queries.ts'
import { describePhone } from './phone.ts'
import { assemble, openInstallation, serve } from './serve.ts'
import { describeSimulate } from './simulate.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const quiet = pino({ level: 'silent' }) as unknown as Log

/** Opens the installation for one command and closes it again, whatever happens. */
async function once(command: (deps: Deps) => Promise<void>): Promise<void> {
  const opened = await openInstallation(process.env, quiet)
  try {
    await migrate(opened.connection)
    const running = await assemble(opened, quiet)
    try {
      await command(running.deps)
    } finally {
      await running.stop()
    }
  } finally {
    await opened.close()
  }
}

const program = new Command('tok')
  .description('Tok: a CRM in which the company’s processes run by themselves')
  .version(version)

program
  .command('serve', { isDefault: true })
  .description(
    'start Tok: database, processes and pages (PORT, TOK_DATA, DATABASE_URL, TOK_URL, TOK_ROLES, TOK_CONNECTIONS)',
  )
  .option('--demo', 'fill an empty database with the demo company')
  .action(async (options: { demo?: boolean }) => {
    const began = Date.now()
    let ending = (_code: number) => {}
    const asked = new Promise<number>((resolve) => {
      ending = resolve
    })
    const running = await serve(process.env, {
      demo: options.demo,
      say,
      lost(migrations) {
        process.stderr.write(
          `a newer Tok took away what this version needs (${migrations.join(', ')}): this node ends; start that version\n`,
        )
        ending(1)
      },
    })
    const { config } = running.deps
    say('')
    say(`  Tok ${version} is ready after ${((Date.now() - began) / 1000).toFixed(1)} s`)
    if (running.address) say(`  Address:  ${config.publicUrl}`)
    else say('  Pages:    none here (TOK_ROLES)')
    say(`  Data:     ${config.databaseUrl ? 'the database of DATABASE_URL' : config.dataDir}`)
    say('  Stop:     Ctrl+C')
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending(0))
    const code = await asked
    say('\n  stopping')
    await running.stop()
    process.exit(code)
  })

program
  .command('migrate')
  .description('bring the database to the newest shape and end')
  .action(async () => {
    const opened = await openInstallation(process.env, quiet)
    try {
      await migrate(opened.connection, (name) => say(`  ${name}`))
      say('  the database is up to date')
    } finally {
      await opened.close()
    }
  })

program
  .command('demo')
  .description('fill an empty database with the demo company and end')
  .action(() =>
    once(async (deps) => {
      await deps.seedDemo!()
      say('  the demo company is in place')
    }),
  )

const user = program.command('user').description('accounts')
user
  .command('add')
  .description('add an employee who can sign in')
  .requiredOption('--email <e-mail>')
  .requiredOption('--name <name>')
  .requiredOption('--password <password>', 'at least 10 characters')
  .option('--role <role>', 'owner, administrator, head or employee', 'employee')
  .option('--department <key>', 'key or id of a department, e.g. sales')
  .action((options: { email: string; name: string; password: string; role: string; department?: string }) =>
    once(async (deps) => {
      const { id } = await write(deps, system('cli'), async (cx) => {
        const department = options.department ? await departmentByKey(cx.db, options.department) : null
        if (options.department && !department) throw new Error(`there is no department ${options.department}`)
        return addEmployee(cx, { ...options, role: options.role as Role, departmentId: department?.id ?? null })
      })
      say(`  ${options.email} was added (${id})`)
    }),
  )

const token = program.command('token').description('tokens for the API')
token
  .command('create')
  .description('print a new bearer token; it is shown only once')
  .requiredOption('--user <e-mail>')
  .option('--name <name>', 'what the token is for', 'cli')
  .action((options: { user: string; name: string }) =>
    once(async (deps) => {
      const { rows } = await sql<{
        id: string
      }>`select id from employees where lower(email) = lower(${options.user}) and active`.execute(deps.database.db)
      if (!rows[0]) throw new Error(`nobody here has the e-mail ${options.user}`)
      const made = await write(deps, system('cli'), (cx) =>
        createApiToken(cx, { employeeId: rows[0]!.id, name: options.name }),
      )
      say(made.token)
    }),
  )

program
  .command('doctor')
  .description('check database, clock, mail and free disk, and say what to do')
  .action(async () => {
    const { bavail, bsize } = statfsSync(dataDirOf(process.env), { bigint: false })
    const freeBytes = bavail * bsize
    let failed = 0
    const show = (ok: boolean | 'warn', what: string, advice?: string) => {
      if (ok === false) failed += 1
      say(`  ${ok === true ? 'ok  ' : ok === 'warn' ? 'look' : 'BAD '}  ${what}${advice ? `\n        ${advice}` : ''}`)
    }
    try {
      await once((deps) => examine(deps, freeBytes, show))
    } catch (error) {
      show(
        false,
        `database: ${(error as Error).message}`,
        'Check DATABASE_URL, or that no other Tok uses the same data folder.',
      )
    }
    process.exitCode = failed > 0 ? 1 : 0
  })

describeAudit(program.command('audit').description('the event log'), once)
program
  .command('figures')
  .description('what is counted of the records')
  .command('rebuild')
  .description('forget every sum and count all records anew')
  .action(() =>
    once(async (deps) => {
      await rebuildFigures(deps)
      say('  every figure was counted anew')
    }),
  )
describePhone(program.command('phone').description('telephone exchanges'))
describeSimulate(program.command('simulate'))

program.parseAsync().catch((error: unknown) => {
  if (error instanceof Refusal) {
    const problem = problemOf(error, 'en')
    process.stderr.write(`${problem.title} (${problem.code})\n`)
    for (const field of problem.errors ?? []) process.stderr.write(`  ${field.path}: ${field.message}\n`)
  } else process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
})
