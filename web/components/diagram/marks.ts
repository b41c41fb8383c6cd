/** What is painted on one element of a model. Every mark has words: neither colour nor place says anything alone. */
export interface Mark {
  element: string
  /** Read aloud, and the first line under the pointer: 'Przyjmij zgłoszenie: zrobione 10:02'. */
  words: string
  /** Tokens or cases that stand here. */
  count?: number
  state?: 'now' | 'done' | 'cancelled'
  incident?: boolean
  late?: boolean
  /** Lines that always stand above the element. */
  bubble?: string[]
  /** Further lines under the pointer or with the focus. */
  times?: string[]
}
