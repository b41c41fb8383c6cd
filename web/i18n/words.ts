import { useCallback, useSyncExternalStore } from 'react'
import { formatNear } from '../../pure/dates.ts'
import { formatText, type Locale } from '../../pure/texts/format.ts'
import type { pl as serverPl } from '../../pure/texts/pl.ts'
import { businessNow, companyZone } from '../api/clock.ts'
import type { designer } from './pl/designer.ts'
import type { pl } from './pl.ts'

export type { Locale }
export type WordKey = keyof typeof pl | keyof typeof designer | keyof typeof serverPl
export type Params = Record<string, unknown>
export type Translate = (key: WordKey, params?: Params) => string

type Catalogue = Record<string, string>
const load: Record<Locale, () => Promise<Catalogue>> = {
  pl: async () => (await import('./pl.ts')).all,
  en: async () => (await import('./en.ts')).all,
}

/** Words of pages that few open: they come with those pages, not with the first one. */
type Part = Record<Locale, () => Promise<Catalogue>>
const parts = new Set<Part>()

/** Fetches the words of a part, in this language and from now on in every other that is switched to. */
export async function needWords(part: Part): Promise<void> {
  if (parts.has(part)) return
  const words = await part[locale]()
  parts.add(part)
  catalogue = { ...catalogue, ...words }
}

const STORED = 'tok-locale'
let locale: Locale = 'pl'
let catalogue: Catalogue = {}
let asked = 0
const listeners = new Set<() => void>()

function stored(): Locale | null {
  try {
    const value = localStorage.getItem(STORED)
    return value === 'pl' || value === 'en' ? value : null
  } catch {
    return null
  }
}

function preferred(): Locale {
  return stored() ?? (navigator.language.toLowerCase().startsWith('pl') ? 'pl' : 'en')
}

/** Before the first drawing: the language chosen here before, or the browser's. */
export async function startWords(): Promise<void> {
  await switchLocale(preferred(), { remember: false })
}

export async function switchLocale(next: Locale, { remember = true } = {}): Promise<void> {
  const mine = ++asked
  if (next !== locale || Object.keys(catalogue).length === 0) {
    const loaded = Object.assign({}, ...(await Promise.all([load[next](), ...[...parts].map((part) => part[next]())])))
    // Somebody asked for another language meanwhile: the last wish counts.
    if (mine !== asked) return
    catalogue = loaded
    locale = next
    document.documentElement.lang = next
    for (const listener of listeners) listener()
  }
  if (!remember) return
  try {
    localStorage.setItem(STORED, next)
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}

/** Polish typography leaves no one-letter word and no number at the end of a line. */
export function bind(text: string): string {
  const numbers = text.replace(/(\d) (?=\p{L}|\d{3})/gu, '$1\u00a0')
  return locale === 'pl' ? numbers.replace(/(?<=^|[\s(„])([wziouaWZIOUA]) /g, '$1\u00a0') : numbers
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

/** Instants in the parameters of a code come as the machine writes them; people read 'dziś 10:02'. */
function readable(params: Params): Params {
  const reader = { locale, zone: companyZone(), now: new Date(businessNow()).toISOString() }
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && INSTANT.test(value) ? formatNear(value, reader) : value,
    ]),
  )
}

/** Words for a code known only at run time: a problem's, an event's. Null when no catalogue has it. */
export function wordsOf(code: string, params: Params = {}): string | null {
  return Object.hasOwn(catalogue, code) ? bind(formatText(catalogue, code, readable(params), locale)) : null
}

/** For code outside React; a component uses `useT`, which draws again when the language changes. */
export const translate: Translate = (key, params = {}) => bind(formatText(catalogue, key, params, locale))

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, () => locale)
}

export function useT(): Translate {
  const current = useLocale()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function for each language, so that memos notice
  return useCallback<Translate>((key, params) => translate(key, params), [current])
}

export function currentLocale(): Locale {
  return locale
}
