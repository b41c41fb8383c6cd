import type { Locale } from '../../../../pure/texts/format.ts'

/** Why a submission waits for a person's look: the field that only programs see was filled. */
export const HELD_REASONS = ['trap'] as const
export type HeldReason = (typeof HELD_REASONS)[number]

/** What a held submission needs to become a lead later, beside its answers. */
export interface Held {
  reason: HeldReason
  locale: Locale
  utm: Record<string, string>
  pageUrl: string | null
  referrer: string | null
}

/** Long enough to look through them after a holiday; they are personal data nobody asked for. */
export const HELD_DAYS = 30
