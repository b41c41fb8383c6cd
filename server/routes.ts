import type { Route } from './core/http.ts'
import { auditRoutes } from './modules/audit/routes.ts'
import { calendarRoutes } from './modules/calendar/routes.ts'
import { chatRoutes } from './modules/chat/routes.ts'
import { companyRoutes as contactsCompanyRoutes } from './modules/contacts/routes/companies.ts'
import { contactRoutes } from './modules/contacts/routes/contacts.ts'
import { matchRoutes } from './modules/contacts/routes/matches.ts'
import { approvalRoutes } from './modules/contracts/routes/approvals.ts'
import { contractRoutes } from './modules/contracts/routes/contracts.ts'
import { acceptanceRoutes } from './modules/contracts/routes/page.ts'
import { ruleRoutes } from './modules/contracts/routes/rules.ts'
import { currencyRoutes } from './modules/currencies/routes.ts'
import { conversionRoutes } from './modules/deals/routes/conversion.ts'
import { dealRoutes } from './modules/deals/routes/deals.ts'
import { lineRoutes } from './modules/deals/routes/lines.ts'
import { lostReasonRoutes } from './modules/deals/routes/lost-reasons.ts'
import { pageRoutes as detailsPageRoutes } from './modules/details/routes/page.ts'
import { requestRoutes } from './modules/details/routes/requests.ts'
import { distributionRoutes } from './modules/distribution/routes.ts'
import { documentRoutes } from './modules/documents/routes/documents.ts'
import { linkRoutes } from './modules/documents/routes/links.ts'
import { templateRoutes as documentsTemplateRoutes } from './modules/documents/routes/templates.ts'
import { fieldRoutes } from './modules/fields/routes.ts'
import { mailingRoutes } from './modules/figures/routes/mailings.ts'
import { planRoutes } from './modules/figures/routes/plans.ts'
import { processFigureRoutes } from './modules/figures/routes/processes.ts'
import { reportRoutes } from './modules/figures/routes/reports.ts'
import { intakeRoutes } from './modules/forms/routes/intake.ts'
import { manageRoutes } from './modules/forms/routes/manage.ts'
import { publicRoutes } from './modules/forms/routes/public.ts'
import { importRoutes } from './modules/imports/routes.ts'
import { invoiceRoutes } from './modules/invoices/routes/invoices.ts'
import { invoicingRoutes } from './modules/invoices/routes/settings.ts'
import { statementRoutes } from './modules/invoices/routes/statements.ts'
import { kindRoutes } from './modules/kinds/routes/kinds.ts'
import { recordRoutes } from './modules/kinds/routes/records.ts'
import { leadRoutes } from './modules/leads/routes.ts'
import { conversationRoutes as lettersConversationRoutes } from './modules/letters/routes/conversations.ts'
import { letterRoutes } from './modules/letters/routes/letters.ts'
import { templateRoutes } from './modules/letters/routes/templates.ts'
import { bulkRoutes } from './modules/lists/routes/bulk-edits.ts'
import { exportRoutes } from './modules/lists/routes/exports.ts'
import { viewRoutes } from './modules/lists/routes/views.ts'
import { mailRoutes } from './modules/mail/routes.ts'
import { accountRoutes } from './modules/messages/routes/accounts.ts'
import { conversationRoutes } from './modules/messages/routes/conversations.ts'
import { peaceRoutes } from './modules/messages/routes/peace.ts'
import { webhookRoutes } from './modules/messages/routes/webhooks.ts'
import { notificationRoutes } from './modules/notifications/routes.ts'
import { outreachRoutes } from './modules/outreach/routes.ts'
import { pipelineRoutes } from './modules/pipelines/routes.ts'
import { processRoutes } from './modules/processes/routes.ts'
import { designerRoutes } from './modules/processes/routes-designer.ts'
import { steeringRoutes } from './modules/processes/routes-steering.ts'
import { productRoutes } from './modules/products/routes.ts'
import { pushRoutes } from './modules/push/routes.ts'
import { searchRoutes } from './modules/search/routes.ts'
import { companyRoutes } from './modules/staff/routes/company.ts'
import { peopleRoutes } from './modules/staff/routes/people.ts'
import { signInRoutes } from './modules/staff/routes/sign-in.ts'
import { startRoutes } from './modules/staff/routes/start.ts'
import { stageRuleRoutes } from './modules/stage-rules/routes.ts'
import { taskRoutes } from './modules/tasks/routes.ts'
import { callRoutes } from './modules/telephony/routes/calls.ts'
import { exchangeRoutes } from './modules/telephony/routes/exchanges.ts'
import { pageRoutes } from './modules/tickets/routes/page.ts'
import { ticketRoutes } from './modules/tickets/routes/tickets.ts'
import { workplaceRoutes } from './modules/workplace/routes.ts'

/** THE list of what is answered over HTTP; apart from the registry, so that the engine's thread holds none of it. */
export const routes = [
  ...startRoutes,
  ...signInRoutes,
  ...peopleRoutes,
  ...companyRoutes,
  ...fieldRoutes,
  ...contactRoutes,
  ...contactsCompanyRoutes,
  ...matchRoutes,
  ...currencyRoutes,
  ...productRoutes,
  ...manageRoutes,
  ...intakeRoutes,
  ...publicRoutes,
  ...leadRoutes,
  ...pipelineRoutes,
  ...dealRoutes,
  ...lineRoutes,
  ...conversionRoutes,
  ...lostReasonRoutes,
  ...kindRoutes,
  ...recordRoutes,
  ...invoiceRoutes,
  ...invoicingRoutes,
  ...statementRoutes,
  ...distributionRoutes,
  ...taskRoutes,
  ...notificationRoutes,
  ...calendarRoutes,
  ...searchRoutes,
  ...mailRoutes,
  ...pushRoutes,
  ...exchangeRoutes,
  ...callRoutes,
  ...accountRoutes,
  ...conversationRoutes,
  ...webhookRoutes,
  ...peaceRoutes,
  ...outreachRoutes,
  ...ticketRoutes,
  ...pageRoutes,
  ...chatRoutes,
  ...processRoutes,
  ...steeringRoutes,
  ...designerRoutes,
  ...stageRuleRoutes,
  ...viewRoutes,
  ...bulkRoutes,
  ...exportRoutes,
  ...templateRoutes,
  ...letterRoutes,
  ...lettersConversationRoutes,
  ...documentsTemplateRoutes,
  ...documentRoutes,
  ...linkRoutes,
  ...requestRoutes,
  ...detailsPageRoutes,
  ...contractRoutes,
  ...approvalRoutes,
  ...ruleRoutes,
  ...acceptanceRoutes,
  ...importRoutes,
  ...workplaceRoutes,
  ...auditRoutes,
  ...reportRoutes,
  ...processFigureRoutes,
  ...planRoutes,
  ...mailingRoutes,
] as Route[]
