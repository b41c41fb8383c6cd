import { createHmac } from 'node:crypto'
import { originAllowed } from '../../../pure/origins.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import type { Deps } from '../../core/deps.ts'
import { Refusal } from '../../core/errors.ts'
import { type Form, formForIntake } from './queries.ts'
import { readConsents } from './rules/consents.ts'
import { clip } from './rules/lead-from-answers.ts'
import { plainText, readAnswers } from './rules/read-answers.ts'
import { type Definition, inLanguage, type PublicSubmission } from './schema.ts'

/** The form behind a public address, if it takes anything: `form.not_found` 404, `form.switched_off` 410. */
export async function openForm(deps: Deps, by: { key: string } | { id: string }): Promise<Form> {
  const form = await formForIntake(deps, by)
  // What is for people of the company alone is not there for the world.
  if (!form || ('key' in by && !form.public)) throw new Refusal('form.not_found', { status: 404 })
  if (!form.active || form.archivedAt || form.kindArchived) throw new Refusal('form.switched_off', { status: 410 })
  return form
}

export function refuseForeignOrigin(
  deps: Deps,
  form: Form,
  headers: { origin?: string | undefined; host?: string | undefined },
): void {
  const own = [headers.host, new URL(deps.config.publicUrl).host]
  if (originAllowed(form.definition.allowedOrigins, headers.origin, own)) return
  throw new Refusal('form.origin_refused', { status: 403, params: { origin: clip(headers.origin ?? '', 200) } })
}

/** What was sent, checked and normalised; all faults in one refusal. */
export function checked(
  form: Form,
  sent: Pick<PublicSubmission, 'answers' | 'consents'>,
  locale: Locale,
  options: { consentsDemanded: boolean },
) {
  const { answers, errors } = readAnswers(form.definition, sent.answers, locale)
  const given = readConsents(form.definition, sent.consents, options.consentsDemanded)
  const all = [...errors, ...given.errors]
  if (all.length > 0) {
    const onlyConsents = all.every((error) => error.code === 'form.consent_required')
    throw new Refusal(onlyConsents ? 'form.consent_required' : 'invalid_request', { status: 422, fields: all })
  }
  return { answers, consents: given.consents, locale }
}

/** Where somebody came from. Cut and cleaned, never refused: it is not worth a request. */
export function whence(sent: {
  utm: Record<string, string>
  pageUrl?: string | undefined
  referrer?: string | undefined
}) {
  const utm = Object.entries(sent.utm)
    .filter(([name]) => /^[a-z0-9_]{1,60}$/i.test(name))
    .slice(0, 20)
    .map(([name, value]) => [name, clip(plainText(value, 'one'), 300)] as const)
    .filter(([, value]) => value !== '')
  return {
    utm: Object.fromEntries(utm),
    pageUrl: webAddress(sent.pageUrl),
    referrer: webAddress(sent.referrer),
  }
}

// The page of the lead shows it as a link: 'javascript:' must not become one.
function webAddress(text: string | undefined): string | null {
  const address = plainText(text ?? '', 'one')
  return /^https?:\/\//i.test(address) ? clip(address, 2000) : null
}

/** Who sends much from one place can be seen without keeping anybody's address. */
export const digestOfAddress = (deps: Deps, address: string): Buffer =>
  createHmac('sha256', deps.config.secret).update(`forms:address:${address}`).digest()

/** The language the form speaks to this visitor. */
export function languageOf(definition: Definition, asked: string | undefined, otherwise: Locale): Locale {
  if (definition.language !== 'auto') return definition.language
  return asked === 'pl' || asked === 'en' ? asked : otherwise
}

export function thankYouOf(definition: Definition, locale: Locale) {
  const { heading, text, redirectUrl } = definition.thankYou
  return { heading: inLanguage(heading, locale), text: inLanguage(text, locale), redirectUrl: redirectUrl ?? null }
}
