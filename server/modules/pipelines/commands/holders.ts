import type { Db } from '../../../core/db.ts'
import type { Cx } from '../../../core/write.ts'
import type { Holding } from '../queries/held.ts'

/** A sort of record that goes through stages, as the pipelines know it: the modules above say what their own is. */
export interface Holder extends Holding {
  /** Fields its stages may ask for, of one kind. */
  requirable: (db: Db, kind: string) => Promise<readonly string[]>
  /**
   * Moves what is open out of stages that are about to go, each with an event of its own; refuses, saying how many there
   * are, while nobody has said where to. Answers how many went.
   */
  clear: (cx: Cx, stageIds: string[], to: string | undefined) => Promise<number>
  isKind: (db: Db, kind: string) => Promise<boolean>
}

const holders: Holder[] = []

export function defineHolder(holder: Holder): Holder {
  holders.push(holder)
  return holder
}

/** Who holds the records of a kind: deals are deals, all others are kinds of the company's own. */
export function holderOf(kind: string): Holder {
  const holder = holders.find(({ subject }) => (kind === 'deal') === (subject === 'deal'))
  if (!holder) throw new Error(`nobody holds records of the kind ${kind}`)
  return holder
}
