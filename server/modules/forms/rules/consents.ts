import type { FieldError } from '../../../core/errors.ts'
import type { Consent, Definition, DefinitionInput } from '../schema.ts'

export interface Agreed {
  key: string
  version: number
  agreed: boolean
}

/**
 * Who agreed to what. The version is the one that was on the screen: a page opened before the text changed still
 * counts, with the text it showed.
 */
export function readConsents(
  definition: Definition,
  given: Record<string, number>,
  demanded: boolean,
): { consents: Agreed[]; errors: FieldError[] } {
  const consents: Agreed[] = []
  const errors: FieldError[] = []
  const known = new Set(definition.consents.map((consent) => consent.key))
  for (const key of Object.keys(given)) {
    if (!known.has(key)) errors.push({ path: `consents.${key}`, code: 'field.unknown' })
  }
  for (const { key, version, required } of definition.consents) {
    const agreedTo = Object.hasOwn(given, key) ? (given[key] as number) : null
    if (agreedTo !== null && agreedTo > version) errors.push({ path: `consents.${key}`, code: 'field.invalid' })
    else if (agreedTo !== null) consents.push({ key, version: agreedTo, agreed: true })
    else if (required && demanded) errors.push({ path: `consents.${key}`, code: 'form.consent_required' })
    else consents.push({ key, version, agreed: false })
  }
  return { consents, errors }
}

/** Gives every consent its version: the old one where nothing changed, else the next one of that key. */
export function numberConsents(
  wanted: DefinitionInput['consents'],
  newest: Map<string, Consent>,
): { consents: Consent[]; fresh: Consent[] } {
  const fresh: Consent[] = []
  const consents = wanted.map((consent): Consent => {
    const last = newest.get(consent.key)
    const same =
      last &&
      last.required === consent.required &&
      (last.text.pl ?? null) === (consent.text.pl ?? null) &&
      (last.text.en ?? null) === (consent.text.en ?? null)
    if (same) return { ...consent, version: last.version }
    const next = { ...consent, version: (last?.version ?? 0) + 1 }
    fresh.push(next)
    return next
  })
  return { consents, fresh }
}
