import { z } from 'zod'

/** Under this subject stand the records of all kinds of the company's own: rows of one table, told apart by a column. */
export const OWN = 'record'

/** What tasks, meetings, notes and processes may be about. */
export const SUBJECTS = ['lead', 'deal', 'contact', 'company', 'ticket', 'invoice', 'contract', OWN] as const

/** A kind as addresses and bodies name it; whether there is one, the command or the query asks. */
export const kindKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,39}$/)
  .describe('lead, deal, contact, company, ticket, invoice, contract, or the key of a kind of the company’s own')
