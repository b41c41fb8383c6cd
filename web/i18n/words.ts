import { useCallback, useSyncExternalStore } from 'react'
import { formatDate, formatNear } from '../../pure/dates.ts'
import { formatText, type Locale } from '../../pure/texts/format.ts'
import type { pl as serverPl } from '../../pure/texts/pl.ts'
import { businessNow, companyZone } from '../api/clock.ts'
import type { pl } from './pl.ts'

export type { Locale }
export type WordKey = keyof typeof pl | keyof typeof serverPl
export type Params = Record<string, unknown>
export type Translate = (key: WordKey, params?: Params) => string

type Catalogue = Record<string, string>
/** The words My day is drawn with come first and alone; those of all other pages with the first of these. */
const load: Record<'first' | 'all', Record<Locale, () => Promise<Catalogue>>> = {
  first: {
    pl: async () => (await import('./first.pl.ts')).first,
    en: async () => (await import('./first.en.ts')).first,
  },
  all: {
    pl: async () => (await import('./pl.ts')).all,
    en: async () => (await import('./en.ts')).all,
  },
}

const STORED = 'tok-locale'
interface Words {
  locale: Locale
  catalogue: Catalogue
  has: 'nothing' | 'first' | 'all'
}
let words: Words = { locale: 'pl', catalogue: {}, has: 'nothing' }
let asked = 0
let wished: Locale = 'pl'
let coming: { locale: Locale; arrived: Promise<void> } | undefined
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
  wished = next
  if (next !== words.locale || words.has === 'nothing') {
    const has = words.has === 'all' ? 'all' : 'first'
    const catalogue = await load[has][next]()
    // Somebody asked for another language meanwhile: the last wish counts.
    if (mine !== asked) return
    if (words.locale !== next || words.has !== 'all') draw({ locale: next, catalogue, has })
  }
  if (!remember) return
  try {
    localStorage.setItem(STORED, next)
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}

function draw(next: Words): void {
  words = next
  document.documentElement.lang = next.locale
  for (const listener of listeners) listener()
}

/** The words of all pages, in the language last wished for; what is drawn already is drawn again with them. */
export async function allWords(): Promise<void> {
  const locale = wished
  if (words.has === 'all' && words.locale === locale) return
  if (coming?.locale !== locale) {
    const arrived = load.all[locale]().then((catalogue) => {
      if (wished === locale) draw({ locale, catalogue, has: 'all' })
    })
    coming = { locale, arrived }
    // A line that broke must not keep the words away for good.
    arrived.catch(() => {
      coming = undefined
    })
  }
  await coming.arrived
}

/** What `load` brings, once the words of all pages are here too: for whatever is drawn later than My day. */
export const withWords =
  <T>(load: () => Promise<T>): (() => Promise<T>) =>
  async () =>
    (await Promise.all([load(), allWords()]))[0]

const CODE = /^[a-zA-Z_]+\.\S+$/

/** Whether there is a message of this code. One that is missing may be among those still to come: they are asked for. */
function has(code: string): boolean {
  if (Object.hasOwn(words.catalogue, code)) return true
  if (words.has === 'first' && CODE.test(code)) allWords().catch(() => undefined)
  return false
}

/** Polish typography leaves no one-letter word and no number at the end of a line. */
export function bind(text: string): string {
  const numbers = text.replace(/(\d) (?=\p{L}|\d{3})/gu, '$1\u00a0')
  return words.locale === 'pl' ? numbers.replace(/(?<=^|[\s(„])([wziouaWZIOUA]) /g, '$1\u00a0') : numbers
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

const DAY = /^\d{4}-\d\d-\d\d$/

/** Instants and days in the parameters of a code come as the machine writes them; people read 'dziś 10:02'. */
function readable(params: Params): Params {
  const reader = { locale: words.locale, zone: companyZone(), now: new Date(businessNow()).toISOString() }
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value !== 'string'
        ? value
        : INSTANT.test(value)
          ? formatNear(value, reader)
          : DAY.test(value)
            ? formatDate(value, reader)
            : value,
    ]),
  )
}

/** Words for a code known only at run time: a problem's, an event's. Null when no catalogue has it. */
export function wordsOf(code: string, params: Params = {}): string | null {
  return has(code) ? bind(formatText(words.catalogue, code, readable(params), words.locale)) : null
}

/** For code outside React; a component uses `useT`, which draws again when the language changes. */
export const translate: Translate = (key, params = {}) =>
  has(key) || words.has === 'all' ? bind(formatText(words.catalogue, key, params, words.locale)) : ''

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

const useWords = (): Words => useSyncExternalStore(subscribe, () => words)

export function useLocale(): Locale {
  return useWords().locale
}

export function useT(): Translate {
  const current = useWords()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function for other words, so that memos notice
  return useCallback<Translate>((key, params) => translate(key, params), [current])
}

export function currentLocale(): Locale {
  return words.locale
}
