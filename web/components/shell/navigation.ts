import {
  IconBuilding,
  IconCalendar,
  IconChartBar,
  IconCheckbox,
  IconFileCertificate,
  IconFileInvoice,
  IconForms,
  IconHeadset,
  IconHeartRateMonitor,
  IconInbox,
  IconLayoutKanban,
  IconMessages,
  IconPackage,
  IconPhone,
  IconRoute,
  IconSettings,
  IconStack2,
  IconSun,
  IconTargetArrow,
  IconUsers,
} from '@tabler/icons-react'
import { type Counts, useMe } from '../../api/session.ts'
import { useLocale, useT, type WordKey } from '../../i18n/words.ts'
import { creating, paths } from '../../paths.ts'
import { useHasPage } from '../../ui/GoTo.tsx'
import type { IconType } from '../../ui/Icon.tsx'
import { useKinds } from '../kinds.ts'

export interface NavigationEntry {
  to: string
  label: string
  icon: IconType
  /** G, then this letter, goes there. */
  letter?: string
  /** Heading above the first entry of a group. */
  group?: string
  count?: keyof Counts
  /** The count is a reason to hurry. */
  hot?: boolean
  /** Has a place in the phone's tab bar. */
  tab?: boolean
}

/** An entry as it is written down, its words by their keys. */
type Written = Omit<NavigationEntry, 'label' | 'group'> & { label: WordKey; group?: WordKey }

/** The rail from top to bottom. An entry is shown once routes.tsx has its page. */
const entries: Written[] = [
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
  { to: paths.inbox, label: 'shell.nav.inbox', icon: IconMessages, letter: 'i', count: 'inbox' },
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
  { to: paths.calls, label: 'shell.nav.calls', icon: IconPhone, letter: 'e', group: 'shell.nav.sales' },
  { to: paths.tickets, label: 'shell.nav.tickets', icon: IconHeadset, letter: 'w', group: 'shell.nav.sales' },
  {
    to: paths.contracts,
    label: 'shell.nav.contracts',
    icon: IconFileCertificate,
    letter: 'm',
    group: 'shell.nav.sales',
  },
  { to: paths.invoices, label: 'shell.nav.invoices', icon: IconFileInvoice, letter: 'v', group: 'shell.nav.sales' },
  { to: paths.products, label: 'shell.nav.products', icon: IconPackage, letter: 'a', group: 'shell.nav.sales' },
  { to: paths.figures, label: 'shell.nav.figures', icon: IconChartBar, letter: 'y', group: 'shell.nav.sales' },
  {
    to: paths.control,
    label: 'shell.nav.control',
    icon: IconHeartRateMonitor,
    letter: 'z',
    group: 'shell.nav.processesGroup',
    count: 'incidents',
    hot: true,
  },
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
  label: string
  icon: IconType
  to: string
  page: string
  /** The right without which it is not offered. */
  right?: string
}

/** What "Nowe" offers. Each list opens its form for `?new=1`. */
const creations: (Creation & { label: WordKey })[] = [
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
    key: 'ticket',
    label: 'shell.new.ticket',
    icon: IconHeadset,
    page: paths.tickets,
    to: creating(paths.tickets),
  },
  {
    key: 'contract',
    label: 'shell.new.contract',
    icon: IconFileCertificate,
    page: paths.contracts,
    to: creating(paths.contracts),
    right: 'contract.create',
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
  const t = useT()
  const locale = useLocale()
  const hasPage = useHasPage()
  const kinds = useKinds()
  const written = entries
    .filter((entry) => hasPage(entry.to))
    .map(
      ({ label, group, ...entry }): NavigationEntry => ({
        ...entry,
        label: t(label),
        ...(group ? { group: t(group) } : {}),
      }),
    )
  const own = kinds.map(
    (kind): NavigationEntry => ({
      to: paths.records(kind.key),
      label: kind.plural[locale],
      icon: IconStack2,
      group: t('shell.nav.records'),
    }),
  )
  // Between what is sold and how the company works.
  const at = written.findIndex(({ to }) => to === paths.control)
  return [...written.slice(0, at), ...own, ...written.slice(at)]
}

export function useCreations(): Creation[] {
  const hasPage = useHasPage()
  const t = useT()
  const locale = useLocale()
  const { can } = useMe()
  const kinds = useKinds()
  return [
    ...creations
      .filter(({ page, right }) => hasPage(page) && (!right || can[right] !== 'none'))
      .map(({ label, ...creation }) => ({ ...creation, label: t(label) })),
    ...kinds
      .filter((kind) => kind.can.create !== 'none')
      .map((kind) => ({
        key: kind.key,
        label: kind.name[locale],
        icon: IconStack2,
        page: paths.records(kind.key),
        to: creating(paths.records(kind.key)),
      })),
  ]
}
