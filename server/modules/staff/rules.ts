import type { WeekHours } from '../../../pure/work-calendar.ts'

const EIGHT_HOURS = [{ from: '08:00', to: '16:00' }]

/** Monday to Friday, 8:00 to 16:00: what a Polish office has until it says otherwise. */
export const USUAL_HOURS: WeekHours = {
  1: EIGHT_HOURS,
  2: EIGHT_HOURS,
  3: EIGHT_HOURS,
  4: EIGHT_HOURS,
  5: EIGHT_HOURS,
  6: [],
  7: [],
}

// The shipped processes name departments by these keys, so a department is found whatever language it was set up in.
const KEYS: Record<string, string[]> = {
  sales: ['sprzedaż', 'dział sprzedaży', 'handlowy', 'dział handlowy', 'sales'],
  marketing: ['marketing', 'dział marketingu'],
  production: ['produkcja', 'dział produkcji', 'production'],
  finance: ['finanse', 'dział finansowy', 'księgowość', 'finance', 'accounting'],
  logistics: ['logistyka', 'dział logistyki', 'logistics'],
  support: ['wsparcie', 'obsługa klienta', 'serwis', 'support', 'customer service'],
}

/** Keys of the first departments; where none is sales, the first one is, or S1 would have nobody to tell. */
export function departmentKeys(names: string[]): (string | null)[] {
  const taken = new Set<string>()
  const keys = names.map((name) => {
    const key = Object.keys(KEYS).find((each) => KEYS[each]!.includes(name.trim().toLowerCase()))
    if (!key || taken.has(key)) return null
    taken.add(key)
    return key
  })
  if (keys.length > 0 && !taken.has('sales')) keys[0] = 'sales'
  return keys
}

/** Whether following `up` from `start` comes to `id`: then putting `id` below `start` would close a circle. */
export function leadsTo(up: ReadonlyMap<string, string | null>, start: string | null, id: string): boolean {
  const seen = new Set<string>()
  for (let at = start; at && !seen.has(at); at = up.get(at) ?? null) {
    if (at === id) return true
    seen.add(at)
  }
  return false
}
