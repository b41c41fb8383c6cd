import { Refusal } from '../../core/errors.ts'

export const STATUSES = [
  'draft',
  'for_approval',
  'for_revision',
  'approved',
  'sent',
  'signed',
  'in_force',
  'ended',
  'terminated',
] as const
export type Status = (typeof STATUSES)[number]

export const ANSWERS = ['approved', 'approved_with_comments', 'sent_back'] as const
export type Answer = (typeof ANSWERS)[number]

export const QUORUMS = ['all', 'any', 'majority'] as const
export type Quorum = (typeof QUORUMS)[number]

/** Who may come after whom; everything else is refused. */
const NEXT: Record<Status, readonly Status[]> = {
  draft: ['for_approval'],
  // Once more: its document has a new version.
  for_approval: ['for_approval', 'for_revision', 'approved', 'draft'],
  for_revision: ['for_approval'],
  approved: ['sent', 'signed', 'for_revision'],
  sent: ['signed', 'for_revision', 'sent'],
  signed: ['in_force', 'terminated'],
  in_force: ['ended', 'terminated'],
  ended: [],
  terminated: [],
}

/** Refuses `contract.wrong_status` where a contract cannot go from where it is to `to`. */
export function mayMove({ status }: { status: Status }, to: Status): void {
  if (!NEXT[status].includes(to)) throw new Refusal('contract.wrong_status', { params: { status } })
}

/** Its words may still change: nobody was asked about them, or they were sent back. */
export const isOpen = (status: Status): boolean => status === 'draft' || status === 'for_revision'

const OF_TERM: ReadonlySet<string> = new Set(['validFrom', 'validUntil', 'notice', 'renewal'])
const BINDS: readonly Status[] = ['signed', 'in_force']

/** Refuses `contract.locked` where a field must not change any more: what was asked about stays as it was asked. */
export function stillChangeable(status: Status, fields: readonly string[]): void {
  if (isOpen(status)) return
  const stays = fields.filter(
    (field) => field !== 'ownerId' && !field.startsWith('custom.') && !(OF_TERM.has(field) && BINDS.includes(status)),
  )
  if (stays.length > 0) throw new Refusal('contract.locked', { params: { status } })
}

export interface Counted {
  answer: Answer | null
}

/**
 * What a round has come to. One who has not answered yet counts as neither; a round is over as soon as the answers that
 * are missing cannot change it.
 */
export function outcomeOf(approvals: readonly Counted[], quorum: Quorum): 'pending' | 'approved' | 'sent_back' {
  const all = approvals.length
  const back = approvals.filter(({ answer }) => answer === 'sent_back').length
  const yes = approvals.filter(({ answer }) => answer !== null && answer !== 'sent_back').length
  const needed = quorum === 'any' ? 1 : quorum === 'all' ? all : Math.floor(all / 2) + 1
  if (all > 0 && yes >= needed) return 'approved'
  return back > all - needed ? 'sent_back' : 'pending'
}

/** A comment says what to change, or under what it was approved. */
export const needsComment = (answer: Answer): boolean => answer !== 'approved'

/** What a scan is by its first bytes; null for anything else. */
export function scanType(bytes: Uint8Array): 'application/pdf' | 'image/png' | 'image/jpeg' | null {
  const begins = (...first: number[]) => first.every((byte, at) => bytes[at] === byte)
  if (begins(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf'
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  return begins(0xff, 0xd8, 0xff) ? 'image/jpeg' : null
}
