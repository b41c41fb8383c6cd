import {
  IconBuilding,
  IconCalendar,
  IconCheckbox,
  IconForms,
  IconInbox,
  IconLayoutKanban,
  IconPackage,
  IconRoute,
  IconSettings,
  IconSun,
  IconTargetArrow,
  IconUsers,
} from '@tabler/icons-react'
import { type Counts, useMe } from '../../api/session.ts'
import type { WordKey } from '../../i18n/words.ts'
import { creating, paths } from '../../paths.ts'
import { useHasPage } from '../../ui/GoTo.tsx'
import type { IconType } from '../../ui/Icon.tsx'

export interface NavigationEntry {
  to: string
  label: WordKey
  icon: IconType
  /** G, then this letter, goes there. */
  letter: string
  /** Heading above the first entry of a group. */
  group?: WordKey
  count?: keyof Counts
  /** The count is a reason to hurry. */
  hot?: boolean
  /** Has a place in the phone's tab bar. */
  tab?: boolean
}

/** The rail from top to bottom. An entry is shown once routes.tsx has its page. */
const entries: NavigationEntry[] = [
  { to: paths.myDay, label: 'shell.nav.myDay', icon: IconSun, letter: 'd', tab: true },
  {
    to: paths.requests,
    label: 'shell.nav.requests',
    icon: IconInbox,
    letter: 'r',
    count: 'requests',
    hot: true,
    tab: true,
  },
  { to: paths.tasks, label: 'shell.nav.tasks', icon: IconCheckbox, letter: 't', count: 'tasks' },
  { to: paths.calendar, label: 'shell.nav.calendar', icon: IconCalendar, letter: 'k' },
  {
    to: paths.leads,
    label: 'shell.nav.leads',
    icon: IconTargetArrow,
    letter: 'l',
    group: 'shell.nav.sales',
    count: 'leads',
  },
  {
    to: paths.deals,
    label: 'shell.nav.deals',
    icon: IconLayoutKanban,
    letter: 's',
    group: 'shell.nav.sales',
    count: 'deals',
    tab: true,
  },
  { to: paths.contacts, label: 'shell.nav.contacts', icon: IconUsers, letter: 'c', group: 'shell.nav.sales' },
  { to: paths.companies, label: 'shell.nav.companies', icon: IconBuilding, letter: 'f', group: 'shell.nav.sales' },
  { to: paths.products, label: 'shell.nav.products', icon: IconPackage, letter: 'a', group: 'shell.nav.sales' },
  {
    to: paths.processes,
    label: 'shell.nav.processes',
    icon: IconRoute,
    letter: 'p',
    group: 'shell.nav.processesGroup',
  },
  { to: paths.forms, label: 'shell.nav.forms', icon: IconForms, letter: 'o', group: 'shell.nav.processesGroup' },
  {
    to: paths.settings,
    label: 'shell.nav.settings',
    icon: IconSettings,
    letter: 'u',
    group: 'shell.nav.processesGroup',
  },
]

export interface Creation {
  key: string
  label: WordKey
  icon: IconType
  to: string
  page: string
  /** The right without which it is not offered. */
  right?: string
}

/** What "Nowe" offers. Each list opens its form for `?new=1`. */
const creations: Creation[] = [
  { key: 'lead', label: 'shell.new.lead', icon: IconTargetArrow, page: paths.leads, to: creating(paths.leads) },
  { key: 'deal', label: 'shell.new.deal', icon: IconLayoutKanban, page: paths.deals, to: creating(paths.deals) },
  { key: 'task', label: 'shell.new.task', icon: IconCheckbox, page: paths.tasks, to: creating(paths.tasks) },
  {
    key: 'appointment',
    label: 'shell.new.appointment',
    icon: IconCalendar,
    page: paths.calendar,
    to: creating(paths.calendar),
  },
  { key: 'contact', label: 'shell.new.contact', icon: IconUsers, page: paths.contacts, to: creating(paths.contacts) },
  {
    key: 'company',
    label: 'shell.new.company',
    icon: IconBuilding,
    page: paths.companies,
    to: creating(paths.companies),
  },
  {
    key: 'product',
    label: 'shell.new.product',
    icon: IconPackage,
    page: paths.products,
    to: creating(paths.products),
    right: 'product.create',
  },
]

// The server counts no further than this where a person has a great many.
const MANY = 1000
export const shownCount = (count: number): string => (count < MANY ? String(count) : `${MANY - 1}+`)

export function useNavigationEntries(): NavigationEntry[] {
  const hasPage = useHasPage()
  return entries.filter((entry) => hasPage(entry.to))
}

export function useCreations(): Creation[] {
  const hasPage = useHasPage()
  const { can } = useMe()
  return creations.filter(({ page, right }) => hasPage(page) && (!right || can[right] !== 'none'))
}
