/** The page of each kind of record; those without ":id" have one page for all. */
const PLACES: Record<string, string> = {
  lead: '/leads/:id',
  request: '/leads/:id',
  deal: '/deals/:id',
  deal_digest: '/deals',
  contact: '/contacts/:id',
  company: '/companies/:id',
  product: '/products/:id',
  invoice: '/invoices/:id',
  contract: '/contracts/:id',
  approval_rule: '/settings/approvals',
  document: '/documents/:id',
  document_template: '/settings/documents/:id',
  letterhead: '/settings/documents',
  record: '/records/:id',
  ticket: '/tickets/:id',
  task: '/tasks/:id',
  conversation: '/inbox?open=:id',
  message_template: '/settings/templates',
  appointment: '/calendar?open=:id',
  process: '/processes/:id',
  process_instance: '/cases/:id',
  stage_rule: '/processes/rules',
  form: '/forms/:id',
  distribution_rule: '/settings/distribution',
  import: '/import/:id',
  call: '/calls?open=:id',
  invoicing: '/settings/invoices',
  figure_mailing: '/figures?report=mailings',
  exchange: '/settings/exchanges',
  mail_settings: '/settings/mail',
  outgoing_mail: '/settings/outgoing',
  channel_account: '/settings/channels',
}

/** Where a record opens in the browser, or null for a kind that has no page. */
export const placeOf = (kind: string, id: string): string | null =>
  Object.hasOwn(PLACES, kind) ? PLACES[kind]!.replace(':id', encodeURIComponent(id)) : null
