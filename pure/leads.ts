/** The statuses of a lead, which are its stages. */
export const LEAD_STATUSES = ['new', 'processing', 'waiting', 'converted', 'rejected'] as const
export type LeadStatus = (typeof LEAD_STATUSES)[number]

/** Why a lead comes to nothing, in the order in which people are asked. */
export const REJECT_REASONS = [
  'no_need',
  'no_budget',
  'competitor',
  'no_contact',
  'wrong_number',
  'duplicate',
  'spam',
  'other',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]
