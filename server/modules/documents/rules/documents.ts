import { LISTS } from '../../../../pure/documents/template.ts'
import type { DocumentValues } from '../../../../pure/documents/typst.ts'
import { invalid, Refusal } from '../../../core/errors.ts'
import type { DocumentInput, Format } from '../schema.ts'

/** What files of documents are to whoever gets them. */
export const TYPES: Record<Format, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** As the file of a document is called, and what it is, where it is kept. */
export const fileOfDocument = (
  { name, number }: { name: string; number: string | null },
  format: Format,
): { name: string; type: string } => ({
  name: `${[name, number]
    .filter(Boolean)
    .join(' ')
    .replaceAll(/[/\\:*?"<>|]/g, '-')}.${format}`,
  type: TYPES[format],
})

/** What became of a link its customer was given. */
export function linkState(
  link: { expires_at: Date; revoked_at: Date | null; opened_at: Date | null },
  now: Date,
): 'waiting' | 'opened' | 'expired' | 'revoked' {
  if (link.revoked_at) return 'revoked'
  if (link.expires_at <= now) return 'expired'
  return link.opened_at ? 'opened' : 'waiting'
}

export interface Written {
  values: DocumentValues
  byHand: string[]
}

/**
 * The values with what somebody wrote. What is given as null stands as the record has it again; only variables the
 * document knows may be written.
 */
export function withWords(
  before: Written,
  given: Pick<DocumentInput, 'fields' | 'lists'>,
  fresh: DocumentValues,
): Written {
  const byHand = new Set(before.byHand)
  const fields = { ...before.values.fields }
  const lists = { ...before.values.lists }
  for (const [key, value] of Object.entries(given.fields ?? {})) {
    if (!Object.hasOwn(fresh.fields, key)) throw invalid({ path: `fields.${key}`, code: 'field.invalid' })
    if (value === null) byHand.delete(key)
    else if (value !== fields[key] || byHand.has(key)) byHand.add(key)
    fields[key] = value ?? fresh.fields[key] ?? ''
  }
  for (const list of LISTS) {
    const rows = given.lists?.[list]
    if (rows === undefined) continue
    if (rows === null) byHand.delete(list)
    else byHand.add(list)
    lists[list] = rows ?? fresh.lists[list] ?? []
  }
  return { values: { fields, lists }, byHand: [...byHand] }
}

/** What the record says now, with what somebody wrote kept. */
export function refreshed(before: Written, fresh: DocumentValues): Written {
  const fields = { ...fresh.fields }
  const lists = { ...fresh.lists }
  const byHand = before.byHand.filter((key) => Object.hasOwn(fields, key) || LISTS.some((list) => list === key))
  for (const key of byHand) {
    const list = LISTS.find((one) => one === key)
    if (list) lists[list] = before.values.lists[list] ?? []
    else fields[key] = before.values.fields[key] ?? ''
  }
  return { values: { fields, lists }, byHand }
}

type Leaving = { made: number; held: boolean; released: number | null }

/** Of a document that is held the newest version leaves only when just that was released. */
export const mayLeave = ({ made, held, released }: Leaving): boolean => !held || released === made

/** The version of a document that may leave the house: the newest. */
export function leaving(document: Leaving): number {
  if (document.made === 0) throw new Refusal('document.not_made')
  if (!mayLeave(document)) throw new Refusal('document.held')
  return document.made
}

export function stillUsed(document: { archived_at: Date | null }): void {
  if (document.archived_at) throw new Refusal('document.archived')
}
