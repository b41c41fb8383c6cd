import { defineAccess, grant } from '../../core/access.ts'

/** Everybody makes documents by the company's templates, heads and leaders keep them; a document itself goes with its record. */
export const documentTemplateAccess = defineAccess({
  kind: 'document_template',
  table: 'document_templates',
  actions: {
    read: grant('all', 'all', 'all'),
    create: grant('all', 'all', 'none'),
    update: grant('all', 'all', 'none'),
    archive: grant('all', 'all', 'none'),
  },
})

/** What stands in every document of ours. */
export const letterheadAccess = defineAccess({
  kind: 'letterhead',
  actions: { read: grant('all', 'all', 'all'), update: grant('all', 'all', 'none') },
})
