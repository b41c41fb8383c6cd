import { dateOfDay, dayOfDate, wallToInstant } from '../../../pure/dates.ts'
import { parseMoney } from '../../../pure/money.ts'
import { foldText } from '../../../pure/search-text.ts'
import type { Field } from '../../core/fields.ts'
import { IDS } from '../../core/fields.ts'

type Read = { value: unknown } | { wrong: { code: string; params?: Record<string, unknown> } }

const wrong = (code: string, params?: Record<string, unknown>): Read => ({
  wrong: { code, ...(params ? { params } : {}) },
})

const YES = new Set(['tak', 'yes', 'true', 'prawda', '1', 't', 'y', 'x'])
const NO = new Set(['nie', 'no', 'false', 'falsz', '0', 'n', '-'])
const DAYS = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/
const MOMENT = /^(\S+)[ T](\d{1,2}):(\d\d)(?::(\d\d))?$/

/** Where the names of other records are looked up: by the field and the text of the cell. */
export type Names = (field: Field, text: string) => string | 'many' | null

export interface Reading {
  zone: string
  /** Of the row, for its amounts. */
  currency: string
  names: Names
}

/** A cell as an edit would send it; texts of addresses and numbers are left to that edit's own reading. */
export function readCell(field: Field, text: string, { zone, currency, names }: Reading): Read {
  if (IDS.has(field.type)) {
    const found = names(field, text)
    if (found === null) return wrong('import.no_such', { text: text.slice(0, 100) })
    return found === 'many' ? wrong('import.ambiguous', { text: text.slice(0, 100) }) : { value: found }
  }
  switch (field.type) {
    case 'emails':
    case 'phones':
      return {
        value: text
          .split(/[,;|\n]/)
          .map((value) => ({ value: value.trim() }))
          .filter(({ value }) => value !== ''),
      }
    case 'money': {
      const minor = parseMoney(text, 'pl', currency) ?? parseMoney(text, 'en', currency)
      return minor === null ? wrong('field.amount') : { value: Number(minor) }
    }
    case 'currency':
      return { value: text.toUpperCase() }
    case 'number': {
      const value = Number(text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.'))
      return Number.isFinite(value) ? { value } : wrong('field.number')
    }
    case 'date': {
      // A spreadsheet may keep the hour where only the day is meant.
      const date = readDate(MOMENT.exec(text)?.[1] ?? text)
      return date ? { value: date } : wrong('field.date')
    }
    case 'moment': {
      const instant = readMoment(text, zone)
      return instant ? { value: instant } : wrong('field.moment')
    }
    case 'yes_no': {
      const word = foldText(text)
      return YES.has(word) ? { value: true } : NO.has(word) ? { value: false } : wrong('field.invalid')
    }
    case 'locale':
    case 'choice': {
      const key = optionOf(field, text)
      return key ? { value: key } : wrong('field.choice')
    }
    case 'choices': {
      const keys = text
        .split(/[,;|\n]/)
        .filter((one) => one.trim() !== '')
        .map((one) => optionOf(field, one))
      return keys.includes(null) ? wrong('field.choice') : { value: keys }
    }
    default:
      return { value: text }
  }
}

function optionOf({ options = [] }: Field, text: string): string | null {
  const word = foldText(text)
  const found = options.find(
    ({ key, label }) => key === text.trim() || foldText(label.pl) === word || foldText(label.en) === word,
  )
  return found?.key ?? null
}

/** '2026-11-28', '28.11.2026', '28/11/2026' or '28-11-2026': the day before the month, as Poland writes it. */
function readDate(text: string): string | null {
  const [, day, month, year] = DAYS.exec(text) ?? []
  const date = year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : text
  try {
    return dateOfDay(dayOfDate(date))
  } catch {
    return null
  }
}

function readMoment(text: string, zone: string): string | null {
  if (/[zZ]$|[+-]\d\d:?\d\d$/.test(text) && text.includes('T')) {
    const instant = new Date(text)
    return Number.isNaN(instant.getTime()) ? null : instant.toISOString()
  }
  const [, day = text, hours = '0', minutes = '0', seconds = '0'] = MOMENT.exec(text) ?? []
  const date = readDate(day)
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)]
  if (!date || h > 23 || m > 59 || s > 59) return null
  return new Date(wallToInstant(zone, dayOfDate(date) * 86_400_000 + ((h * 60 + m) * 60 + s) * 1000)).toISOString()
}
