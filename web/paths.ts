/** Every address of the app. Nobody writes one by hand, so a page can be moved in one place. */
export const paths = {
  myDay: '/',
  requests: '/requests',
  tasks: '/tasks',
  leads: '/leads',
  lead: (id: string) => `/leads/${encodeURIComponent(id)}`,
  deals: '/deals',
  deal: (id: string) => `/deals/${encodeURIComponent(id)}`,
  contacts: '/contacts',
  contact: (id: string) => `/contacts/${encodeURIComponent(id)}`,
  companies: '/companies',
  company: (id: string) => `/companies/${encodeURIComponent(id)}`,
  products: '/products',
  product: (id: string) => `/products/${encodeURIComponent(id)}`,
  processes: '/processes',
  process: (key: string) => `/processes/${encodeURIComponent(key)}`,
  case: (id: string) => `/cases/${encodeURIComponent(id)}`,
  forms: '/forms',
  form: (id: string) => `/forms/${encodeURIComponent(id)}`,
  imports: '/import',
  import: (id: string) => `/import/${encodeURIComponent(id)}`,
  notifications: '/notifications',
  settings: '/settings',
  settingsCompany: '/settings/company',
  settingsStaff: '/settings/staff',
  settingsDepartments: '/settings/departments',
  settingsFields: '/settings/fields',
  settingsCalendar: '/settings/calendar',
  settingsProducts: '/settings/products',
  settingsRates: '/settings/rates',
  settingsPipelines: '/settings/pipelines',
  settingsLostReasons: '/settings/lost-reasons',
  settingsMail: '/settings/mail',
  settingsOutgoing: '/settings/outgoing',
  settingsProfile: '/settings/profile',
  settingsTokens: '/settings/tokens',
  signIn: '/sign-in',
  setup: '/setup',
  setupCompany: '/setup/company',
  forgot: '/forgot',
  reset: (token: string) => `/reset/${encodeURIComponent(token)}`,
  invitation: (token: string) => `/invitation/${encodeURIComponent(token)}`,
} as const

/** The list page opened with its "new" form, which every list understands as `?new=1`. */
export const creating = (list: string) => `${list}?new=1`

const subjects: Record<string, (id: string) => string> = {
  lead: paths.lead,
  request: paths.lead,
  deal: paths.deal,
  deal_digest: () => paths.deals,
  contact: paths.contact,
  company: paths.company,
  product: paths.product,
  process: paths.process,
  process_instance: paths.case,
  form: paths.form,
  import: paths.import,
  mail_settings: () => paths.settingsMail,
}

/** The page of any record by its kind, or null for a kind that has none. */
export function pathOf(kind: string, id: string): string | null {
  return subjects[kind]?.(id) ?? null
}
