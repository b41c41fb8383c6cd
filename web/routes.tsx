import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { ApiProblem } from './api/problem.ts'
import { queryClient } from './api/query-client.ts'
import { meQuery, startQuery } from './api/session.ts'
import { Broken, Missing } from './components/shell/Broken.tsx'
import { switchLocale, withWords } from './i18n/words.ts'
import { paths } from './paths.ts'

const root = createRootRoute({ component: Outlet, errorComponent: Broken, notFoundComponent: Missing })

/** One page: its address and the file whose default export draws it, fetched when it is first needed. */
const page = (parent: AnyRoute, path: string, load: () => Promise<{ default: ComponentType }>) =>
  createRoute({ getParentRoute: () => parent, path, component: lazyRouteComponent(withWords(load)) })

/** Pages inside the house are for people who are signed in; everybody else is shown the door that fits. */
const house = createRoute({
  getParentRoute: () => root,
  id: 'house',
  component: lazyRouteComponent(() => import('./components/shell/Shell.tsx')),
  errorComponent: Broken,
  async beforeLoad({ location }) {
    try {
      const me = await queryClient.ensureQueryData(meQuery)
      await switchLocale(me.user.locale)
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || problem.status !== 401) throw problem
      const start = await queryClient.fetchQuery(startQuery)
      if (start.state === 'empty') throw redirect({ to: paths.setup })
      throw redirect({ to: paths.signIn, search: location.href === '/' ? {} : { to: location.href } })
    }
  },
})

const inside = [
  // Drawn before the words of the other pages are here.
  createRoute({
    getParentRoute: () => house,
    path: paths.myDay,
    component: lazyRouteComponent(() => import('./pages/my-day/MyDayPage.tsx')),
  }),
  page(house, paths.requests, () => import('./pages/requests/RequestsPage.tsx')),
  page(house, paths.inbox, () => import('./pages/inbox/InboxPage.tsx')),
  page(house, paths.leads, () => import('./pages/leads/LeadsPage.tsx')),
  page(house, '/leads/$id', () => import('./pages/leads/LeadPage.tsx')),
  page(house, paths.tasks, () => import('./pages/tasks/TasksPage.tsx')),
  page(house, '/tasks/$id', () => import('./pages/tasks/TaskPage.tsx')),
  page(house, paths.calendar, () => import('./pages/calendar/CalendarPage.tsx')),
  page(house, paths.notifications, () => import('./pages/notifications/NotificationsPage.tsx')),
  page(house, paths.calls, () => import('./pages/calls/CallsPage.tsx')),
  page(house, paths.deals, () => import('./pages/deals/DealsPage.tsx')),
  page(house, '/deals/$id', () => import('./pages/deals/DealPage.tsx')),
  page(house, paths.contacts, () => import('./pages/cards/ContactsPage.tsx')),
  page(house, '/contacts/$id', () => import('./pages/cards/ContactPage.tsx')),
  page(house, paths.companies, () => import('./pages/cards/CompaniesPage.tsx')),
  page(house, '/companies/$id', () => import('./pages/cards/CompanyPage.tsx')),
  page(house, paths.invoices, () => import('./pages/invoices/InvoicesPage.tsx')),
  page(house, '/invoices/$id', () => import('./pages/invoices/InvoicePage.tsx')),
  page(house, '/bank-statements/$id', () => import('./pages/invoices/StatementPage.tsx')),
  page(house, paths.contracts, () => import('./pages/contracts/ContractsPage.tsx')),
  page(house, '/contracts/$id', () => import('./pages/contracts/ContractPage.tsx')),
  page(house, paths.products, () => import('./pages/products/ProductsPage.tsx')),
  page(house, '/products/$id', () => import('./pages/products/ProductPage.tsx')),
  page(house, paths.tickets, () => import('./pages/tickets/TicketsPage.tsx')),
  page(house, '/tickets/$id', () => import('./pages/tickets/TicketPage.tsx')),
  page(house, '/documents/$id', () => import('./pages/documents/DocumentPage.tsx')),
  page(house, '/kinds/$kind', () => import('./pages/records/RecordsPage.tsx')),
  page(house, '/records/$id', () => import('./pages/records/RecordPage.tsx')),
  page(house, paths.figures, () => import('./pages/figures/FiguresPage.tsx')),
  page(house, paths.control, () => import('./pages/processes/ControlPage.tsx')),
  page(house, paths.processes, () => import('./pages/processes/ProcessesPage.tsx')),
  page(house, paths.stageRules, () => import('./pages/processes/rules/RulesPage.tsx')),
  page(house, '/processes/$key', () => import('./pages/processes/ProcessPage.tsx')),
  page(house, '/processes/$key/designer', () => import('./pages/processes/designer/DesignerPage.tsx')),
  page(house, '/processes/$key/versions', () => import('./pages/processes/designer/VersionsPage.tsx')),
  page(house, '/cases/$id', () => import('./pages/processes/CasePage.tsx')),
  page(house, paths.forms, () => import('./pages/forms/FormsPage.tsx')),
  page(house, '/forms/$id', () => import('./pages/forms/FormPage.tsx')),
  page(house, '/forms/$id/fill', () => import('./pages/forms/FillPage.tsx')),
  page(house, paths.imports, () => import('./pages/imports/ImportsPage.tsx')),
  page(house, '/import/$id', () => import('./pages/imports/ImportPage.tsx')),
  page(house, paths.settings, () => import('./pages/settings/SettingsPage.tsx')),
  page(house, paths.settingsProfile, () => import('./pages/settings/ProfilePage.tsx')),
  page(house, paths.settingsTokens, () => import('./pages/settings/TokensPage.tsx')),
  page(house, paths.settingsCompany, () => import('./pages/settings/CompanyPage.tsx')),
  page(house, paths.settingsDepartments, () => import('./pages/settings/DepartmentsPage.tsx')),
  page(house, paths.settingsStaff, () => import('./pages/settings/StaffPage.tsx')),
  page(house, paths.settingsFields, () => import('./pages/settings/FieldsPage.tsx')),
  page(house, paths.settingsKinds, () => import('./pages/settings/KindsPage.tsx')),
  page(house, paths.settingsCalendar, () => import('./pages/settings/CalendarPage.tsx')),
  page(house, paths.settingsProducts, () => import('./pages/settings/ProductsPage.tsx')),
  page(house, paths.settingsRates, () => import('./pages/settings/RatesPage.tsx')),
  page(house, paths.settingsInvoices, () => import('./pages/settings/InvoicesPage.tsx')),
  page(house, paths.settingsApprovals, () => import('./pages/settings/approvals/ApprovalsPage.tsx')),
  page(house, paths.settingsPipelines, () => import('./pages/settings/PipelinesPage.tsx')),
  page(house, paths.settingsLostReasons, () => import('./pages/settings/LostReasonsPage.tsx')),
  page(house, paths.settingsDistribution, () => import('./pages/settings/distribution/DistributionPage.tsx')),
  page(house, paths.settingsExchanges, () => import('./pages/settings/ExchangesPage.tsx')),
  page(house, paths.settingsChannels, () => import('./pages/settings/channels/ChannelsPage.tsx')),
  page(house, '/settings/channels/mail/$id', () => import('./pages/settings/channels/MailboxPage.tsx')),
  page(house, '/settings/channels/sms/$id', () => import('./pages/settings/channels/SmsPage.tsx')),
  page(house, '/settings/channels/telegram/$id', () => import('./pages/settings/channels/TelegramPage.tsx')),
  page(house, '/settings/channels/whatsapp/$id', () => import('./pages/settings/channels/WhatsappPage.tsx')),
  page(house, paths.settingsTemplates, () => import('./pages/settings/TemplatesPage.tsx')),
  page(house, '/settings/channels/chat/$id', () => import('./pages/settings/channels/ChatPage.tsx')),
  page(house, paths.settingsDocuments, () => import('./pages/settings/documents/DocumentsPage.tsx')),
  page(house, '/settings/documents/$id', () => import('./pages/settings/documents/TemplatePage.tsx')),
  page(house, paths.settingsMail, () => import('./pages/settings/MailPage.tsx')),
  page(house, paths.settingsAudit, () => import('./pages/settings/audit/AuditPage.tsx')),
  page(house, paths.settingsOutgoing, () => import('./pages/settings/OutgoingPage.tsx')),
]

const outside = [
  page(root, paths.signIn, () => import('./pages/first-run/SignInPage.tsx')),
  page(root, paths.setup, () => import('./pages/first-run/FirstRunPage.tsx')),
  page(root, paths.setupCompany, () => import('./pages/first-run/SetupPage.tsx')),
  page(root, paths.forgot, () => import('./pages/first-run/ForgotPage.tsx')),
  page(root, '/reset/$token', () => import('./pages/first-run/ResetPage.tsx')),
  page(root, '/invitation/$token', () => import('./pages/first-run/InvitationPage.tsx')),
]

export const router = createRouter({
  routeTree: root.addChildren([house.addChildren(inside), ...outside]),
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
  scrollRestoration: true,
  // Flat and readable: ?new=1&owner=me. A page reads its own values as text.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const flat = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '')
    return flat.length > 0 ? `?${new URLSearchParams(flat.map(([key, value]) => [key, String(value)]))}` : ''
  },
})
