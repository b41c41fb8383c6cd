import { keepPreviousData } from '@tanstack/react-query'
import type { List } from './use-list.ts'

/** What a list asks of the API, as its bar and its address say. */
export type Listed = Pick<List, 'asked' | 'askedQ' | 'sort' | 'ready'>

/** Page after page of any list of the API; what is shown stays until the next answer is there. */
export const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
  placeholderData: keepPreviousData,
}

export const keyOf = ({ asked, askedQ, sort }: Listed) => [asked, askedQ, sort] as const

/** The words, where there are any. */
export const wordsIn = (q: string) => (q.trim() ? { q: q.trim() } : {})

/** The query of the page that begins `after` a cursor. */
export const pageOf = ({ asked, askedQ, sort }: Listed, after: string | undefined) => ({
  filter: JSON.stringify(asked),
  ...wordsIn(askedQ),
  sort,
  limit: 100,
  after,
})
