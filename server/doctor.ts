import { sql } from 'kysely'
import { openSmtp } from './channels/mail/smtp.ts'
import { MailTrouble } from './channels/mail/trouble.ts'
import type { Deps } from './core/deps.ts'
import { say } from './core/problems.ts'
import { mailIsSet, smtpSettings } from './modules/mail/queries.ts'
import { beat } from './modules/processes/queries.ts'

/** Looks at everything an administrator would ask about; `show` is called once a finding. */
export async function examine(
  deps: Deps,
  freeBytes: number,
  show: (ok: boolean | 'warn', what: string, advice?: string) => void,
): Promise<void> {
  const { db } = deps.database
  const { rows } = await sql<{ version: string; now: Date; ahead: number; role: string; append_only: boolean }>`
    select current_setting('server_version') as version, clock_timestamp() as now, (select ahead_ms from business_clock) as ahead,
      current_user as role, not has_table_privilege('event_log', 'UPDATE') as append_only`.execute(db)
  const row = rows[0]!
  show(true, `database: PostgreSQL ${row.version}, role ${row.role}`)
  show(
    row.append_only ? true : 'warn',
    row.append_only ? 'event log: this role can only add to it' : 'event log: guarded by triggers only',
    row.append_only ? undefined : 'Let the database user create roles once (CREATEROLE), then run tok migrate.',
  )
  const skew = Math.abs(row.now.getTime() - Date.now())
  show(
    skew < 5000 ? true : 'warn',
    `clock: this machine and the database differ by ${skew} ms`,
    skew < 5000 ? undefined : 'Synchronise the clocks (NTP); deadlines follow the database.',
  )
  if (row.ahead > 0) show('warn', `clock: business time is ${Math.round(row.ahead / 3_600_000)} h ahead (demo)`)
  const gigabytes = freeBytes / 1024 ** 3
  show(
    gigabytes > 5 ? true : gigabytes > 1 ? 'warn' : false,
    `disk: ${gigabytes.toFixed(1)} GiB free`,
    gigabytes > 5 ? undefined : 'Free some space: without it nothing new can be written.',
  )
  await examineMail(deps, show)
  const pulse = await beat(db)
  show(
    pulse.failed === 0 ? true : 'warn',
    `processes: ${pulse.running} running, ${pulse.backlog} events waiting, ${pulse.failed} stuck`,
  )
}

async function examineMail(
  deps: Deps,
  show: (ok: boolean | 'warn', what: string, advice?: string) => void,
): Promise<void> {
  if (!(await mailIsSet(deps.database.db))) {
    show('warn', 'mail: no server is set, letters are kept on the page "Outgoing mail"', 'Set one in Settings, Mail.')
    return
  }
  const settings = await smtpSettings(deps.database.db, deps.config.secret)
  const smtp = openSmtp(settings, { patient: false })
  try {
    await smtp.check()
    show(true, `mail: ${settings.host}:${settings.port} answers and lets us sign in`)
  } catch (error) {
    const code = error instanceof MailTrouble ? error.code : 'unexpected'
    show(false, `mail: ${settings.host}:${settings.port}`, say('en', `mail.trouble.${code}`))
  } finally {
    smtp.close()
  }
}
