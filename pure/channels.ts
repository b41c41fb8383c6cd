/** The channels by which customers are written to, as a person names the one he likes. */
export const REACHED_BY = ['sms', 'mail', 'telegram', 'whatsapp'] as const
export type ReachedBy = (typeof REACHED_BY)[number]
