import { requestHandling } from '../../../processes/request-handling/settings.ts'
import { taskReminders } from '../../../processes/task-reminders/settings.ts'
import { newId } from '../../../server/core/ids.ts'
import { paragraph, wordFile } from '../../support/docx.ts'
import { CAST, OWNER_PASSWORD } from '../../support/world.ts'
import {
  type Caller,
  EVERYBODY,
  HEADS,
  LEADERS,
  ONESELF,
  type Right,
  right,
  SIGNED_IN,
  THE_OWNER,
  type Whose,
} from './callers.ts'
import * as a from './records.ts'

/** One call of an operation: by whom, about what. */
export interface Call {
  house: a.House
  caller: Caller
  whose: Whose | null
  /** What `on` made for it; empty without. */
  made: a.Made
}

/** What is sent by everybody who calls; with it the call does something wherever the right allows it. */
export interface Row {
  who: Right
  /** Makes what the path names, one for each place; fresh for every call that may change it. */
  on?: a.Maker
  /** Beside what `on` made: further parameters of the path. */
  path?: (call: Call) => Record<string, string>
  query?: string | ((call: Call) => string)
  body?: (call: Call) => unknown
  /** Leaves no event where it is allowed; reading never does. */
  quiet?: true
  /** Refuses also those who may, with this status, and leaves nothing behind. */
  shut?: number
  /** In a company that only shows Tok. */
  inDemo?: true
  /** A list that holds, of these kinds, every record its reader may read. */
  lists?: Listed[]
  /** Who reads these kinds here, where it is not who reads them elsewhere. */
  reads?: Partial<Record<Listed, Right>>
  /** Tells of everything that happened to whoever may read it at all. */
  tellsAll?: true
}

type RecordKind = 'lead' | 'deal' | 'contact' | 'company' | 'ticket' | 'invoice' | 'contract' | 'record' | 'task'
export type Listed = RecordKind | 'conversation' | 'mail' | 'notification' | 'token' | 'incident'

const A_MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p" isExecutable="true">
  <startEvent id="s" /><sequenceFlow id="f" sourceRef="s" targetRef="e" /><endEvent id="e" /></process></definitions>`

const RATES = 'data;waluta;kurs\n2026-11-27;EUR;4,2512'

const notWanted = ({ made }: Call) => ({ channel: 'post', address: made.address, optedOut: true })

const READ = right('all', 'department', 'department')
const READ_CARD: Right = { ...READ, withUnfiled: true }
const EDIT = right('all', 'department', 'own')
const MANAGE = right('all', 'department', 'none')
const BOOKS: Right = { ...LEADERS, keepers: true }
const READ_INVOICE: Right = { ...READ, keepers: true }
const EDIT_INVOICE: Right = { ...EDIT, keepers: true }

/** What stands in lists, and who finds it there. */
export const LISTED: Record<Listed, { reads: Right; maker: a.Maker }> = {
  lead: { reads: READ, maker: a.LEAD },
  deal: { reads: READ, maker: a.DEAL },
  invoice: { reads: READ_INVOICE, maker: a.INVOICE },
  contract: { reads: READ, maker: a.CONTRACT },
  contact: { reads: READ_CARD, maker: a.CONTACT },
  company: { reads: READ_CARD, maker: a.COMPANY },
  ticket: { reads: READ, maker: a.TICKET },
  record: { reads: READ, maker: a.RECORD },
  task: { reads: READ, maker: a.TASK },
  conversation: { reads: READ, maker: a.CONVERSATION },
  mail: { reads: right('all', 'own', 'own'), maker: a.FAILED_MAIL },
  notification: { reads: ONESELF, maker: a.NOTIFICATION },
  token: { reads: ONESELF, maker: a.TOKEN },
  incident: { reads: MANAGE, maker: a.INCIDENT },
}

/** The kind of the company's own that the house has. */
const FAULT = { kind: 'fault' }

const WORD_FILE = await wordFile({ body: paragraph('{{deal.title}}') })

const words = (before: string) => `${before} ${a.another()}`
const twice = (before: string) => ({ pl: words(before), en: words(before) })
const email = () => `nowa${a.another()}@example.com`

const trialOf = ({ departmentId, stage }: a.Made) => ({
  departmentId: departmentId || null,
  kind: 'deal',
  stage,
  trigger: 'enter',
  actions: [{ do: 'notify', to: ['owner'], text: 'Zadzwoń' }],
})
const ruleOf = (made: a.Made) => ({ name: words('Reguła'), ...trialOf(made) })

/** No more than an answer of the search has room for. */
const TOP_OF_SEARCH = 'q=tajna&kinds=lead,deal,contact,company,ticket'

/** Somebody of the same department as the record, whose it is not. */
const colleague = ({ house: { w, others }, whose }: Call): string => {
  if (whose?.departmentId === w.departments.marketing) return others.marketing
  return whose?.ownerId === others.sales ? w.people.anna : others.sales
}

/** The same operation on a record of each of these kinds, by whoever reads it. */
const onEach = (kinds: RecordKind[], row: Omit<Row, 'who' | 'on'>): Row[] =>
  kinds.map((kind) => ({
    ...row,
    who: LISTED[kind].reads,
    on: LISTED[kind].maker,
    path: () => ({ kind }),
  }))

/** Every operation of the API: who may call it, and with what. */
export const OPERATIONS: Record<string, Row | Row[]> = {
  'start.state': { who: EVERYBODY },
  'start.set_up': {
    who: EVERYBODY,
    shut: 409,
    body: () => ({
      company: { name: 'Druga' },
      owner: { name: 'Ktoś Obcy', email: email(), password: OWNER_PASSWORD },
      ...{ departments: [], locale: 'pl' },
    }),
  },
  'start.demo': { who: EVERYBODY, shut: 409, body: () => ({}) },
  'start.enter_demo': [
    { who: EVERYBODY, shut: 403, body: ({ house }) => ({ userId: house.others.sales }) },
    { who: EVERYBODY, inDemo: true, body: ({ house }) => ({ userId: house.others.sales }) },
  ],
  'clock.read': { who: SIGNED_IN },
  'clock.travel': [
    { who: SIGNED_IN, shut: 403, body: () => ({ by: 'PT1S' }) },
    { who: SIGNED_IN, inDemo: true, body: () => ({ by: 'PT1S' }) },
  ],
  'sign_in.open': { who: EVERYBODY, body: () => ({ email: CAST.owner.email, password: OWNER_PASSWORD }) },
  'sign_in.close': { who: EVERYBODY, quiet: true },
  'sign_in.close_all': { who: SIGNED_IN },
  'password.forgot': { who: EVERYBODY, quiet: true, body: ({ caller }) => ({ email: caller.email ?? email() }) },
  'password.reset': {
    who: EVERYBODY,
    on: a.FORGETFUL,
    body: ({ made }) => ({ token: made.token, password: 'calkiem-nowe-haslo' }),
  },
  'password.change': { who: SIGNED_IN, body: () => ({ current: OWNER_PASSWORD, password: OWNER_PASSWORD }) },

  'invitations.open': { who: EVERYBODY, on: a.INVITATION },
  'invitations.accept': {
    who: EVERYBODY,
    on: a.INVITATION,
    body: () => ({ name: 'Gość Nowy', password: 'calkiem-nowe-haslo' }),
  },
  'invitations.list': { who: LEADERS },
  'invitations.create': [
    { who: LEADERS, body: () => ({ email: email(), name: 'Nowa Osoba', role: 'head' }) },
    { who: THE_OWNER, body: () => ({ email: email(), name: 'Nowy Właściciel', role: 'owner' }) },
  ],
  'invitations.revoke': { who: LEADERS, on: a.INVITATION },

  'employees.list': { who: SIGNED_IN },
  'employees.get': { who: SIGNED_IN, on: a.PERSON },
  'employees.update': [
    { who: MANAGE, on: a.PERSON, body: () => ({ position: words('Doradca') }) },
    { who: LEADERS, on: a.PERSON, body: () => ({ name: words('Nowe Nazwisko') }) },
    { who: THE_OWNER, on: a.THE_OWNERS_ROW, body: () => ({ position: words('Prezes') }) },
  ],
  'profile.get': { who: SIGNED_IN },
  'profile.update': { who: SIGNED_IN, body: () => ({ preferences: { seen: a.another() } }) },
  'push.list': { who: SIGNED_IN },
  'push.allow': { who: SIGNED_IN, body: a.browser },
  'push.try': { who: ONESELF, on: a.BROWSER },
  'push.withdraw': { who: ONESELF, on: a.BROWSER },
  'absences.list': { who: SIGNED_IN },
  'absences.create': [
    { who: SIGNED_IN, body: () => ({ from: '2040-01-01T08:00:00Z', to: '2040-01-02T08:00:00Z' }) },
    {
      who: EDIT,
      on: a.PERSON,
      body: ({ made }) => ({ employeeId: made.id, from: '2040-02-01T08:00:00Z', to: '2040-02-02T08:00:00Z' }),
    },
  ],
  'absences.remove': { who: EDIT, on: a.ABSENCE },
  'tokens.list': { who: SIGNED_IN, lists: ['token'] },
  'tokens.create': { who: SIGNED_IN, body: () => ({ name: 'kasa' }) },
  'tokens.revoke': { who: ONESELF, on: a.TOKEN },

  'fields.registry': { who: SIGNED_IN, path: () => ({ kind: 'deal' }) },
  'fields.list': { who: LEADERS },
  'fields.create': {
    who: LEADERS,
    body: () => ({ kind: 'deal', type: 'text', label: { pl: words('Pole'), en: 'Field' } }),
  },
  'fields.update': {
    who: LEADERS,
    on: a.FIELD,
    body: () => ({ required: false, label: { pl: words('Pole'), en: 'Field' } }),
  },
  'fields.order': {
    who: LEADERS,
    on: a.FIELD,
    path: () => ({ kind: 'contact' }),
    body: ({ made }) => ({ ids: [made.id] }),
  },
  'fields.archive': { who: LEADERS, on: a.FIELD },
  'fields.restore': { who: LEADERS, on: a.ARCHIVED_FIELD },
  'fields.delete': { who: LEADERS, on: a.FIELD },
  'fields.purge': { who: LEADERS, on: a.DELETED_FIELD },
  'views.list': { who: SIGNED_IN, query: 'kind=deal' },
  'views.create': [
    { who: SIGNED_IN, body: () => ({ kind: 'deal', name: words('Widok'), filter: { all: [] } }) },
    {
      who: HEADS,
      body: () => ({ kind: 'deal', name: words('Widok'), filter: { all: [] }, shared: 'company' }),
    },
  ],
  'views.update': { who: ONESELF, on: a.VIEW, body: () => ({ name: words('Widok') }) },
  'views.delete': { who: ONESELF, on: a.VIEW },
  'views.make_default': { who: SIGNED_IN, body: () => ({ kind: 'deal', viewId: null }) },
  'lists.export': ['lead', 'deal', 'contact', 'company', 'invoice', 'contract'].map(
    (kind): Row => ({ who: SIGNED_IN, quiet: true, path: () => ({ kind }) }),
  ),
  'imports.list': { who: HEADS },
  'imports.create': {
    who: HEADS,
    query: 'kind=lead&name=leady.csv',
    body: () => Buffer.from('Temat;E-mail\nOkna;a@example.com\n'),
  },
  'imports.get': { who: right('own', 'own', 'none'), on: a.IMPORT },
  'imports.format': {
    who: right('own', 'own', 'none'),
    on: a.IMPORT,
    quiet: true,
    body: () => ({ encoding: 'utf-8', delimiter: ';' }),
  },
  'imports.check': {
    who: right('own', 'own', 'none'),
    on: a.IMPORT,
    quiet: true,
    body: () => ({
      mapping: ['title', 'email'],
      options: { duplicates: 'skip', ownerId: null, processes: false },
    }),
  },
  'imports.start': { who: right('own', 'own', 'none'), on: a.CHECKED_IMPORT },
  'imports.stop': { who: right('own', 'own', 'none'), on: a.RUNNING_IMPORT },
  'imports.undo': { who: right('own', 'own', 'none'), on: a.FINISHED_IMPORT },
  'imports.discard': { who: right('own', 'own', 'none'), on: a.IMPORT },
  'imports.errors': { who: right('own', 'own', 'none'), on: a.FINISHED_IMPORT },
  'bulk_edits.count': { who: SIGNED_IN, quiet: true, body: () => ({ kind: 'deal' }) },
  'bulk_edits.start': {
    who: SIGNED_IN,
    body: () => ({ kind: 'deal', ids: [newId()], action: { do: 'win' } }),
  },
  'bulk_edits.get': { who: ONESELF, on: a.BULK_EDIT },
  'bulk_edits.stop': { who: ONESELF, on: a.BULK_EDIT },
  'departments.list': { who: SIGNED_IN },
  'departments.create': { who: LEADERS, body: () => ({ name: words('Dział') }) },
  'departments.update': { who: LEADERS, on: a.DEPARTMENT, body: () => ({ name: words('Dział') }) },
  'departments.archive': { who: LEADERS, on: a.DEPARTMENT },
  'own_company.get': { who: SIGNED_IN },
  'own_company.update': { who: LEADERS, body: () => ({ name: words('Zakłady') }) },
  'own_company.days': { who: SIGNED_IN, query: 'year=2026' },
  'own_company.set_day': {
    who: LEADERS,
    path: () => ({ day: a.dayOf(a.another()) }),
    body: () => ({ name: 'Inwentaryzacja', working: false }),
  },
  'own_company.clear_day': { who: LEADERS, on: a.SPECIAL_DAY },

  'exchanges.list': { who: LEADERS },
  'exchanges.create': { who: LEADERS, body: () => ({ kind: 'webhook', name: words('Centrala') }) },
  'exchanges.update': { who: LEADERS, on: a.EXCHANGE, body: () => ({ name: words('Centrala') }) },
  'exchanges.archive': { who: LEADERS, on: a.EXCHANGE },
  'exchanges.renew_secret': { who: LEADERS, on: a.EXCHANGE },
  // One that posts its events is not connected to.
  'exchanges.check': { who: LEADERS, on: a.EXCHANGE, shut: 409 },
  // Nobody is named who answers.
  'exchanges.try_out': {
    who: LEADERS,
    on: a.EXCHANGE,
    shut: 422,
    body: () => ({ number: '+48601224718', outcome: 'answered' }),
  },
  // Without the secret of the exchange.
  'exchanges.events': {
    who: EVERYBODY,
    on: a.EXCHANGE,
    shut: 401,
    body: () => ({ events: [{ event: 'missed', call: '1', number: '+48601224718' }] }),
  },
  'exchanges.recording': {
    who: EVERYBODY,
    on: a.EXCHANGE,
    shut: 401,
    query: 'call=1',
    body: () => Buffer.from('RIFF0000WAVE'),
  },
  'calls.list': { who: SIGNED_IN },
  'calls.now': { who: SIGNED_IN },
  'calls.get': { who: READ_CARD, on: a.CALL },
  'calls.update': { who: READ_CARD, on: a.CALL, body: () => ({ note: words('Oddzwonić') }) },
  'calls.settle': { who: READ_CARD, on: a.CALL },
  // Nobody of the cast has an extension.
  'calls.dial': { who: SIGNED_IN, shut: 409, body: () => ({ number: '+48601224718' }) },
  'calls.recording': { who: READ_CARD, on: a.RECORDED_CALL },
  'calls.of_record': onEach(['contact', 'company', 'lead', 'deal'], {}),

  'document_templates.list': { who: SIGNED_IN },
  'document_templates.get': { who: SIGNED_IN, on: a.DOCUMENT_TEMPLATE },
  'document_templates.versions': { who: SIGNED_IN, on: a.DOCUMENT_TEMPLATE },
  'document_templates.variables': { who: SIGNED_IN, query: 'section=deal' },
  'document_templates.create': {
    who: HEADS,
    body: () => ({ name: words('Pismo'), kind: 'letter', section: 'deal', locale: 'pl', body: { blocks: [] } }),
  },
  'document_templates.update': { who: HEADS, on: a.DOCUMENT_TEMPLATE, body: () => ({ name: words('Pismo') }) },
  'document_templates.upload': { who: HEADS, query: 'name=umowa.docx', body: () => WORD_FILE },
  'document_templates.file': { who: SIGNED_IN, on: a.WORD_TEMPLATE, path: () => ({ version: '1' }) },
  'document_templates.archive': { who: HEADS, on: a.DOCUMENT_TEMPLATE },
  'document_templates.restore': { who: HEADS, on: a.ARCHIVED_DOCUMENT_TEMPLATE },
  'document_templates.preview': {
    who: SIGNED_IN,
    quiet: true,
    body: () => ({ section: 'deal', locale: 'pl', body: { blocks: [] } }),
  },
  'letterhead.get': { who: SIGNED_IN },
  'letterhead.update': { who: HEADS, body: () => ({ address: words('Prosta') }) },
  // What is sent is no picture.
  'letterhead.set_picture': { who: HEADS, path: () => ({ picture: 'logo' }), shut: 415 },
  'letterhead.drop_picture': { who: HEADS, path: () => ({ picture: 'logo' }), quiet: true },
  'letterhead.picture': { who: SIGNED_IN, path: () => ({ picture: 'logo' }), shut: 404 },
  'documents.of_record': onEach(['lead', 'deal', 'contact', 'company', 'record'], {}),
  'documents.prepare': {
    who: EDIT,
    on: a.DEAL_FOR_DOCUMENT,
    body: ({ made }) => ({ templateId: made.templateId, subject: { kind: 'deal', id: made.id } }),
  },
  'documents.get': { who: READ, on: a.DOCUMENT },
  'documents.update': { who: EDIT, on: a.DOCUMENT, body: () => ({ name: words('Pismo') }) },
  'documents.refresh': { who: EDIT, on: a.DOCUMENT, quiet: true },
  'documents.preview': { who: READ, on: a.DOCUMENT, quiet: true, body: () => ({}) },
  'documents.make': { who: EDIT, on: a.DOCUMENT },
  'documents.file': { who: READ, on: a.DOCUMENT, path: () => ({ no: '1' }) },
  'documents.archive': { who: EDIT, on: a.DOCUMENT },
  'documents.restore': { who: EDIT, on: a.ARCHIVED_DOCUMENT },
  'documents.create_link': { who: EDIT, on: a.DOCUMENT, body: () => ({ days: 7 }) },
  'documents.revoke_link': { who: EDIT, on: a.LINKED_DOCUMENT },
  'documents.collect': { who: EDIT, on: a.DEAL },

  'details.of_record': onEach(['deal', 'contact', 'company'], {}),
  'details.ask': [
    { who: EDIT, on: a.DEAL, path: () => ({ kind: 'deal' }), body: () => ({ days: 7 }) },
    { who: EDIT, on: a.CONTACT, path: () => ({ kind: 'contact' }), body: () => ({ days: 7 }) },
    { who: EDIT, on: a.COMPANY, path: () => ({ kind: 'company' }), body: () => ({ days: 7 }) },
  ],
  'details.revoke': { who: EDIT, on: a.DETAIL_REQUEST },
  'details.decide': { who: EDIT, on: a.ANSWERED_DETAIL_REQUEST, body: () => ({ take: [] }) },
  'nip_register.get': { who: SIGNED_IN },
  'nip_register.change': { who: LEADERS, body: () => ({ url: `https://wl${a.another()}.example` }) },

  'contacts.list': { who: SIGNED_IN, query: 'q=tajna&limit=100', lists: ['contact'] },
  'contacts.create': { who: SIGNED_IN, body: () => ({ lastName: words('Nowak') }) },
  'contacts.get': { who: READ_CARD, on: a.CONTACT },
  'contacts.update': { who: EDIT, on: a.CONTACT, body: () => ({ position: words('Kierownik') }) },
  'contacts.archive': { who: EDIT, on: a.CONTACT },
  'contacts.match': {
    who: SIGNED_IN,
    query: 'personName=Jan%20Tajna&companyName=Tajna%20sp%C3%B3%C5%82ka',
    lists: ['contact', 'company'],
  },
  'companies.list': { who: SIGNED_IN, query: 'q=tajna&limit=100', lists: ['company'] },
  'companies.create': { who: SIGNED_IN, body: () => ({ name: words('Okna') }) },
  'companies.get': { who: READ_CARD, on: a.COMPANY },
  'companies.update': { who: EDIT, on: a.COMPANY, body: () => ({ address: words('ul. Długa') }) },
  'companies.archive': { who: EDIT, on: a.COMPANY },

  'forms.list': { who: SIGNED_IN },
  'forms.create': { who: HEADS, body: () => ({ name: words('Zapytanie') }) },
  'forms.get': { who: SIGNED_IN, on: a.FORM },
  'forms.update': [
    { who: HEADS, on: a.FORM, body: () => ({ name: words('Zapytanie') }) },
    // With a form goes what people wrote in it.
    { who: MANAGE, on: a.FORM, body: ({ house }) => ({ departmentId: house.w.departments.production }) },
  ],
  'forms.archive': { who: HEADS, on: a.FORM },
  'forms.restore': { who: HEADS, on: a.ARCHIVED_FORM },
  'forms.duplicate': { who: HEADS, on: a.FORM, body: () => ({ name: words('Kopia') }) },
  'forms.preview': {
    who: SIGNED_IN,
    quiet: true,
    body: () => ({
      definition: { fields: [{ key: 'name', type: 'text', label: { pl: 'Imię' }, mapsTo: 'person_name' }] },
    }),
  },
  'forms.consents': { who: SIGNED_IN, on: a.FORM },
  'forms.let_through': { who: READ, on: a.HELD_SUBMISSION },
  'forms.submissions': { who: READ, on: a.HELD_SUBMISSION },
  'forms.submit': { who: SIGNED_IN, on: a.FORM, body: () => ({ answers: { name: words('Jan') } }) },
  'forms.submissions_of_lead': { who: READ, on: a.LEAD },
  'forms.submissions_of_record': { who: READ, on: a.RECORD },
  'forms.definition': { who: EVERYBODY, on: a.FORM },
  'forms.challenge': { who: EVERYBODY, on: a.FORM },
  'forms.receive': { who: EVERYBODY, on: a.FORM, body: () => ({ answers: { name: words('Jan') } }) },

  'contacts.opt_outs': { who: READ_CARD, on: a.CONTACT },
  'contacts.set_opt_out': { who: EDIT, on: a.CONTACT_WITH_ADDRESS, body: notWanted },
  'companies.opt_outs': { who: READ_CARD, on: a.COMPANY },
  'companies.set_opt_out': { who: EDIT, on: a.COMPANY_WITH_ADDRESS, body: notWanted },
  'customer_peace.settings': { who: SIGNED_IN },
  'customer_peace.change': {
    who: LEADERS,
    body: () => ({ from: '20:00', to: '08:00', restDays: false, dailyCap: (Date.now() % 90) + 5 }),
  },
  'process_history.settings': { who: LEADERS },
  'process_history.change': { who: LEADERS, body: () => ({ months: (Date.now() % 500) + 60, archive: true }) },
  'chats.definition': { who: EVERYBODY, on: a.CHAT },
  'chats.write': {
    who: EVERYBODY,
    on: a.CHAT,
    body: ({ made }) => ({ visitor: made.visitor, key: newId(), text: words('Pytanie') }),
  },
  'chats.send_file': {
    who: EVERYBODY,
    on: a.CHAT_WRITTEN_IN,
    query: ({ made }) => `visitor=${made.visitor}&key=${newId()}&name=plan.txt`,
    body: () => Buffer.from(words('Plan')),
  },
  'chats.look': { who: EVERYBODY, on: a.CHAT, body: ({ made }) => ({ visitor: made.visitor }), quiet: true },

  'channel_accounts.list': { who: SIGNED_IN },
  'channel_accounts.get': { who: READ_CARD, on: a.CHANNEL_ACCOUNT },
  'channel_accounts.add': {
    who: SIGNED_IN,
    body: ({ caller }) => ({ ...a.ofChannel(), ownerId: caller.id }),
  },
  'channel_accounts.change': { who: EDIT, on: a.CHANNEL_ACCOUNT, body: () => ({ name: words('Konto') }) },
  'channel_accounts.archive': { who: EDIT, on: a.CHANNEL_ACCOUNT },
  'channel_accounts.check': { who: SIGNED_IN, quiet: true, body: a.ofChannel },
  'conversations.list': { who: SIGNED_IN, lists: ['conversation'] },
  'conversations.get': { who: READ, on: a.CONVERSATION },
  'conversations.messages': { who: READ, on: a.CONVERSATION },
  'conversations.assign': { who: READ, on: a.CONVERSATION, body: ({ house }) => ({ ownerId: house.others.none }) },
  'conversations.close': { who: READ, on: a.CONVERSATION },
  'conversations.reopen': { who: READ, on: a.CLOSED_CONVERSATION },
  'conversations.file': {
    who: READ,
    on: a.CONVERSATION,
    body: ({ made }) => ({ kind: 'company', id: made.company }),
  },
  'conversations.unfile': {
    who: READ,
    on: a.FILED_CONVERSATION,
    body: ({ made }) => ({ kind: 'company', id: made.company }),
  },
  'conversations.answer': { who: READ, on: a.CONVERSATION, body: () => ({ text: words('Dzień dobry') }) },
  'customer_messages.write': {
    who: SIGNED_IN,
    on: a.COMPANY_ACCOUNT,
    body: ({ made }) => ({ accountId: made.account, to: [{ address: email() }], text: words('Dzień dobry') }),
  },
  'customer_messages.get': { who: READ, on: a.MESSAGE },
  'customer_messages.cancel': { who: READ, on: a.SCHEDULED_MESSAGE },
  'customer_messages.retry': { who: READ, on: a.FAILED_MESSAGE },
  'customer_messages.file': { who: READ, on: a.MESSAGE_WITH_FILE },
  'customer_messages.page': { who: READ, on: a.MESSAGE },
  'conversations.make_lead': { who: READ, on: a.CONVERSATION },
  'conversations.call_spam': { who: READ, on: a.CONVERSATION },
  'letters.send': {
    who: READ,
    on: a.CONVERSATION,
    body: ({ made }) => ({
      conversationId: made.id,
      recipients: [{ address: email() }],
      texts: { pl: { subject: words('Oferta'), body: '<p>Dzień dobry</p>' } },
    }),
  },

  'leads.list': { who: SIGNED_IN, query: 'q=tajna&limit=100', lists: ['lead'] },
  'leads.create': [
    { who: SIGNED_IN, body: () => ({ title: words('Okna'), mine: true }) },
    // Whoever takes a call for another department sends it there.
    { who: SIGNED_IN, body: ({ house }) => ({ title: words('Okna'), departmentId: house.w.departments.production }) },
  ],
  'leads.board': { who: SIGNED_IN, query: 'q=tajna&limit=100', lists: ['lead'] },
  'leads.sources': { who: SIGNED_IN },
  'leads.get': { who: READ, on: a.LEAD },
  'leads.update': { who: EDIT, on: a.LEAD, body: () => ({ title: words('Drzwi') }) },
  'leads.accept': { who: READ, on: a.NEW_LEAD },
  'leads.assign': { who: EDIT, on: a.LEAD, body: (call) => ({ ownerId: colleague(call) }) },
  'leads.put_off': { who: EDIT, on: a.LEAD, body: () => ({ until: '2040-01-01T10:00:00Z' }) },
  'leads.resume': { who: EDIT, on: a.WAITING_LEAD },
  'leads.reject': { who: EDIT, on: a.LEAD, body: () => ({ reason: 'spam' }) },
  'leads.reopen': { who: EDIT, on: a.REJECTED_LEAD },
  'leads.propose_conversion': { who: READ, on: a.LEAD },
  'leads.convert': { who: EDIT, on: a.LEAD, body: () => ({ deal: { title: words('Okna') } }) },

  'kinds.list': { who: SIGNED_IN },
  'kinds.create': { who: LEADERS, body: () => ({ name: twice('Usterka'), plural: twice('Usterki') }) },
  'kinds.order': { who: LEADERS, on: a.KIND, body: ({ made }) => ({ keys: [made.other, made.key] }) },
  'kinds.get': { who: SIGNED_IN, on: a.KIND },
  'kinds.update': { who: LEADERS, on: a.KIND, body: () => ({ name: twice('Usterka') }) },
  'kinds.archive': { who: LEADERS, on: a.KIND },
  'kinds.restore': { who: LEADERS, on: a.ARCHIVED_KIND },
  'tickets.list': { who: SIGNED_IN, query: 'q=tajna&limit=100', lists: ['ticket'] },
  'tickets.create': { who: SIGNED_IN, body: () => ({ title: words('Brama') }) },
  'tickets.get': { who: READ, on: a.TICKET },
  'tickets.update': { who: READ, on: a.TICKET, body: () => ({ title: words('Brama') }) },
  'tickets.take': { who: READ, on: a.UNOWNED_TICKET },
  'tickets.assign': { who: READ, on: a.TICKET, body: (call) => ({ ownerId: colleague(call) }) },
  'tickets.answered': { who: READ, on: a.TICKET },
  'tickets.wait': { who: READ, on: a.TICKET },
  'tickets.resume': { who: READ, on: a.WAITING_TICKET },
  'tickets.solve': { who: READ, on: a.TICKET, body: () => ({ solution: 'Naprawiono' }) },
  'tickets.reopen': { who: READ, on: a.SOLVED_TICKET },
  'tickets.close': { who: READ, on: a.SOLVED_TICKET },
  'tickets.merge': { who: READ, on: a.TWO_TICKETS, body: ({ made }) => ({ intoId: made.intoId }) },
  'tickets.separate': { who: READ, on: a.MERGED_TICKET },
  'records.list': { who: SIGNED_IN, path: () => FAULT, query: 'q=tajna&limit=100', lists: ['record'] },
  'records.board': { who: SIGNED_IN, path: () => FAULT, query: 'q=tajna&limit=100', lists: ['record'] },
  'records.create': { who: SIGNED_IN, path: () => FAULT, body: () => ({ title: words('Usterka') }) },
  'records.get': { who: READ, on: a.RECORD },
  'records.update': { who: EDIT, on: a.RECORD, body: () => ({ title: words('Usterka') }) },
  'records.move': { who: EDIT, on: a.RECORD, body: ({ made }) => ({ stageId: made.stageId }) },
  'records.ways': { who: READ, on: a.RECORD },
  'records.tick': { who: EDIT, on: a.RECORD_TO_TICK },
  'records.untick': { who: EDIT, on: a.TICKED_RECORD },
  'records.archive': { who: MANAGE, on: a.RECORD },
  'records.restore': { who: MANAGE, on: a.DELETED_RECORD },
  'pipelines.list': { who: SIGNED_IN },
  'pipelines.create': { who: LEADERS, body: () => ({ name: twice('Lejek') }) },
  'pipelines.order': { who: LEADERS, on: a.PIPELINE, body: ({ made }) => ({ ids: [made.other, made.id] }) },
  'pipelines.update': { who: LEADERS, on: a.PIPELINE, body: () => ({ name: twice('Lejek') }) },
  'pipelines.archive': { who: LEADERS, on: a.PIPELINE, body: () => ({}) },
  'pipelines.restore': { who: LEADERS, on: a.ARCHIVED_PIPELINE },
  'stages.create': { who: LEADERS, on: a.PIPELINE, body: () => ({ name: twice('Etap'), probability: 40 }) },
  'stages.order': { who: LEADERS, on: a.PIPELINE, body: ({ made }) => ({ ids: [made.second, made.first] }) },
  'stages.update': { who: LEADERS, on: a.STAGE, body: () => ({ name: twice('Etap') }) },
  'stages.archive': { who: LEADERS, on: a.STAGE, body: () => ({}) },
  'distribution.fields': { who: SIGNED_IN },
  'distribution.simulate': { who: LEADERS },
  'distribution_rules.list': { who: LEADERS },
  'distribution_rules.create': {
    who: LEADERS,
    body: () => ({ name: words('Zasada'), conditions: { all: [] }, target: { kind: 'customer_owner' }, active: false }),
  },
  'distribution_rules.order': {
    who: LEADERS,
    on: a.DISTRIBUTION_RULES,
    body: ({ made }) => ({ ids: [made.other, made.id] }),
  },
  'distribution_rules.update': { who: LEADERS, on: a.DISTRIBUTION_RULES, body: () => ({ name: words('Zasada') }) },
  'distribution_rules.archive': { who: LEADERS, on: a.DISTRIBUTION_RULES },
  'lost_reasons.list': { who: SIGNED_IN },
  'lost_reasons.create': { who: LEADERS, body: () => ({ name: twice('Powód') }) },
  'lost_reasons.order': { who: LEADERS, on: a.LOST_REASONS, body: ({ made }) => ({ ids: [made.other, made.id] }) },
  'lost_reasons.update': { who: LEADERS, on: a.LOST_REASONS, body: () => ({ name: twice('Powód') }) },
  'lost_reasons.archive': { who: LEADERS, on: a.LOST_REASONS },
  'deals.list': { who: SIGNED_IN, query: 'q=tajna&limit=100', lists: ['deal'] },
  'deals.create': { who: SIGNED_IN, body: () => ({ title: words('Okna') }) },
  'deals.board': { who: SIGNED_IN, query: 'q=tajna&limit=100', lists: ['deal'] },
  'deals.get': { who: READ, on: a.DEAL },
  'deals.update': { who: EDIT, on: a.DEAL, body: () => ({ title: words('Drzwi') }) },
  'deals.move': { who: EDIT, on: a.DEAL, body: ({ house }) => ({ stageId: house.stage }) },
  'deals.win': { who: EDIT, on: a.DEAL },
  'deals.lose': { who: EDIT, on: a.DEAL, body: () => ({ reason: 'Za drogo' }) },
  'deals.reopen': { who: EDIT, on: a.LOST_DEAL },
  'deals.forecast': { who: SIGNED_IN },
  'deals.ways': { who: READ, on: a.DEAL_TO_TICK },
  'deals.tick': { who: EDIT, on: a.DEAL_TO_TICK },
  'deals.untick': { who: EDIT, on: a.TICKED_DEAL },
  'deals.people': { who: READ, on: a.DEAL_WITH_PERSON },
  'deals.add_person': {
    who: EDIT,
    on: a.DEAL_AND_COMPANY,
    body: ({ made }) => ({ kind: 'company', id: made.companyId, role: 'payer' }),
  },
  'deals.remove_person': { who: EDIT, on: a.DEAL_WITH_PERSON },

  'contracts.list': { who: SIGNED_IN, query: 'limit=100', lists: ['contract'] },
  'contracts.create': { who: SIGNED_IN, body: () => ({ title: words('Umowa') }) },
  'contracts.get': { who: READ, on: a.CONTRACT },
  'contracts.update': { who: EDIT, on: a.CONTRACT, body: () => ({ note: words('Uwaga') }) },
  // Who approves, and who it is sent to, is told beside the module; here only who may ask.
  'contracts.submit': { who: EDIT, on: a.CONTRACT },
  'contracts.withdraw': { who: EDIT, on: a.SUBMITTED_CONTRACT },
  'contracts.answer': {
    who: READ,
    on: a.ASKED_CONTRACT,
    shut: 403,
    body: ({ made }) => ({ answer: 'approved', documentHash: made.hash }),
  },
  'contracts.approval_sheet': { who: READ, on: a.SUBMITTED_CONTRACT },
  'contracts.send': { who: EDIT, on: a.APPROVED_CONTRACT, body: () => ({ days: null }) },
  // What is sent here is no file.
  'contracts.add_scan': {
    who: EDIT,
    on: a.APPROVED_CONTRACT,
    query: 'signer=Jan&signedOn=2026-11-02&name=umowa.pdf',
    shut: 415,
  },
  'contracts.scan': { who: READ, on: a.SIGNED_CONTRACT },
  'contracts.terminate': {
    who: MANAGE,
    on: a.SIGNED_CONTRACT,
    body: () => ({ reason: 'Koniec', endedOn: '2030-01-01' }),
  },
  'approval_rules.list': { who: SIGNED_IN },
  'approval_rules.create': { who: LEADERS, body: () => ({ approver: 'supervisor' }) },
  'approval_rules.update': { who: LEADERS, on: a.APPROVAL_RULE, body: () => ({ approver: 'department_head' }) },
  'approval_rules.archive': { who: LEADERS, on: a.APPROVAL_RULE },

  'invoices.list': { who: SIGNED_IN, query: 'limit=100', lists: ['invoice'] },
  'invoices.to_issue': { who: SIGNED_IN },
  'invoices.get': { who: READ_INVOICE, on: a.INVOICE },
  'invoices.draft': { who: SIGNED_IN, body: () => ({}) },
  'invoices.update': { who: EDIT_INVOICE, on: a.INVOICE, body: () => ({ note: words('Uwaga') }) },
  'invoices.discard': { who: EDIT_INVOICE, on: a.INVOICE },
  // Not before who sells is known; that it works is told beside the module.
  'invoices.issue': { who: EDIT_INVOICE, on: a.INVOICE, shut: 422 },
  'invoices.correct': { who: EDIT_INVOICE, on: a.ISSUED_INVOICE, body: () => ({ whole: true }) },
  'invoices.mark_sent': { who: EDIT_INVOICE, on: a.ISSUED_INVOICE },
  'invoices.cancel': { who: MANAGE, on: a.ISSUED_INVOICE, body: () => ({ reason: 'Omyłka' }) },
  'invoices.note_ksef_number': { who: EDIT_INVOICE, on: a.ISSUED_INVOICE, body: () => ({ number: null }) },
  'invoices.add_payment': {
    who: EDIT_INVOICE,
    on: a.ISSUED_INVOICE,
    body: () => ({ paidOn: '2026-11-01', amount: 1000 }),
  },
  'invoices.remove_payment': { who: EDIT_INVOICE, on: a.PAID_INVOICE },
  'invoices.pdf': { who: READ_INVOICE, on: a.INVOICE },
  'invoices.keep_print': { who: EDIT_INVOICE, on: a.ISSUED_INVOICE, body: () => ({}) },
  'invoices.xml': { who: READ_INVOICE, on: a.ISSUED_INVOICE },
  'invoicing.get': { who: SIGNED_IN },
  'invoicing.change': { who: LEADERS, body: () => ({ note: words('Uwaga') }) },
  'invoicing.set_certificate': { who: LEADERS, body: () => a.issuerCertificate() },
  'invoicing.remove_certificate': { who: LEADERS, on: a.ISSUER_CERTIFICATE },
  'bank_statements.list': { who: BOOKS },
  'bank_statements.look': { who: BOOKS, quiet: true, body: () => a.bankStatement() },
  'bank_statements.receive': { who: BOOKS, query: 'name=wyciag.csv', body: () => a.bankStatement() },
  'bank_statements.get': { who: BOOKS, on: a.BANK_STATEMENT },
  'bank_statements.book': {
    who: BOOKS,
    on: a.PAYING_STATEMENT,
    body: ({ made }) => ({ lines: [{ lineId: made.lineId, invoices: [{ invoiceId: made.invoiceId, amount: 100 }] }] }),
  },
  'bank_statements.unbook': { who: BOOKS, on: a.BOOKED_STATEMENT },
  'bank_accounts.add': { who: LEADERS, body: () => ({ iban: a.anotherAccount() }) },
  'bank_accounts.update': { who: LEADERS, on: a.BANK_ACCOUNT, body: () => ({ bank: words('Bank') }) },
  'bank_accounts.archive': { who: LEADERS, on: a.BANK_ACCOUNT },
  'invoice_series.add': {
    who: LEADERS,
    on: a.BRANCH,
    body: ({ made }) => ({
      ...{ name: words('Oddział'), usedFor: 'proforma', pattern: `P${a.another()}/{N}/{YYYY}` },
      departmentId: made.departmentId,
    }),
  },
  'invoice_series.update': { who: LEADERS, on: a.INVOICE_SERIES, body: () => ({ name: words('Oddział') }) },
  'invoice_series.archive': { who: LEADERS, on: a.INVOICE_SERIES },

  'deals.lines': { who: READ, on: a.DEAL },
  'deals.save_lines': {
    who: EDIT,
    on: a.DEAL,
    body: () => ({
      priceMode: 'net',
      lines: [
        {
          ...{ productId: null, name: words('Okno'), kind: 'goods', quantity: '12', unit: 'szt.', unitPrice: '1249.5' },
          ...{ discountPercent: '5', discountAmount: null, vat: '8' },
        },
      ],
    }),
  },

  'message_templates.list': { who: SIGNED_IN },
  'message_templates.variables': { who: SIGNED_IN, query: 'kind=deal' },
  'message_templates.get': { who: SIGNED_IN, on: a.MESSAGE_TEMPLATE },
  'message_templates.create': {
    who: HEADS,
    body: () => ({ name: words('Szablon'), form: 'text', body: { pl: words('Dzień dobry'), en: '' } }),
  },
  'message_templates.update': { who: HEADS, on: a.MESSAGE_TEMPLATE, body: () => ({ name: words('Szablon') }) },
  'message_templates.archive': { who: HEADS, on: a.MESSAGE_TEMPLATE },
  'message_templates.restore': { who: HEADS, on: a.ARCHIVED_MESSAGE_TEMPLATE },
  'letters.attachables': onEach(['lead', 'deal', 'contact', 'company', 'ticket', 'invoice', 'contract', 'record'], {}),
  'letters.addresses': onEach(['lead', 'deal', 'contact', 'company', 'ticket', 'invoice', 'contract', 'record'], {}),
  'letters.preview': {
    who: READ,
    on: a.LEAD,
    quiet: true,
    body: ({ made }) => ({
      about: { kind: 'lead', id: made.id },
      recipients: [{ address: email() }],
      texts: { pl: { subject: words('Oferta'), body: '<p>{{record.title}}</p>' } },
    }),
  },
  'letters.upload': { who: SIGNED_IN, query: 'name=oferta.txt', body: () => Buffer.from(words('Oferta')) },
  'letters.delete_upload': { who: ONESELF, on: a.UPLOAD },
  'letters.draft': onEach(['lead', 'deal', 'contact', 'company', 'ticket', 'invoice', 'contract', 'record'], {}),
  'letters.save_draft': onEach(['lead', 'deal', 'contact', 'company', 'ticket', 'invoice', 'contract', 'record'], {
    quiet: true,
    body: () => ({ texts: { pl: { subject: words('Oferta'), body: '' } } }),
  }),
  'letters.delete_draft': onEach(['lead', 'deal', 'contact', 'company', 'ticket', 'invoice', 'contract', 'record'], {
    quiet: true,
  }),
  'products.list': { who: SIGNED_IN },
  'products.create': {
    who: HEADS,
    body: () => ({ name: words('Okno'), kind: 'goods', unit: 'szt.', vat: '23', price: '10.50' }),
  },
  'products.get': { who: SIGNED_IN, on: a.PRODUCT },
  'products.update': { who: HEADS, on: a.PRODUCT, body: () => ({ name: words('Drzwi') }) },
  'products.archive': { who: HEADS, on: a.PRODUCT },
  'products.restore': { who: HEADS, on: a.ARCHIVED_PRODUCT },
  'exchange_rates.list': { who: SIGNED_IN },
  'exchange_rates.offer': { who: SIGNED_IN, query: 'currency=EUR' },
  'exchange_rates.set': {
    who: HEADS,
    path: () => ({ currency: 'EUR', day: a.dayOf(a.another()) }),
    body: () => ({ rate: '4.2512' }),
  },
  'exchange_rates.remove': { who: HEADS, on: a.EXCHANGE_RATE },
  'exchange_rates.preview': { who: HEADS, quiet: true, body: () => ({ csv: RATES }) },
  'exchange_rates.import': {
    who: HEADS,
    body: () => ({ csv: `data;waluta;kurs\n${a.dayOf(a.another())};USD;3,65` }),
  },

  'tasks.list': { who: SIGNED_IN, query: 'scope=team&q=tajna&limit=100', lists: ['task'] },
  'tasks.create': [
    { who: SIGNED_IN, body: () => ({ title: words('Zadzwonić') }) },
    { who: EDIT, on: a.PERSON, body: ({ made }) => ({ title: words('Zadzwonić'), assigneeId: made.id }) },
    ...(['lead', 'deal', 'contact', 'company'] as const).map((kind) => ({
      who: LISTED[kind].reads,
      on: LISTED[kind].maker,
      body: ({ made }: Call) => ({ title: words('Zadzwonić'), subject: { kind, id: made.id } }),
    })),
  ],
  'tasks.counts': { who: SIGNED_IN },
  'tasks.claims': { who: SIGNED_IN },
  'tasks.get': { who: READ, on: a.TASK },
  'tasks.update': [
    { who: EDIT, on: a.TASK, body: () => ({ title: words('Napisać') }) },
    { who: MANAGE, on: a.TASK, body: (call) => ({ assigneeId: colleague(call) }) },
  ],
  'tasks.cancel': { who: EDIT, on: a.TASK },
  'tasks.complete': { who: EDIT, on: a.TASK, body: () => ({}) },
  'tasks.reopen': { who: EDIT, on: a.DONE_TASK },
  'tasks.delegate': { who: EDIT, on: a.TASK, body: (call) => ({ assigneeId: colleague(call) }) },
  'tasks.remind': { who: EDIT, on: a.ASSIGNED_TASK },
  'tasks.acknowledge': { who: ONESELF, on: a.GIVEN_TASK },
  'tasks.watch': [
    { who: READ, on: a.TASK, path: ({ caller }) => ({ employeeId: caller.id ?? a.NOBODY }) },
    { who: EDIT, on: a.TASK, path: ({ house }) => ({ employeeId: house.others.none }) },
  ],
  'tasks.unwatch': { who: EDIT, on: a.WATCHED_TASK },
  'tasks.set_checklist': { who: EDIT, on: a.TASK, body: () => ({ items: [{ text: words('Punkt') }] }) },
  'tasks.tick_item': { who: EDIT, on: a.LISTED_TASK },
  'tasks.untick_item': { who: EDIT, on: a.TICKED_TASK },
  'tasks.claim': { who: READ, on: a.CLAIM },

  'calendar.read': {
    who: SIGNED_IN,
    query: 'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z',
  },
  'appointments.create': { who: SIGNED_IN, body: () => a.meeting(words('Spotkanie')) },
  'appointments.get': { who: READ, on: a.APPOINTMENT },
  'appointments.update': { who: EDIT, on: a.APPOINTMENT, body: () => ({ title: words('Rozmowa') }) },
  'appointments.cancel': { who: EDIT, on: a.APPOINTMENT },
  'appointments.restore': { who: EDIT, on: a.CANCELLED_APPOINTMENT },
  'calendar.feed': { who: SIGNED_IN },
  'calendar.open_feed': { who: SIGNED_IN },
  'calendar.close_feed': { who: SIGNED_IN, quiet: true },

  'notifications.list': { who: SIGNED_IN, lists: ['notification'] },
  'notifications.read': { who: SIGNED_IN, quiet: true, body: () => ({}) },
  'search.find': { who: SIGNED_IN, query: TOP_OF_SEARCH, lists: ['lead', 'deal', 'contact', 'company', 'ticket'] },

  'mail.settings': { who: LEADERS },
  'mail.change_settings': {
    who: LEADERS,
    // Nobody listens there: mails are tried and fail at once.
    body: () => ({
      ...{ host: '127.0.0.1', port: 1, security: 'none', fromAddress: 'tok@example.com' },
      fromName: words('Zakłady'),
    }),
  },
  'mail.test_settings': { who: LEADERS, body: () => ({ to: 'ktos@example.com' }) },
  'mail.list': { who: SIGNED_IN, lists: ['mail'] },
  'mail.get': { who: right('all', 'own', 'own'), on: a.FAILED_MAIL },
  'mail.retry': { who: LEADERS, on: a.FAILED_MAIL },
  'mail.send_kept': { who: LEADERS },

  'figures.read': {
    who: SIGNED_IN,
    path: () => ({ report: 'activity' }),
    query: 'from=2026-11-01&to=2026-11-30',
  },
  'figures.records': {
    who: SIGNED_IN,
    path: () => ({ report: 'activity' }),
    query: 'from=2026-11-01&to=2026-11-30&column=dealsWon',
  },
  'figures.export': {
    who: SIGNED_IN,
    path: () => ({ report: 'activity' }),
    query: 'from=2026-11-01&to=2026-11-30',
    quiet: true,
  },
  'figures.process': { who: SIGNED_IN, on: a.PROCESS, query: 'from=2026-11-01&to=2026-11-30' },
  'figures.process_export': {
    who: SIGNED_IN,
    on: a.PROCESS,
    query: 'from=2026-11-01&to=2026-11-30&compare=previous',
    quiet: true,
  },
  'figures.process_cases': { who: SIGNED_IN, on: a.PROCESS, query: 'from=2026-11-01&to=2026-11-30&of=begun' },
  'plans.list': { who: SIGNED_IN },
  'plans.create': {
    who: HEADS,
    body: ({ caller }) => ({
      ...{ measure: 'callsMade', period: 'month', on: `${2000 + a.another()}-03-01`, target: 5 },
      departmentId: caller.role === 'head' ? caller.departmentId : null,
    }),
  },
  'plans.update': { who: right('all', 'department', 'none'), on: a.PLAN, body: () => ({ target: 7 }) },
  'plans.remove': { who: right('all', 'department', 'none'), on: a.PLAN },
  'figure_mailings.list': { who: SIGNED_IN },
  'figure_mailings.create': {
    who: SIGNED_IN,
    body: ({ caller }) => ({
      ...{ report: 'activity', period: 'lastWeek', every: 'week', day: 1, at: '08:00' },
      recipients: [caller.id],
    }),
  },
  'figure_mailings.update': { who: right('all', 'own', 'own'), on: a.FIGURE_MAILING, body: () => ({ paused: true }) },
  'figure_mailings.remove': { who: right('all', 'own', 'own'), on: a.FIGURE_MAILING },
  'figure_mailings.send': { who: right('all', 'own', 'own'), on: a.FIGURE_MAILING },
  'figure_mailings.leave': { who: right('own', 'own', 'own'), on: a.FIGURE_MAILING },
  'audit.read': { who: LEADERS, tellsAll: true },
  'audit.export': { who: LEADERS, quiet: true, tellsAll: true },
  'audit.seals': { who: LEADERS },
  'audit.verify': { who: LEADERS },
  'processes.list': { who: SIGNED_IN },
  'processes.get': { who: SIGNED_IN, on: a.PROCESS },
  // A case on a record tells its readers why it stands still; the list of incidents is for who mends them.
  'processes.cases': { who: SIGNED_IN, reads: { incident: READ }, query: 'state=running&limit=100' },
  'processes.case_counts': { who: SIGNED_IN },
  'processes.change_settings': [
    {
      who: MANAGE,
      on: a.PROCESS,
      body: ({ made }) => ({
        settings: {
          request_handling: { ...requestHandling.defaults, accept_within: `PT${10 + a.another()}M` },
          task_reminders: { ...taskReminders.defaults, reminders: [`PT${10 + a.another()}M`] },
        }[made.key!],
      }),
    },
  ],
  'processes.pause': { who: MANAGE, on: a.PROCESS },
  'processes.switch_on': { who: MANAGE, on: a.PROCESS },
  'processes.of_record': onEach(['lead', 'deal', 'ticket', 'invoice', 'contract', 'record', 'task'], {}),
  'processes.instance': { who: READ, on: a.CASE },
  'processes.check': { who: HEADS, quiet: true, body: () => ({ bpmn: A_MODEL }) },
  'processes.deploy': {
    who: LEADERS,
    body: () => ({ key: `proces_${a.another()}`, name: words('Zakup'), bpmn: A_MODEL }),
  },
  'processes.drafts': { who: HEADS },
  'processes.create_draft': {
    who: HEADS,
    quiet: true,
    body: ({ caller, house }) => ({
      name: words('Wydanie towaru'),
      departmentId: caller.departmentId ?? house.w.departments.sales,
    }),
  },
  'processes.draft': { who: MANAGE, on: a.PROCESS },
  'processes.save_draft': {
    who: MANAGE,
    on: a.DRAFT,
    quiet: true,
    body: () => ({ name: words('Zakup'), bpmn: A_MODEL }),
  },
  'processes.discard_draft': { who: MANAGE, on: a.DRAFT },
  'processes.publish_draft': { who: MANAGE, on: a.DRAFT, body: () => ({ reason: words('Szybciej') }) },
  'processes.catalogue': { who: HEADS },
  'processes.occasions': { who: HEADS, query: 'event=lead.received' },
  'processes.rehearse': { who: MANAGE, on: a.PROCESS, quiet: true, body: () => ({ subject: null, acts: [] }) },
  'processes.versions': { who: SIGNED_IN, on: a.PROCESS },
  'processes.version': { who: SIGNED_IN, on: a.PROCESS, path: () => ({ version: '1' }) },
  'processes.roll_back': {
    who: MANAGE,
    on: a.CHANGED_PROCESS,
    path: () => ({ version: '1' }),
    body: () => ({ reason: words('Wracamy') }),
  },
  'stage_rules.list': { who: SIGNED_IN },
  'stage_rules.create': { who: MANAGE, on: a.RULE_WANTED, body: ({ made }) => ruleOf(made) },
  'stage_rules.try': { who: MANAGE, on: a.RULE_WANTED, quiet: true, body: ({ made }) => trialOf(made) },
  'stage_rules.get': { who: SIGNED_IN, on: a.STAGE_RULE },
  'stage_rules.update': { who: MANAGE, on: a.STAGE_RULE, body: ({ made }) => ruleOf(made) },
  'stage_rules.archive': { who: MANAGE, on: a.STAGE_RULE },
  'processes.start': { who: MANAGE, on: a.PROCESS, body: () => ({ variables: { note: words('Ręcznie') } }) },
  'processes.set_guard': { who: MANAGE, on: a.PROCESS, body: () => ({ startsAnHour: 1000 + a.another() }) },
  'processes.plan_migration': { who: MANAGE, quiet: true, on: a.PROCESS, body: () => ({ from: 1, to: 1 }) },
  'processes.decide_held_starts': { who: MANAGE, on: a.HELD_PROCESS, body: () => ({ decision: 'discard' }) },
  'processes.publish': {
    who: LEADERS,
    body: () => ({ name: words('dostawa'), correlationKey: 'Z/7', timeToLive: 'PT1H', variables: { note: 'x' } }),
  },
  'processes.broadcast': { who: LEADERS, body: () => ({ name: words('alarm') }) },
  'processes.suspend_instance': { who: MANAGE, on: a.CASE },
  'processes.resume_instance': { who: MANAGE, on: a.SUSPENDED_CASE },
  'processes.move_token': { who: MANAGE, on: a.CASE_TOKEN, body: () => ({ to: 'due' }) },
  'processes.set_variables': { who: MANAGE, on: a.CASE, body: () => ({ variables: { note: words('poprawka') } }) },
  'processes.start_bulk': {
    who: HEADS,
    body: () => ({ filter: { process: 'none' }, action: { do: 'move', from: 'here', to: 'there' } }),
  },
  'processes.bulks': { who: HEADS },
  'processes.stop_bulk': { who: right('all', 'own', 'none'), on: a.BULK },
  'processes.cancel_instance': { who: MANAGE, on: a.CASE },
  'processes.incidents': { who: HEADS, lists: ['incident'] },
  'processes.resolve_incident': { who: MANAGE, on: a.INCIDENT, body: () => ({ resolution: 'cancel' }) },
  'processes.beat': { who: SIGNED_IN },

  'workplace.me': { who: SIGNED_IN },
  'workplace.my_day': { who: SIGNED_IN },
  'workplace.requests': { who: SIGNED_IN },
  'workplace.counts': { who: SIGNED_IN },
  'workplace.colleagues': { who: SIGNED_IN },
  'workplace.timeline': [
    ...onEach(['lead', 'deal', 'contact', 'company', 'ticket', 'invoice', 'contract', 'record', 'task'], {}),
    { who: SIGNED_IN, on: a.PRODUCT, path: () => ({ kind: 'product' }) },
  ],
  'workplace.add_note': onEach(
    ['lead', 'deal', 'contact', 'company', 'ticket', 'invoice', 'contract', 'record', 'task'],
    {
      body: () => ({ body: 'Dzwonić' }),
    },
  ),
  'workplace.delete_note': { who: ONESELF, on: a.NOTE },
  'workplace.restore_note': { who: ONESELF, on: a.DELETED_NOTE },
}
