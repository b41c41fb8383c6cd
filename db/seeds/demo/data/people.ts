import type { WeekHours } from '../../../../pure/work-calendar.ts'
import type { Role } from '../../../../server/core/actor.ts'

export const DEPARTMENTS = ['Sprzedaż', 'Marketing', 'Produkcja', 'Finanse', 'Logistyka', 'Wsparcie']

interface Employee {
  name: string
  role: Exclude<Role, 'owner'>
  /** Key of the department. */
  department: string | null
  position: string
  phone: string
  skills?: string[]
  workHours?: WeekHours
}

const weekOf = (from: string, to: string): WeekHours => ({
  1: [{ from, to }],
  2: [{ from, to }],
  3: [{ from, to }],
  4: [{ from, to }],
  5: [{ from, to }],
  6: [],
  7: [],
})

export const OWNER = { name: 'Marek Jaskólski', position: 'Właściciel', phone: '+48601220114' }

/** Everybody but the owner; the key is the first part of the e-mail address. */
export const EMPLOYEES = {
  piotr: {
    name: 'Piotr Zieliński',
    role: 'head',
    department: 'sales',
    position: 'Kierownik sprzedaży',
    phone: '+48601220118',
    skills: ['trudne 3', 'przetargi 3'],
  },
  anna: {
    name: 'Anna Wiśniewska',
    role: 'employee',
    department: 'sales',
    position: 'Doradczyni klienta',
    phone: '+48601220121',
    skills: ['trudne 2', 'przetargi 2'],
  },
  katarzyna: {
    name: 'Katarzyna Wójcik',
    role: 'employee',
    department: 'sales',
    position: 'Doradczyni klienta',
    phone: '+48601220122',
    skills: ['trudne'],
  },
  lukasz: {
    name: 'Łukasz Dąbrowski',
    role: 'employee',
    department: 'sales',
    position: 'Doradca klienta',
    phone: '+48601220123',
    skills: ['pomiary'],
  },
  zaneta: {
    name: 'Żaneta Sęk',
    role: 'employee',
    department: 'sales',
    position: 'Młodsza doradczyni klienta',
    phone: '+48601220124',
  },
  magdalena: {
    name: 'Magdalena Krawczyk',
    role: 'head',
    department: 'marketing',
    position: 'Kierowniczka marketingu',
    phone: '+48601220131',
  },
  pawel: {
    name: 'Paweł Kaczmarek',
    role: 'employee',
    department: 'marketing',
    position: 'Specjalista do spraw treści',
    phone: '+48601220132',
  },
  stanislaw: {
    name: 'Stanisław Grabowski',
    role: 'head',
    department: 'production',
    position: 'Kierownik produkcji',
    phone: '+48601220141',
    workHours: weekOf('06:00', '14:00'),
  },
  zenon: {
    name: 'Zenon Ćwikła',
    role: 'employee',
    department: 'production',
    position: 'Mistrz zmiany',
    phone: '+48601220142',
    workHours: weekOf('06:00', '14:00'),
  },
  ewa: {
    name: 'Ewa Pawłowska',
    role: 'head',
    department: 'finance',
    position: 'Główna księgowa',
    phone: '+48601220151',
  },
  joanna: {
    name: 'Joanna Michalska',
    role: 'employee',
    department: 'finance',
    position: 'Księgowa',
    phone: '+48601220152',
    workHours: weekOf('08:00', '12:00'),
  },
  rafal: {
    name: 'Rafał Zając',
    role: 'head',
    department: 'logistics',
    position: 'Kierownik logistyki',
    phone: '+48601220161',
  },
  bozena: {
    name: 'Bożena Źrałek',
    role: 'employee',
    department: 'logistics',
    position: 'Planistka dostaw',
    phone: '+48601220162',
  },
  monika: {
    name: 'Monika Król',
    role: 'head',
    department: 'support',
    position: 'Kierowniczka wsparcia',
    phone: '+48601220171',
  },
  zuzanna: {
    name: 'Zuzanna Łoś',
    role: 'employee',
    department: 'support',
    position: 'Specjalistka do spraw reklamacji',
    phone: '+48601220172',
    skills: ['reklamacje'],
  },
  tomasz: {
    name: 'Tomasz Wrona',
    role: 'administrator',
    department: null,
    position: 'Administrator',
    phone: '+48601220181',
  },
} as const satisfies Record<string, Employee>

export type Person = 'marek' | keyof typeof EMPLOYEES
export type Seller = 'anna' | 'katarzyna' | 'lukasz' | 'zaneta' | 'piotr'
