import { defineAccess, grant } from '../../core/access.ts'

export const mailSettingsAccess = defineAccess({
  kind: 'mail_settings',
  actions: {
    read: grant('all', 'none', 'none'),
    update: grant('all', 'none', 'none'),
  },
})

export const outgoingMailAccess = defineAccess({
  kind: 'outgoing_mail',
  table: 'outgoing_mails',
  owner: 'recipient_id',
  actions: {
    read: grant('all', 'own', 'own'),
    send: grant('all', 'none', 'none'),
  },
})
