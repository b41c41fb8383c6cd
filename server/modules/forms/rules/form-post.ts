import type { RawAnswer } from './read-answers.ts'

/**
 * What an HTML form without JavaScript posts, as the JSON a script would send. So a company's own hand-written
 * `<form>` may post here, too: names are the keys of fields, `consent.<key>` carries the version of a consent.
 */
export function bodyOfPost(pairs: [name: string, value: string][]): Record<string, unknown> {
  const answers = new Map<string, RawAnswer>()
  const consents = new Map<string, number>()
  const utm = new Map<string, string>()
  const further = new Map<string, string>()
  for (const [name, value] of pairs) {
    if (name === 'altcha' || name === 'extra_subject') further.set(name, value)
    else if (name === '_language') {
      if (value === 'pl' || value === 'en') further.set('language', value)
    } else if (name === '_page') further.set('pageUrl', value)
    else if (name === '_referrer') further.set('referrer', value)
    else if (name.startsWith('utm_')) utm.set(name, value)
    else if (name.startsWith('consent.')) consents.set(name.slice('consent.'.length), Number(value))
    else {
      const before = answers.get(name)
      if (before === undefined) answers.set(name, value)
      else answers.set(name, [...(Array.isArray(before) ? before : [before as string]), value])
    }
  }
  return {
    answers: Object.fromEntries(answers),
    consents: Object.fromEntries(consents),
    utm: Object.fromEntries(utm),
    ...Object.fromEntries(further),
  }
}
