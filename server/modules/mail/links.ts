import { placeOf } from '../../../pure/places.ts'

/** Where a record opens in the browser. The link only shows: nothing is claimed or approved by opening it. */
export function linkTo(
  publicUrl: string,
  subject: { kind: string; id: string } | null,
  taskId: string | null = null,
): string {
  const place = subject && placeOf(subject.kind, subject.id)
  if (!place) return `${publicUrl}/notifications`
  return `${publicUrl}${place}${taskId ? `${place.includes('?') ? '&' : '?'}task=${taskId}` : ''}`
}
