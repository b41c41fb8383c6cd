/** The record a case is about, as lists show it; null where it is about none. */
export const subjectOf = (row: {
  subject_kind: string | null
  subject_id: string | null
  subject_title: string | null
  title_params: Record<string, unknown> | null
}) =>
  row.subject_kind && row.subject_id
    ? { kind: row.subject_kind, id: row.subject_id, title: row.subject_title ?? '', titleParams: row.title_params }
    : null
