import { type RawBuilder, sql } from 'kysely'

/** Minutes as they are told: from a day on in full hours. The median of what is told is what is told of the median. */
export const told = (minutes: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(${minutes} - case when ${minutes} >= 1440 then ${minutes} % 60 else 0 end)`
