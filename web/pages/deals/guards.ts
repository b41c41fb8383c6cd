import type { Requirable } from './DealFieldInput.tsx'

export interface Words {
  pl: string
  en: string
}

/** Fields a stage, or winning, may ask for; in the order in which a dialog asks. */
export const REQUIRABLE: readonly Requirable[] = [
  'companyId',
  'contactId',
  'amount',
  'rate',
  'expectedOn',
  'ownerId',
  'source',
  'note',
]
