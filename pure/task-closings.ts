/** What brings a task bound to its record to an end, and what the process is then told. */
export const CLOSING: Record<string, string> = {
  'lead.accepted': 'accepted',
  'lead.assigned': 'accepted',
  'lead.converted': 'converted',
  'lead.rejected': 'rejected',
  'record.stage_changed': 'moved',
  'record.archived': 'deleted',
  'contract.answered': 'answered',
  'contract.sent': 'sent',
}
