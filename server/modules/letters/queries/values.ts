import { sql } from 'kysely'
import { formatDate } from '../../../../pure/dates.ts'
import { splitFullName } from '../../../../pure/names.ts'
import { formatPhone } from '../../../../pure/phone.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import type { Subject } from '../../../core/events.ts'
import { recordWords, sayableFields } from '../../lists/queries/record-words.ts'
import { companyOf } from '../../staff/queries.ts'
import { GENERAL } from '../rules/variables.ts'
import type { Variable } from '../schema.ts'

/** What a template of this kind may name: fields its writer sees, and what every text may name. */
export async function variablesFor(db: Db, actor: Actor, kind: string | null): Promise<Variable[]> {
  const fields = kind === null ? [] : await sayableFields(db, actor, kind)
  return [...GENERAL, ...fields.map(({ key, label }) => ({ key: `record.${key}`, label, group: 'record' }))]
}

/** The fields of a record as letters name them, in words of that language; empty values are left out. */
export async function recordValues(
  db: Db,
  user: UserActor,
  about: Subject,
  locale: Locale,
): Promise<Map<string, string>> {
  const words = await recordWords(db, user, about, locale)
  return new Map([...words].flatMap(([key, said]) => (said === '' ? [] : [[`record.${key}`, said]])))
}

/** What stands for the general variables, for one recipient. */
export async function generalValues(
  db: Db,
  user: UserActor,
  recipient: { name: string },
  { locale, now }: { locale: Locale; now: Date },
): Promise<Map<string, string>> {
  const { name, zone } = await companyOf(db)
  const { rows } = await sql<{ name: string; email: string; position: string; phone: string | null }>`
    select name, email, position, phone from employees where id = ${user.id}`.execute(db)
  const sender = rows[0]
  const { first, last } = splitFullName(recipient.name)
  return new Map([
    ['recipient.name', recipient.name],
    ['recipient.first_name', first],
    ['recipient.last_name', last],
    ['sender.name', sender?.name ?? ''],
    ['sender.position', sender?.position ?? ''],
    ['sender.email', sender?.email ?? ''],
    ['sender.phone', sender?.phone ? formatPhone(sender.phone) : ''],
    ['company.name', name],
    ['today', formatDate(now.toISOString(), { locale, zone })],
  ])
}
