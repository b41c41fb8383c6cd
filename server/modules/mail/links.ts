const PATHS: Record<string, string> = {
  lead: 'leads',
  deal: 'deals',
  contact: 'contacts',
  company: 'companies',
  record: 'records',
  ticket: 'tickets',
  task: 'tasks',
  form: 'forms',
  process_instance: 'processes/instances',
  outgoing_mail: 'settings/outgoing-mails',
}

/** Where a record opens in the browser. The link only shows: nothing is claimed or approved by opening it. */
export function linkTo(
  publicUrl: string,
  subject: { kind: string; id: string } | null,
  taskId: string | null = null,
): string {
  if (subject?.kind === 'deal_digest') return `${publicUrl}/deals`
  if (subject?.kind === 'mail_settings') return `${publicUrl}/settings/mail`
  const path = subject && PATHS[subject.kind]
  if (!path) return `${publicUrl}/notifications`
  return `${publicUrl}/${path}/${subject.id}${taskId ? `?task=${taskId}` : ''}`
}
