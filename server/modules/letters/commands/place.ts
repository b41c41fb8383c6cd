import { allow } from '../../../core/access.ts'
import { notFound } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import type { Place } from '../schema.ts'

/** Throws unless the actor may write from there. */
export async function allowPlace({ db, actor }: Pick<Cx, 'db' | 'actor'>, { kind, id }: Place): Promise<void> {
  if (kind === 'conversation') throw notFound()
  await allow(db, actor, kind, 'read', id)
}
