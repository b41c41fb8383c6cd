import { sql } from 'kysely'
import type { Locale } from '../../../../pure/texts/format.ts'
import type { UserActor } from '../../../core/actor.ts'
import type { Db } from '../../../core/db.ts'
import type { Subject } from '../../../core/events.ts'
import { cleanHtml, saysSomething } from '../clean.ts'
import { escaped, plainOf } from '../rules/plain.ts'
import { filled, variablesIn } from '../rules/variables.ts'
import type { Preview, PreviewInput } from '../schema.ts'
import { doubtsOf, localesOf } from './recipients.ts'
import { generalValues, recordValues } from './values.ts'

/** The letter as each recipient would get it, in his language, with what speaks against sending it. */
export async function renderLetter(
  db: Db,
  user: UserActor,
  letter: Omit<PreviewInput, 'about'> & { about: Subject | null },
  now: Date,
): Promise<Preview[]> {
  const { about, recipients, texts } = letter
  const locales = await localesOf(db, recipients)
  const doubts = await doubtsOf(db, user, about, recipients)
  const signature = letter.signature ? await signatureOf(db, user.id) : ''
  const values = new Map<Locale, Map<string, string>>()
  for (const locale of new Set(locales))
    values.set(locale, about ? await recordValues(db, user, about, locale) : new Map())
  return Promise.all(
    recipients.map(async ({ address, name }, at): Promise<Preview> => {
      const read = locales[at]!
      const locale = texts[read] ? read : read === 'pl' ? 'en' : 'pl'
      const { subject, body } = texts[locale] ?? texts[read] ?? { subject: '', body: '' }
      const known = new Map([
        ...(values.get(read) ?? []),
        ...(await generalValues(db, user, { name }, { locale: read, now })),
      ])
      const html = cleanHtml(filled(body, known, escaped)) + signature
      const empty = variablesIn(`${subject} ${body}`).filter((variable) => !known.get(variable))
      return {
        address,
        name,
        locale: read,
        subject: filled(subject, known).trim(),
        html,
        text: plainOf(html),
        empty,
        doubts: [...doubts[at]!, ...(empty.length > 0 ? [{ code: 'empty_variable', detail: empty.join(', ') }] : [])],
      }
    }),
  )
}

/** What a person's letters end with; clean HTML, '' for nothing. */
export async function signatureOf(db: Db, employeeId: string): Promise<string> {
  const { rows } = await sql<{ signature: unknown }>`
    select preferences -> 'signature' as signature from employees where id = ${employeeId}`.execute(db)
  const given = rows[0]?.signature
  const html = typeof given === 'string' ? cleanHtml(given) : ''
  return saysSomething(html) ? `<p>-- </p>${html}` : ''
}
