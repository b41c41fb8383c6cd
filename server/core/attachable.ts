import type { UserActor } from './actor.ts'
import type { Db } from './db.ts'
import type { Subject } from './events.ts'
import type { Cx } from './write.ts'

/** A file as it is kept and as its receiver will know it. */
export interface AttachedFile {
  name: string
  type: string
  digest: string
  size: number
}

/** Something of a record that may go along with a letter. */
export interface Attachable {
  kind: string
  id: string
  /** As people know it. */
  name: string
  /** Null: it is not made yet, and cannot go. */
  file: AttachedFile | null
  /** It waits for a decision, and cannot go either. */
  held: boolean
  /** It was changed since its file was made. */
  changed: boolean
  sentAt: Date | null
}

export interface AttachableKind {
  kind: string
  /** What there is of a record for who may read it, the newest first; what he may not read is left out. */
  of: (db: Db, user: UserActor, about: Subject) => Promise<Attachable[]>
  /** A message has left with it; `digest` is the file it took along. */
  sent?: (cx: Cx, id: string, digest: string) => Promise<void>
}

const kinds = new Map<string, AttachableKind>()

/** Declares what letters may take along; the only place where letters learn of it. */
export function defineAttachable(kind: AttachableKind): AttachableKind {
  kinds.set(kind.kind, kind)
  return kind
}

export const attachableKind = (kind: string): AttachableKind | undefined => kinds.get(kind)

/** Everything of a record that a letter may take along. */
export const attachablesOf = async (db: Db, user: UserActor, about: Subject): Promise<Attachable[]> =>
  (await Promise.all([...kinds.values()].map((kind) => kind.of(db, user, about)))).flat()
