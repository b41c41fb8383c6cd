import { z } from 'zod'
import { duration } from '../../../pure/duration-schema.ts'

const words = (max: number) =>
  z.union([z.string().max(max), z.object({ pl: z.string().max(max).nullish(), en: z.string().max(max).nullish() })])

/** What a process gives to have a customer written to. */
export const sendInput = z.looseObject({
  /** The record whose customer is meant; unless given, that of the process. */
  subject: z.object({ kind: z.string(), id: z.uuid() }).nullish(),
  /** In both languages, or in one for all; {{link}}, {{visit.when}}, {{recipient.first_name}} and others stand for values. */
  text: words(10_000),
  /** What a mail is headed. */
  heading: words(200).nullish(),
  /** Best first; the customer's own choice comes before all of them. */
  channels: z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.string().min(1)).min(1))
    .nullish(),
  /** Further values for the text. */
  params: z.record(z.string(), z.unknown()).nullish(),
  /** The message carries a link behind which the customer confirms, by then at the latest. */
  confirm: z.boolean().nullish(),
  confirmUntil: z.iso.datetime({ offset: true }).nullish(),
  /** A message that did not arrive within it goes on by the next channel. */
  fallBackWithin: duration.nullish(),
  /** true: nobody to write to is no failure. */
  optional: z.boolean().nullish(),
  /** Who is told where nobody could be written to, as recipients of notices are given; with them it is no failure either. */
  tell: z.array(z.string()).nullish(),
})
export type SendInput = z.output<typeof sendInput>
