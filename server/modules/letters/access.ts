import { defineAccess, grant } from '../../core/access.ts'

/** Everybody writes by the company's templates, heads and leaders keep them. */
export const messageTemplateAccess = defineAccess({
  kind: 'message_template',
  table: 'message_templates',
  actions: {
    read: grant('all', 'all', 'all'),
    create: grant('all', 'all', 'none'),
    update: grant('all', 'all', 'none'),
    archive: grant('all', 'all', 'none'),
  },
})

/** A file sent in for a message, and nobody else's until it has left. */
export const messageUploadAccess = defineAccess({
  kind: 'message_upload',
  table: 'message_uploads',
  owner: 'owner_id',
  actions: { read: grant('own', 'own', 'own'), create: grant('own', 'own', 'own'), delete: grant('own', 'own', 'own') },
})
