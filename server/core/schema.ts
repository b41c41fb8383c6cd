// Generated from the migrated database (npm run generate).
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export type Timestamp = ColumnType<Date, Date | string, Date | string>
export type Json = ColumnType<unknown, string, string>

export interface Absences {
  id: string
  employee_id: string
  from_at: Timestamp
  to_at: Timestamp
  substitute_id: string | null
  note: Generated<string>
  version: Generated<number>
  created_at: Timestamp
}

export interface ApiTokens {
  id: string
  employee_id: string
  name: string
  token_digest: Buffer
  created_at: Timestamp
  last_used_at: Timestamp | null
  revoked_at: Timestamp | null
}

export interface AppointmentPeople {
  appointment_id: string
  person_kind: string
  person_id: string
}

export interface Appointments {
  id: string
  kind: string
  status: Generated<string>
  title: string
  body: Generated<string>
  place: Generated<string>
  starts_at: Timestamp
  ends_at: Timestamp
  owner_id: string | null
  department_id: string | null
  subject_kind: string | null
  subject_id: string | null
  remind_before: string[] | null
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
}

export interface ApprovalRules {
  id: string
  position: number
  approver: string
  person_id: string | null
  role: string | null
  head_of: string | null
  amount_from: number | null
  department_id: string | null
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
}

export interface AuthAccounts {
  id: string
  user_id: string
  account_id: string
  provider_id: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: Timestamp | null
  refresh_token_expires_at: Timestamp | null
  scope: string | null
  password: string | null
  created_at: Generated<Timestamp>
  updated_at: Generated<Timestamp>
}

export interface AuthRateLimits {
  id: string
  key: string
  count: number
  last_request: number
}

export interface AuthSessions {
  id: string
  user_id: string
  token: string
  expires_at: Timestamp
  ip_address: string | null
  user_agent: string | null
  created_at: Generated<Timestamp>
  updated_at: Generated<Timestamp>
}

export interface AuthUsers {
  id: string
  name: string
  email: string
  email_verified: Generated<boolean>
  image: string | null
  created_at: Generated<Timestamp>
  updated_at: Generated<Timestamp>
}

export interface AuthVerifications {
  id: string
  identifier: string
  value: string
  expires_at: Timestamp
  created_at: Generated<Timestamp>
  updated_at: Generated<Timestamp>
}

export interface BankAccounts {
  id: string
  iban: string
  bank: Generated<string>
  currency: string
  usual: Generated<boolean>
  version: Generated<number>
  created_at: Timestamp
  archived_at: Timestamp | null
}

export interface BankLayouts {
  signature: string
  columns: Json
  chosen_by: string | null
  chosen_at: Timestamp
}

export interface BankLines {
  id: string
  statement_id: string
  position: number
  booked_on: string
  amount: number
  currency: string
  payer: string
  account: string | null
  title: string
  digest: string
}

export interface BankStatements {
  id: string
  file_name: string
  known: Generated<number>
  created_at: Timestamp
  created_by: string | null
}

export interface BulkEditRecords {
  bulk_id: string
  n: number
  record_id: string
  result: string | null
  code: string | null
  params: Json | null
}

export interface BulkEdits {
  id: string
  kind: string
  action: Json
  total: number
  done: Generated<number>
  unchanged: Generated<number>
  refused: Generated<number>
  created_by: string
  created_at: Timestamp
  finished_at: Timestamp | null
  stopped_at: Timestamp | null
}

export interface BusinessClock {
  one: Generated<boolean>
  ahead_ms: Generated<number>
  stopped_at: Timestamp | null
}

export interface CalendarFeeds {
  id: string
  employee_id: string
  token_digest: Buffer
  created_at: Timestamp
}

export interface CallCards {
  contact_id: string
  call_id: string
  number: string
  owner_id: string | null
  chosen: boolean
  made_at: Timestamp
}

export interface Calls {
  id: string
  exchange_id: string
  external_id: string
  direction: string
  number: string | null
  extension: string | null
  employee_id: string | null
  rung: Generated<string[]>
  department_id: string | null
  state: string
  started_at: Timestamp
  answered_at: Timestamp | null
  ended_at: Timestamp | null
  seconds: number | null
  end_unheard: Generated<boolean>
  contact_id: string | null
  company_id: string | null
  lead_id: string | null
  deal_id: string | null
  note: Generated<string>
  recording_digest: string | null
  recording_type: string | null
  recording_size: number | null
  call_back_due_at: Timestamp | null
  called_back_at: Timestamp | null
  called_back_by: string | null
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
}

export interface ChannelAccounts {
  id: string
  channel: string
  name: string
  address: string
  settings: Json
  department_id: string | null
  owner_id: string | null
  unknown_becomes: Generated<string>
  active: Generated<boolean>
  cursor: Generated<Json>
  trouble: string | null
  trouble_detail: string | null
  trouble_since: Timestamp | null
  listener: string | null
  listened_until: Timestamp | null
  version: Generated<number>
  created_at: Timestamp
  archived_at: Timestamp | null
}

export interface Companies {
  id: string
  name: string
  nip: string | null
  regon: string | null
  address: Generated<string>
  website: Generated<string>
  owner_id: string | null
  department_id: string | null
  note: Generated<string>
  custom: Generated<Json>
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
  bank_account: Generated<string>
}

export interface Company {
  one: Generated<boolean>
  name: string
  nip: string | null
  zone: Generated<string>
  currency: Generated<string>
  locale: Generated<string>
  work_hours: Json
  demo: Generated<boolean>
  version: Generated<number>
  created_at: Timestamp
  units: Generated<Json>
  deal_amount: Generated<string>
}

export interface CompanyDays {
  day: string
  name: string
  working: boolean
  hours: Json | null
}

export interface ContactPoints {
  id: string
  contact_id: string | null
  company_id: string | null
  kind: string
  value: string
  label: Generated<string>
  position: Generated<number>
  created_at: Timestamp
}

export interface Contacts {
  id: string
  first_name: Generated<string>
  last_name: Generated<string>
  name: GeneratedAlways<string | null>
  position: Generated<string>
  company_id: string | null
  owner_id: string | null
  department_id: string | null
  locale: string | null
  note: Generated<string>
  custom: Generated<Json>
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
  preferred_channel: string | null
}

export interface ContractApprovals {
  id: string
  contract_id: string
  round: number
  step: number
  approver_id: string
  assignee_id: string
  reason: Json
  asked_at: Timestamp | null
  due_at: Timestamp | null
  late_at: Timestamp | null
  answer: string | null
  comment: Generated<string>
  answered_by: string | null
  answered_at: Timestamp | null
  document_hash: string
  dropped_at: Timestamp | null
}

export interface ContractNumbers {
  year: number
  last: number
}

export interface ContractRounds {
  contract_id: string
  no: number
  document_no: number
  document_hash: string
  initiator_id: string
  quorum: string | null
  own: Generated<boolean>
  opened_at: Timestamp
  closed_at: Timestamp | null
  outcome: string | null
  missing: Generated<Json>
}

export interface ContractSignatures {
  id: string
  contract_id: string
  way: string
  signer: string
  at: Timestamp
  address: string | null
  agent: string | null
  link_id: string | null
  file_digest: string | null
  file_name: string | null
  file_size: number | null
  by_id: string | null
  document_no: number
  document_hash: string
}

export interface Contracts {
  id: string
  number: string
  title: string
  status: Generated<string>
  deal_id: string | null
  company_id: string | null
  contact_id: string | null
  owner_id: string | null
  department_id: string | null
  value: number | null
  currency: string
  valid_from: string | null
  valid_until: string | null
  notice: string | null
  renewal: string | null
  note: Generated<string>
  document_id: string | null
  initiator_id: string | null
  round: Generated<number>
  approved_no: number | null
  approved_hash: string | null
  approved_at: Timestamp | null
  sent_at: Timestamp | null
  signed_on: string | null
  reminded_for: string | null
  ended_on: string | null
  end_reason: Generated<string>
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  custom: Generated<Json>
}

export interface ConversationLinks {
  kind: string
  id: string
  conversation_id: string
}

export interface Conversations {
  id: string
  number: GeneratedAlways<number>
  channel: string
  account_id: string | null
  subject: Generated<string>
  address: string
  name: Generated<string>
  department_id: string | null
  owner_id: string | null
  private_to: string | null
  waiting_since: Timestamp | null
  last_at: Timestamp
  last_text: Generated<string>
  closed_at: Timestamp | null
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
}

export interface DealChecks {
  deal_id: string
  check_id: string
  checked_by: string | null
  checked_at: Timestamp
}

export interface DealLines {
  id: string
  deal_id: string
  position: number
  product_id: string | null
  name: string
  kind: string
  quantity: string
  unit: string
  unit_price: string
  discount_percent: string | null
  discount_amount: number | null
  vat: string
}

export interface DealMoves {
  id: string
  deal_id: string
  from_stage_id: string | null
  to_stage_id: string
  moved_by: string | null
  moved_at: Timestamp
  kept_for_digest: Generated<boolean>
}

export interface DealPeople {
  id: string
  deal_id: string
  contact_id: string | null
  company_id: string | null
  role: string
  created_at: Timestamp
}

export interface Deals {
  id: string
  number: GeneratedAlways<number>
  title: string
  status: Generated<string>
  pipeline_id: string
  stage_id: string
  stage_entered_at: Timestamp
  owner_id: string | null
  department_id: string | null
  contact_id: string | null
  company_id: string | null
  lead_id: string | null
  source: Generated<string>
  amount: number | null
  currency: Generated<string>
  rate: Generated<string | null>
  rate_on: string | null
  amount_base: number | null
  expected_on: string | null
  lost_reason: string | null
  closed_at: Timestamp | null
  closed_by: string | null
  note: Generated<string>
  custom: Generated<Json>
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  lost_reason_id: string | null
  price_mode: Generated<string>
  sells: string | null
  amount_from: string | null
}

export interface DefaultViews {
  employee_id: string
  kind: string
  view_id: string
}

export interface DepartmentGrants {
  department_id: string
  kind: string
  action: string
}

export interface Departments {
  id: string
  parent_id: string | null
  key: string | null
  name: string
  head_id: string | null
  position: Generated<number>
  version: Generated<number>
  created_at: Timestamp
  archived_at: Timestamp | null
}

export interface DetailRequests {
  id: string
  about_kind: string
  about_id: string
  locale: string
  token_digest: Buffer
  created_by: string | null
  created_at: Timestamp
  expires_at: Timestamp
  revoked_at: Timestamp | null
  opened_at: Timestamp | null
  answered_at: Timestamp | null
  answer: Json | null
  decided_at: Timestamp | null
  decided_by: string | null
}

export interface DistributionRules {
  id: string
  name: string
  conditions: Json
  target: Json
  working_only: Generated<boolean>
  active: Generated<boolean>
  position: number
  version: Generated<number>
  created_at: Timestamp
  archived_at: Timestamp | null
}

export interface DistributionTurns {
  rule_id: string
  employee_id: string
  taken_at: Timestamp
}

export interface DocumentLetterhead {
  one: Generated<boolean>
  address: Generated<string>
  email: Generated<string>
  phone: Generated<string>
  bank_account: Generated<string>
  representative: Generated<string>
  logo_digest: string | null
  logo_type: string | null
  version: Generated<number>
  stamp_digest: string | null
  stamp_type: string | null
}

export interface DocumentLinks {
  id: string
  document_id: string
  no: number
  token_digest: Buffer
  created_by: Json
  created_at: Timestamp
  expires_at: Timestamp
  revoked_at: Timestamp | null
  opened_at: Timestamp | null
  last_opened_at: Timestamp | null
  opens: Generated<number>
}

export interface DocumentSeries {
  series: string
  year: number
  last: number
}

export interface DocumentTemplateVersions {
  template_id: string
  version: number
  name: string
  body: Json
  saved_by: Json
  saved_at: Timestamp
  file: Json | null
}

export interface DocumentTemplates {
  id: string
  name: string
  kind: string
  section: string
  sells: string | null
  locale: string
  series: Generated<string>
  body: Json
  origin: string | null
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
  file: Json | null
}

export interface DocumentUploads {
  id: string
  owner_id: string
  file: Json
  created_at: Timestamp
}

export interface DocumentVersions {
  document_id: string
  no: number
  digest: string
  size: number
  pages: number | null
  of_version: number
  made_by: Json
  made_at: Timestamp
  format: Generated<string>
  docx_digest: string | null
  docx_size: number | null
}

export interface Documents {
  id: string
  name: string
  kind: string
  number: string | null
  template_id: string | null
  template_version: number
  series: string
  body: Json
  subject_kind: string
  subject_id: string
  locale: string
  values: Json
  by_hand: Generated<Json>
  made: Generated<number>
  version: Generated<number>
  created_by: string | null
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
  held: Generated<boolean>
  released: number | null
  sent_at: Timestamp | null
  sent_no: number | null
  made_for: string | null
  file: Json | null
}

export interface EarlyReports {
  account_id: string
  external_id: string
  state: string
  trouble: string | null
  trouble_detail: string | null
  created_at: Timestamp
}

export interface Employees {
  id: string
  name: string
  email: string
  role: string
  department_id: string | null
  supervisor_id: string | null
  position: Generated<string>
  phone: string | null
  skills: Generated<string[]>
  work_hours: Json | null
  locale: Generated<string>
  preferences: Generated<Json>
  active: Generated<boolean>
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  extension: string | null
}

export interface EngineEpoch {
  one: Generated<boolean>
  epoch: Generated<number>
}

export interface EventLog {
  id: string
  xid8: Generated<string>
  at: Timestamp
  name: string
  schema_version: Generated<number>
  actor_kind: string
  actor_id: string | null
  on_behalf_of: string | null
  department_id: string | null
  subject_kind: string | null
  subject_id: string | null
  changes: Json | null
  payload: Generated<Json>
  personal_digest: Buffer | null
  cause: Json | null
  depth: Generated<number>
  era: Generated<number>
}

export interface EventPersonal {
  event_id: string
  salt: Buffer
  personal: Json
}

export interface EventSeals {
  seq: number
  sealed_at: Timestamp
  era: number
  from_xid8: string
  up_to_xid8: string
  events: number
  entries: Buffer
  hash: Buffer
}

export interface EventSubjects {
  event_id: string
  kind: string
  id: string
}

export interface ExchangeMessages {
  exchange_id: string
  digest: Buffer
  sent_at: Timestamp
}

export interface ExchangeRates {
  base: string
  currency: string
  rate_on: string
  rate: string
  source: string
  set_by: string | null
  set_at: Timestamp
}

export interface Exchanges {
  id: string
  name: string
  kind: string
  settings: Json
  department_id: string | null
  call_back_within: string
  active: Generated<boolean>
  trouble: string | null
  trouble_detail: string | null
  trouble_since: Timestamp | null
  heard_at: Timestamp | null
  listener: string | null
  listened_until: Timestamp | null
  version: Generated<number>
  created_at: Timestamp
  archived_at: Timestamp | null
}

export interface Fields {
  id: string
  kind: string
  key: string
  type: string
  label: Json
  options: Generated<Json>
  required: Generated<boolean>
  personal: Generated<boolean>
  indexed: Generated<boolean>
  index_ready_at: Timestamp | null
  seen_by: Json | null
  edited_by: Json | null
  position: number
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
  deleted_at: Timestamp | null
  purge_asked_at: Timestamp | null
  target: string | null
}

export interface FigureCases {
  instance_id: string
  process_key: string
  definition_ids: string[]
  subject_kind: string | null
  subject_id: string | null
  owner_id: string | null
  department_id: string | null
  started_at: Timestamp
  ended_at: Timestamp
  work: number
  late: number
  dated: boolean
  past: boolean
  stays: string[]
  stay_seconds: number[]
  way: string[]
}

export interface FigureCasesDue {
  instance_id: string
}

export interface FigureCasesNow {
  instance_id: string | null
  process_key: string | null
  definition_ids: string[] | null
  subject_kind: string | null
  subject_id: string | null
  owner_id: string | null
  department_id: string | null
  started_at: Timestamp | null
  ended_at: Timestamp | null
  work: number | null
  late: number | null
  dated: boolean | null
  past: boolean | null
  stays: string[] | null
  stay_seconds: number[] | null
  way: string[] | null
}

export interface FigureDays {
  what: string
  on_day: string
  person_id: string | null
  department_id: string | null
  dim: string
  count: number
  amount: number
}

export interface FigureDurations {
  what: string
  on_day: string
  dim: string
  minutes: number
  count: number
}

export interface FigureFacts {
  record_id: string
  what: string
  dim: string
  on_day: string
  person_id: string | null
  department_id: string | null
  amount: number
  minutes: number | null
}

export interface FigureFactsNow {
  record_id: string | null
  what: string | null
  dim: string | null
  on_day: string | null
  person_id: string | null
  department_id: string | null
  amount: number | null
  minutes: number | null
}

export interface FigureMailings {
  id: string
  owner_id: string
  report: string
  process_key: string | null
  query: Json
  period: string
  every: string
  day: number | null
  at: unknown
  next_on: string
  recipients: string[]
  paused_at: Timestamp | null
  sent_at: Timestamp | null
  version: Generated<number>
  created_at: Timestamp
  failed_at: Timestamp | null
  failed_why: string | null
}

export interface FigurePeriods {
  grain: string
  what: string
  on_day: string
  person_id: string | null
  department_id: string | null
  dim: string
  count: number
  amount: number
}

export interface FigurePosition {
  one: Generated<boolean>
  era: number
  up_to_xid8: string
  periods_up_to_xid8: string | null
}

export interface FormConsents {
  id: string
  form_id: string
  key: string
  version: number
  text: Json
  required: boolean
  created_at: Timestamp
}

export interface Forms {
  id: string
  key: string
  name: string
  active: Generated<boolean>
  department_id: string | null
  owner_id: string | null
  definition: Json
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
  kind: string
  public: Generated<boolean>
}

export interface Grants {
  role: string
  kind: string
  action: string
  scope: string
}

export interface HeardEvents {
  name: string
  flood_until: Timestamp | null
}

export interface IdempotencyKeys {
  actor: string
  key: string
  request_digest: Buffer
  status: number | null
  answer: Json | null
  created_at: Generated<Timestamp>
}

export interface ImportErrors {
  import_id: string
  n: number
  cells: Json
  field: string | null
  code: string
  params: Json | null
}

export interface ImportRecords {
  import_id: string
  n: number
  record_id: string
  version: number
  before: Json | null
  result: string | null
}

export interface Imports {
  id: string
  kind: string
  file_name: string
  digest: string
  size: number
  encoding: string
  delimiter: string
  headers: Json
  signature: string
  total: number
  mapping: Json | null
  options: Json | null
  phase: string
  begins_at: number
  position: Generated<number>
  done: Generated<number>
  made: Generated<number>
  updated: Generated<number>
  skipped: Generated<number>
  refused: Generated<number>
  undone: Generated<number>
  kept: Generated<number>
  created_by: string
  created_at: Timestamp
  started_at: Timestamp | null
  finished_at: Timestamp | null
  stopped_at: Timestamp | null
  dropped_at: Timestamp | null
  sheets: string[] | null
  sheets_left_out: string[] | null
}

export interface Invitations {
  id: string
  email: string
  name: string
  role: string
  department_id: string | null
  token_digest: Buffer
  invited_by: string | null
  expires_at: Timestamp
  accepted_at: Timestamp | null
  revoked_at: Timestamp | null
  created_at: Timestamp
}

export interface InvoiceAdvances {
  invoice_id: string
  advance_id: string
  ksef: string | null
}

export interface InvoiceCodes {
  invoice_id: string
  serial: string
  address: string
}

export interface InvoiceLines {
  id: string
  invoice_id: string
  position: number
  product_id: string | null
  name: string
  code: string | null
  pkwiu: string | null
  gtu: string | null
  quantity: string
  unit: string
  unit_price: string
  discount_percent: string | null
  discount_amount: number | null
  vat: string
}

export interface InvoiceNumbers {
  series_id: string
  period: string
  last: number
}

export interface InvoicePayments {
  id: string
  invoice_id: string
  paid_on: string
  amount: number
  note: Generated<string>
  by_id: string | null
  at: Timestamp
  bank_line_id: string | null
}

export interface InvoiceSeries {
  id: string
  name: string
  used_for: string
  pattern: string
  department_id: string | null
  version: Generated<number>
  created_at: Timestamp
  archived_at: Timestamp | null
}

export interface Invoices {
  id: string
  kind: string
  status: Generated<string>
  number: string | null
  series_id: string | null
  series_n: number | null
  deal_id: string | null
  company_id: string | null
  contact_id: string | null
  owner_id: string | null
  department_id: string | null
  issued_on: string | null
  supplied_on: string | null
  place: Generated<string>
  currency: string
  rate: string | null
  rate_on: string | null
  mode: string
  rounded_by: string
  seller: Json | null
  buyer: Json
  buyer_name: GeneratedAlways<string>
  buyer_nip: GeneratedAlways<string | null>
  title: GeneratedAlways<string>
  exemption: Json | null
  split_payment: Generated<boolean>
  cash_method: Generated<boolean>
  payment_method: string
  due_on: string | null
  account_id: string | null
  account: string | null
  bank: string | null
  paid_on: string | null
  advance: number | null
  corrects_id: string | null
  reason: Generated<string>
  effect: string | null
  net: Generated<number>
  tax: Generated<number>
  gross: Generated<number>
  gross_base: number | null
  rates: Generated<Json>
  corrected: Generated<number>
  paid: Generated<number>
  payment: GeneratedAlways<string | null>
  note: Generated<string>
  custom: Generated<Json>
  version: Generated<number>
  issued_at: Timestamp | null
  issued_by: string | null
  sent_at: Timestamp | null
  sent_by: string | null
  cancelled_at: Timestamp | null
  cancelled_by: string | null
  cancel_reason: string | null
  created_at: Timestamp
  updated_at: Timestamp
  contract_id: string | null
  ksef_number: string | null
  ksef_on: string | null
  corrects_ksef: string | null
}

export interface Invoicing {
  one: Generated<boolean>
  nip: Generated<string>
  name: Generated<string>
  country: Generated<string>
  line1: Generated<string>
  line2: Generated<string>
  email: Generated<string>
  phone: Generated<string>
  place: Generated<string>
  payment_method: Generated<string>
  due_days: Generated<number>
  rounded_by: Generated<string>
  cash_method: Generated<boolean>
  exemption: Json | null
  note: Generated<string>
  version: Generated<number>
  updated_at: Timestamp | null
  accounting_id: string | null
}

export interface InvoicingCertificate {
  one: Generated<boolean>
  serial: string
  subject: string
  valid_from: Timestamp
  valid_until: Timestamp
  certificate: string
  key: string
  set_at: Timestamp
  set_by: string | null
}

export interface KindNumbers {
  kind: string
  year: number
  last: number
}

export interface Kinds {
  key: string
  name: Json
  plural: Json
  origin: string | null
  department_id: string | null
  number_pattern: string
  sum_field: string | null
  position: number
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
}

export interface Leads {
  id: string
  number: GeneratedAlways<number>
  title: string
  status: string
  source: string
  form_id: string | null
  department_id: string | null
  owner_id: string | null
  person_name: Generated<string>
  company_name: Generated<string>
  email: string | null
  phone: string | null
  nip: string | null
  message: Generated<string>
  product: Generated<string>
  amount: number | null
  currency: Generated<string>
  utm: Json | null
  page_url: string | null
  referrer: string | null
  custom: Generated<Json>
  accepted_at: Timestamp | null
  waiting_until: Timestamp | null
  waiting_times: Generated<number>
  rejected_reason: string | null
  rejected_note: string | null
  closed_at: Timestamp | null
  closed_by: string | null
  deal_id: string | null
  contact_id: string | null
  company_id: string | null
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
}

export interface LostReasons {
  id: string
  key: string | null
  name: Json
  position: number
  version: Generated<number>
  created_at: Timestamp
  archived_at: Timestamp | null
}

export interface MessageAttachments {
  message_id: string
  kind: string
  id: string
  about_kind: string
  about_id: string
  name: string
  digest: string
}

export interface MessageDrafts {
  owner_id: string
  place_kind: string
  place_id: string
  content: Json
  updated_at: Timestamp
}

export interface MessageFiles {
  message_id: string
  position: number
  name: string
  type: string
  digest: string
  size: number
  content_id: string | null
}

export interface MessageTemplates {
  id: string
  name: string
  form: string
  kind: string | null
  subject: Json
  body: Json
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
}

export interface MessageUploads {
  id: string
  owner_id: string
  name: string
  type: string
  digest: string
  size: number
  created_at: Timestamp
}

export interface Messages {
  id: string
  conversation_id: string
  account_id: string | null
  channel: string
  direction: string
  external_id: string | null
  sender: Json
  recipients: Json
  subject: Generated<string>
  body_text: string
  body_html: string | null
  automatic: Generated<boolean>
  state: string
  trouble: string | null
  trouble_detail: string | null
  attempts: Generated<number>
  author_id: string | null
  cause: Json | null
  send_at: Timestamp | null
  sent_at: Timestamp | null
  created_at: Timestamp
  to_many: Generated<boolean>
}

export interface NipRegister {
  one: Generated<boolean>
  active: Generated<boolean>
  url: Generated<string>
  version: Generated<number>
}

export interface Notes {
  id: string
  subject_kind: string
  subject_id: string
  author_id: string
  body: string
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  deleted_at: Timestamp | null
}

export interface Notices {
  id: string
  subject_kind: string
  subject_id: string
  reason: string
  occurrence: string
  code: string
  params: Generated<Json>
  urgent: Generated<boolean>
  task_id: string | null
  cause: Json | null
  created_at: Timestamp
}

export interface Notifications {
  notice_id: string
  recipient_id: string
  created_at: Timestamp
  read_at: Timestamp | null
  mail_state: Generated<string>
  mail_id: string | null
}

export interface OptOuts {
  channel: string
  address: string
  at: Timestamp
  message_id: string | null
  employee_id: string | null
}

export interface Outbox {
  id: GeneratedAlways<number>
  kind: string
  event_id: string | null
  topic: string | null
  key: string | null
  payload: Json | null
  cause: Json | null
  state: Generated<string>
  attempts: Generated<number>
  not_before: Timestamp | null
  leased_until: Timestamp | null
  lease_owner: string | null
  last_error: string | null
  subject_id: string | null
  instance_id: string | null
  slow: Generated<boolean>
  trace: string | null
}

export interface OutgoingMails {
  id: string
  message_id: string
  recipient_id: string | null
  to_address: string
  to_name: Generated<string>
  locale: string
  subject: string
  body_text: string
  body_html: string
  confidential: Generated<boolean>
  state: string
  attempts: Generated<number>
  last_error: string | null
  server_answer: string | null
  subject_kind: string | null
  subject_id: string | null
  cause: Json | null
  created_at: Timestamp
  sent_at: Timestamp | null
  files: Generated<Json>
}

export interface Outreaches {
  id: string
  key: string
  subject_kind: string
  subject_id: string
  customer_kind: string
  customer_id: string
  locale: string
  heading: string
  body: string
  ways: Json
  message_id: string | null
  fall_back_until: Timestamp
  failed_at: Timestamp | null
  confirm_digest: Buffer | null
  confirm_until: Timestamp | null
  confirmed_at: Timestamp | null
  created_at: Timestamp
}

export interface Pipelines {
  id: string
  key: string | null
  name: Json
  position: Generated<number>
  created_at: Timestamp
  archived_at: Timestamp | null
  version: Generated<number>
  win_fields: Generated<string[]>
  win_from_last: Generated<boolean>
  kind: string
}

export interface Plans {
  id: string
  measure: string
  period: string
  begins_on: string
  ends_on: string
  person_id: string | null
  department_id: string | null
  product_id: string | null
  target: number
  version: Generated<number>
  created_at: Timestamp
}

export interface ProcessBulkRefusals {
  bulk_id: string
  instance_id: string
  element: string
  code: string
  message: string | null
}

export interface ProcessBulks {
  id: string
  action: Json
  filter: Json
  total: number
  done: Generated<number>
  refused: Generated<number>
  last_id: string | null
  created_by: string
  created_at: Timestamp
  finished_at: Timestamp | null
  stopped_at: Timestamp | null
}

export interface ProcessDefinitions {
  id: string
  key: string
  version: number
  name: string
  bpmn: string
  graph: Json
  origin: string
  origin_version: number | null
  created_by: string | null
  created_at: Timestamp
  reason: Generated<string>
  department_id: string | null
}

export interface ProcessDrafts {
  key: string
  name: string
  bpmn: string
  base_version: number | null
  department_id: string | null
  version: Generated<number>
  created_by: string
  created_at: Timestamp
  changed_by: string
  changed_at: Timestamp
}

export interface ProcessHistory {
  id: GeneratedAlways<number>
  instance_id: string
  definition_id: string
  event_id: string | null
  at: Timestamp
  elements: string[]
  tokens: number[]
  whats: string[]
  flows: string[] | null
}

export interface ProcessHistoryDefault {
  id: GeneratedAlways<number>
  instance_id: string
  definition_id: string
  event_id: string | null
  at: Timestamp
  elements: string[]
  tokens: number[]
  whats: string[]
  flows: string[] | null
}

export interface ProcessIncidents {
  id: string
  instance_id: string
  token: number
  element: string
  code: string
  message: string
  attempts: Generated<Json>
  raised_at: Timestamp
  resolved_at: Timestamp | null
  resolved_by: string | null
  resolution: string | null
  told_at: Timestamp | null
}

export interface ProcessInstances {
  id: string
  definition_id: string
  process_key: string
  subject_kind: string | null
  subject_id: string | null
  started_by_event: string | null
  status: string
  state: Json
  depth: Generated<number>
  department_id: string | null
  started_at: Timestamp
  ended_at: Timestamp | null
  moved_at: Timestamp
  called_by: string | null
  called_by_token: number | null
  suspended_at: Timestamp | null
  suspended_by: string | null
  moves: Generated<number>
}

export interface ProcessMessages {
  id: string
  name: string
  correlation_key: string | null
  variables: Json
  not_for: string | null
  cause: string | null
  depth: Generated<number>
  thrown_at: Timestamp
  kept_until: Timestamp
}

export interface ProcessSettings {
  id: string
  process_key: string
  version: number
  values: Json
  created_by: string | null
  created_at: Timestamp
}

export interface ProcessStartTimers {
  process_key: string
  element: string
  due_at: Timestamp
  timer: Json
}

export interface ProcessSteps {
  instance_id: string | null
  definition_id: string | null
  id: number | null
  n: number | null
  element: string | null
  token: number | null
  what: string | null
  flow: string | null
  event_id: string | null
  at: Timestamp | null
}

export interface ProcessWaits {
  instance_id: string
  token: number
  element: string
  kind: string
  due_at: Timestamp | null
  working_time: Generated<boolean>
  message_name: string | null
  correlation_key: string | null
  since: Timestamp
}

export interface Processes {
  key: string
  definition_id: string
  settings_id: string | null
  department_id: string | null
  paused_at: Timestamp | null
  paused_by: string | null
  position: Generated<number>
  starts_since: Timestamp | null
  starts: Generated<number>
  starts_an_hour: Generated<number>
  held_at: Timestamp | null
  archived_at: Timestamp | null
}

export interface Products {
  id: string
  name: string
  code: string | null
  kind: string
  unit: string
  price: string | null
  price_mode: string
  currency: string
  vat: string
  pkwiu: Generated<string>
  gtu: string | null
  note: Generated<string>
  custom: Generated<Json>
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
}

export interface PushSubscriptions {
  id: string
  employee_id: string
  session_id: string | null
  endpoint: string
  p256dh: string
  auth: string
  device: string
  created_at: Timestamp
  told_at: Timestamp | null
  taken_at: Timestamp | null
  trouble: string | null
}

export interface RecordChecks {
  record_id: string
  check_id: string
  checked_by: string | null
  checked_at: Timestamp
}

export interface RecordMoves {
  id: string
  record_id: string
  from_stage_id: string | null
  to_stage_id: string
  moved_by: string | null
  moved_at: Timestamp
}

export interface Records {
  id: string
  kind: string
  number: string
  title: string
  pipeline_id: string
  stage_id: string
  stage_entered_at: Timestamp
  owner_id: string | null
  department_id: string | null
  note: Generated<string>
  custom: Generated<Json>
  closed_at: Timestamp | null
  created_by: string | null
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
}

export interface SchemaMigrations {
  name: string
  digest: string
  applied_at: Generated<Timestamp>
  contracts: Generated<boolean>
}

export interface SearchEntries {
  kind: string
  id: string
  title: string
  detail: Generated<string>
  folded: string
  digits: Generated<string>
  owner_id: string | null
  department_id: string | null
  at: Timestamp
}

export interface Settings {
  key: string
  value: Json
  version: Generated<number>
  updated_at: Timestamp
}

export interface StageRules {
  id: string
  process_key: string
  name: string
  stage_id: string | null
  trigger: string
  stay: Json | null
  condition: Json | null
  actions: Json
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  archived_at: Timestamp | null
  kind: string
  status: string | null
}

export interface Stages {
  id: string
  pipeline_id: string
  key: string | null
  name: Json
  position: number
  probability: number
  rotting_days: number | null
  created_at: Timestamp
  archived_at: Timestamp | null
  version: Generated<number>
  required_fields: Generated<string[]>
  transitions: Json | null
  checklist: Generated<Json>
  on_leaving: Generated<Json>
  final: string | null
}

export interface SubmissionDigests {
  form_id: string
  digest: Buffer
  submission_id: string
  received_at: Timestamp
}

export interface Submissions {
  id: string
  form_id: string
  form_version: number
  lead_id: string | null
  answers: Json
  consents: Generated<Json>
  origin: string | null
  address_digest: Buffer | null
  received_at: Timestamp
  held: Json | null
  record_id: string | null
}

export interface TaskChecklistItems {
  id: string
  task_id: string
  position: number
  text: string
  done_at: Timestamp | null
  done_by: string | null
}

export interface TaskWatchers {
  task_id: string
  employee_id: string
  added_by: string | null
  added_at: Timestamp
}

export interface Tasks {
  id: string
  kind: Generated<string>
  status: Generated<string>
  title: string
  title_params: Json | null
  body: Generated<string>
  assignee_id: string | null
  candidate_department_ids: Generated<string[]>
  candidate_user_ids: Generated<string[]>
  subject_kind: string | null
  subject_id: string | null
  department_id: string | null
  owner_id: string | null
  due_at: Timestamp | null
  remind_at: Timestamp | null
  reminders: Generated<string>
  completed_by_events: Generated<string[]>
  outcome: string | null
  instance_id: string | null
  token: number | null
  element: string | null
  process_key: string | null
  created_by: string | null
  claimed_at: Timestamp | null
  completed_at: Timestamp | null
  completed_by: string | null
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  remind_before: string[] | null
  priority: Generated<string>
  acknowledged_at: Timestamp | null
  delegated_by: string | null
  checklist_required: Generated<boolean>
  repeat: Json | null
  series_id: string | null
  series_index: number | null
  series_start: Timestamp | null
  form: Json | null
  caused_by: string | null
}

export interface TicketNumbers {
  last: number
}

export interface Tickets {
  id: string
  number: number
  title: string
  status: Generated<string>
  priority: Generated<string>
  category: Generated<string>
  owner_id: string | null
  department_id: string | null
  contact_id: string | null
  company_id: string | null
  person_name: Generated<string>
  address: Generated<string>
  channel: string
  message_id: string | null
  locale: Generated<string>
  answer_due_at: Timestamp | null
  answered_at: Timestamp | null
  solution_due_at: Timestamp | null
  paused_since: Timestamp | null
  paused_ms: Generated<number>
  due_at: GeneratedAlways<Timestamp | null>
  escalated_at: Timestamp | null
  solved_at: Timestamp | null
  solution: Generated<string>
  closed_at: Timestamp | null
  merged_into_id: string | null
  merged_at: Timestamp | null
  merged_from: Json | null
  asked_at: Timestamp | null
  rating: number | null
  rating_note: Generated<string>
  rated_at: Timestamp | null
  custom: Generated<Json>
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
}

export interface ToInvoice {
  id: string
  deal_id: string | null
  contract_id: string | null
  because: string
  since: Timestamp
  issued: Generated<boolean>
}

export interface UsedProofs {
  digest: Buffer
  expires_at: Timestamp
}

export interface Views {
  id: string
  kind: string
  name: string
  owner_id: string
  shared: Generated<string>
  department_id: string | null
  filter: Json
  sort: string | null
  columns: Json | null
  version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
}

export interface WaitingPushes {
  recipient_id: string
  notice_id: string
  urgent: boolean
}

export interface WorkerBeats {
  node: string
  roles: string
  beat_at: Timestamp
  lateness_ms: Generated<number>
  version: Generated<string>
  knows: Generated<string>
  secret: Generated<string>
  host: Generated<string>
}

export interface DB {
  absences: Absences
  api_tokens: ApiTokens
  appointment_people: AppointmentPeople
  appointments: Appointments
  approval_rules: ApprovalRules
  auth_accounts: AuthAccounts
  auth_rate_limits: AuthRateLimits
  auth_sessions: AuthSessions
  auth_users: AuthUsers
  auth_verifications: AuthVerifications
  bank_accounts: BankAccounts
  bank_layouts: BankLayouts
  bank_lines: BankLines
  bank_statements: BankStatements
  bulk_edit_records: BulkEditRecords
  bulk_edits: BulkEdits
  business_clock: BusinessClock
  calendar_feeds: CalendarFeeds
  call_cards: CallCards
  calls: Calls
  channel_accounts: ChannelAccounts
  companies: Companies
  company: Company
  company_days: CompanyDays
  contact_points: ContactPoints
  contacts: Contacts
  contract_approvals: ContractApprovals
  contract_numbers: ContractNumbers
  contract_rounds: ContractRounds
  contract_signatures: ContractSignatures
  contracts: Contracts
  conversation_links: ConversationLinks
  conversations: Conversations
  deal_checks: DealChecks
  deal_lines: DealLines
  deal_moves: DealMoves
  deal_people: DealPeople
  deals: Deals
  default_views: DefaultViews
  department_grants: DepartmentGrants
  departments: Departments
  detail_requests: DetailRequests
  distribution_rules: DistributionRules
  distribution_turns: DistributionTurns
  document_letterhead: DocumentLetterhead
  document_links: DocumentLinks
  document_series: DocumentSeries
  document_template_versions: DocumentTemplateVersions
  document_templates: DocumentTemplates
  document_uploads: DocumentUploads
  document_versions: DocumentVersions
  documents: Documents
  early_reports: EarlyReports
  employees: Employees
  engine_epoch: EngineEpoch
  event_log: EventLog
  event_personal: EventPersonal
  event_seals: EventSeals
  event_subjects: EventSubjects
  exchange_messages: ExchangeMessages
  exchange_rates: ExchangeRates
  exchanges: Exchanges
  fields: Fields
  figure_cases: FigureCases
  figure_cases_due: FigureCasesDue
  figure_cases_now: FigureCasesNow
  figure_days: FigureDays
  figure_durations: FigureDurations
  figure_facts: FigureFacts
  figure_facts_now: FigureFactsNow
  figure_mailings: FigureMailings
  figure_periods: FigurePeriods
  figure_position: FigurePosition
  form_consents: FormConsents
  forms: Forms
  grants: Grants
  heard_events: HeardEvents
  idempotency_keys: IdempotencyKeys
  import_errors: ImportErrors
  import_records: ImportRecords
  imports: Imports
  invitations: Invitations
  invoice_advances: InvoiceAdvances
  invoice_codes: InvoiceCodes
  invoice_lines: InvoiceLines
  invoice_numbers: InvoiceNumbers
  invoice_payments: InvoicePayments
  invoice_series: InvoiceSeries
  invoices: Invoices
  invoicing: Invoicing
  invoicing_certificate: InvoicingCertificate
  kind_numbers: KindNumbers
  kinds: Kinds
  leads: Leads
  lost_reasons: LostReasons
  message_attachments: MessageAttachments
  message_drafts: MessageDrafts
  message_files: MessageFiles
  message_templates: MessageTemplates
  message_uploads: MessageUploads
  messages: Messages
  nip_register: NipRegister
  notes: Notes
  notices: Notices
  notifications: Notifications
  opt_outs: OptOuts
  outbox: Outbox
  outgoing_mails: OutgoingMails
  outreaches: Outreaches
  pipelines: Pipelines
  plans: Plans
  process_bulk_refusals: ProcessBulkRefusals
  process_bulks: ProcessBulks
  process_definitions: ProcessDefinitions
  process_drafts: ProcessDrafts
  process_history: ProcessHistory
  process_history_default: ProcessHistoryDefault
  process_incidents: ProcessIncidents
  process_instances: ProcessInstances
  process_messages: ProcessMessages
  process_settings: ProcessSettings
  process_start_timers: ProcessStartTimers
  process_steps: ProcessSteps
  process_waits: ProcessWaits
  processes: Processes
  products: Products
  push_subscriptions: PushSubscriptions
  record_checks: RecordChecks
  record_moves: RecordMoves
  records: Records
  schema_migrations: SchemaMigrations
  search_entries: SearchEntries
  settings: Settings
  stage_rules: StageRules
  stages: Stages
  submission_digests: SubmissionDigests
  submissions: Submissions
  task_checklist_items: TaskChecklistItems
  task_watchers: TaskWatchers
  tasks: Tasks
  ticket_numbers: TicketNumbers
  tickets: Tickets
  to_invoice: ToInvoice
  used_proofs: UsedProofs
  views: Views
  waiting_pushes: WaitingPushes
  worker_beats: WorkerBeats
}
