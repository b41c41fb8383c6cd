/** What a seal says beside its entries. */
export interface SealHead {
  seq: number
  era: number
  fromXid: string
  upToXid: string
  events: number
  sealedAt: Date
}

export interface Entry {
  id: string
  /** Of everything the event says, in hex. */
  digest: string
}

export type FaultKind =
  /** An event says something else than it said when it was sealed. */
  | 'event_changed'
  | 'event_removed'
  /** It came into the sealed part of the log afterwards. */
  | 'event_added'
  /** Two events have changed places. */
  | 'events_swapped'
  /** The values about a person that lie apart are not those that were written. */
  | 'personal_changed'
  | 'seal_changed'
  | 'seal_missing'

export interface Fault {
  kind: FaultKind
  seal: number
  /** The events it is about; none where the seal itself is wrong. */
  events: string[]
}

export interface LoggedRow extends Entry {
  personalChanged: boolean
}

/** The bytes that are hashed before the entries. */
export const headBytes = ({ seq, era, fromXid, upToXid, events, sealedAt }: SealHead): string =>
  [seq, era, fromXid, upToXid, events, sealedAt.toISOString()].join(' ')

/** What of the log is not as it was sealed. `elsewhere`: ids of events that left their place and are still in the log. */
export function faultsIn(
  seal: number,
  sealed: readonly Entry[],
  found: readonly LoggedRow[],
  elsewhere: ReadonlySet<string>,
): Fault[] {
  const now = new Map(found.map((row) => [row.id, row]))
  const then = new Map(sealed.map((entry) => [entry.id, entry]))
  const faults: Fault[] = []
  const changed = sealed.filter(({ id, digest }) => now.has(id) && now.get(id)!.digest !== digest)
  const byDigest = new Map(changed.map((entry) => [entry.digest, entry]))
  const told = new Set<string>()
  for (const { id, digest } of changed) {
    if (told.has(id)) continue
    const other = byDigest.get(now.get(id)!.digest)
    const swapped = other && other.id !== id && now.get(other.id)!.digest === digest
    if (swapped) told.add(other.id)
    faults.push(
      swapped
        ? { kind: 'events_swapped', seal, events: [id, other.id] }
        : { kind: 'event_changed', seal, events: [id] },
    )
  }
  for (const { id } of sealed) {
    if (!now.has(id)) faults.push({ kind: elsewhere.has(id) ? 'event_changed' : 'event_removed', seal, events: [id] })
  }
  for (const { id, personalChanged } of found) {
    if (!then.has(id)) faults.push({ kind: 'event_added', seal, events: [id] })
    else if (personalChanged) faults.push({ kind: 'personal_changed', seal, events: [id] })
  }
  return faults
}
