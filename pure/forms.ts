/** What the answers to a question may be to a lead: its shipped fields. */
export const LEAD_TARGETS = [
  'person_name',
  'company_name',
  'email',
  'phone',
  'nip',
  'message',
  'product',
  'amount',
  'title',
] as const

/** And to a record of a kind of the company's own. */
export const RECORD_TARGETS = ['title', 'note'] as const

export type Target = (typeof LEAD_TARGETS)[number] | (typeof RECORD_TARGETS)[number]

/** Which of them a form has. */
export const targetsOf = (makes: string): readonly Target[] => (makes === 'lead' ? LEAD_TARGETS : RECORD_TARGETS)

// A lead's telephone number must be one: only a question that checks its answer may become it.
const TYPES_OF: Record<Target, readonly string[]> = {
  person_name: ['text', 'hidden'],
  company_name: ['text', 'hidden'],
  email: ['email'],
  phone: ['phone'],
  nip: ['nip'],
  message: ['text', 'long_text'],
  product: ['text', 'select', 'multi_select', 'hidden'],
  amount: ['amount'],
  title: ['text', 'select', 'hidden'],
  note: ['text', 'long_text'],
}

/** Whether answers to questions of a type may go to a shipped field; to what is none they may not. */
export const fits = (type: string, target: string): boolean =>
  Object.hasOwn(TYPES_OF, target) && TYPES_OF[target as Target].includes(type)

/** Questions whose answers are known inside the company only: people, records, moments of its calendar. */
export const INSIDE_TYPES: readonly string[] = ['moment', 'linked']

/** Types of the company's own fields that answers to questions of a type fill, first the one it is usual for. */
const OWN_TYPES: Record<string, readonly string[]> = {
  text: ['text', 'long_text', 'url'],
  long_text: ['long_text'],
  email: ['email', 'text'],
  phone: ['phone', 'text'],
  nip: ['nip', 'text'],
  number: ['number'],
  amount: ['money'],
  select: ['choice'],
  multi_select: ['choices'],
  checkbox: ['yes_no'],
  date: ['date'],
  moment: ['moment'],
  linked: ['employee', 'lead', 'deal', 'contact', 'company', 'product', 'record'],
  hidden: ['text'],
}

// A lead is never lost for what is wrong in it, so it takes only what needs no further look.
const takes = (makes: string, type: string, own: string): boolean =>
  makes !== 'lead' || !(own === 'url' || INSIDE_TYPES.includes(type))

export const fitsOwn = (makes: string, type: string, own: string): boolean =>
  takes(makes, type, own) && (OWN_TYPES[type]?.includes(own) ?? false)

/** How a form that makes such records asks for a field of theirs; null where it cannot. */
export function askedAs(makes: string, own: string, open: boolean): string | null {
  const types = Object.keys(OWN_TYPES).filter((type) => type !== 'hidden' && !(open && INSIDE_TYPES.includes(type)))
  const usual = types.find((type) => OWN_TYPES[type]?.[0] === own)
  const type = usual ?? types.find((one) => OWN_TYPES[one]?.includes(own))
  return type && takes(makes, type, own) ? type : null
}

/** What a question of the type `linked` leads to: a type of field, or the key of a kind of the company's own. */
export const linkedBy = ({ type, target }: { type: string; target?: string | null }): string =>
  type === 'record' && target ? target : type

/** 'custom.colour' -> 'colour'; null for a shipped field. */
export const ownName = (target: string): string | null =>
  target.startsWith('custom.') ? target.slice('custom.'.length) : null
