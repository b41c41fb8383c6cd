import { OWN } from './kinds.ts'

/** What rules of stages can do. */
export const DOES = [
  'task',
  'notify',
  'set',
  'move',
  'win',
  'lose',
  'resume',
  'put_off',
  'reject',
  'reopen',
  'process',
  'wait',
] as const
export type Do = (typeof DOES)[number]

/** Deals and records of the company's own kinds go through the stages of pipelines; the stages of a lead are its statuses. */
export const RULED = ['deal', 'lead', OWN] as const
export type Ruled = (typeof RULED)[number]

/** How rules see a kind. */
export const ruledAs = (kind: string): Ruled => (kind === 'deal' || kind === 'lead' ? kind : OWN)

/** What each action may be done to. */
export const DONE_TO: Record<Do, readonly Ruled[]> = {
  task: RULED,
  notify: RULED,
  set: RULED,
  move: ['deal', OWN],
  win: ['deal'],
  lose: ['deal'],
  resume: ['lead'],
  put_off: ['lead'],
  reject: ['lead'],
  reopen: ['lead'],
  process: RULED,
  wait: RULED,
}

/** Fields that come with Tok and that a rule may set, beside those of the company's own. */
export const SETTABLE: Record<Ruled, readonly ('expectedInDays' | 'ownerId' | 'source')[]> = {
  deal: ['expectedInDays', 'ownerId', 'source'],
  lead: ['ownerId'],
  [OWN]: ['ownerId'],
}

/** A lead that became something stays so: it leaves this status never. */
export const isForGood = (ruled: Ruled, stage: string): boolean => ruled === 'lead' && stage === 'converted'
