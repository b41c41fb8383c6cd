import type { Actor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { type Field, isCustom, mayField } from '../../core/fields.ts'
import { fieldsFor } from '../fields/queries.ts'
import type { ImportKind } from './schema.ts'

/** Shipped fields a file may fill, in the order they are offered. */
const FILLED: Record<ImportKind, string[]> = {
  lead: [
    'title',
    'personName',
    'companyName',
    'email',
    'phone',
    'nip',
    'product',
    'amount',
    'currency',
    'message',
    'source',
    'ownerId',
    'departmentId',
  ],
  deal: [
    'title',
    'amount',
    'currency',
    'expectedOn',
    'pipelineId',
    'stageId',
    'contactId',
    'companyId',
    'ownerId',
    'source',
    'note',
  ],
  contact: ['firstName', 'lastName', 'position', 'companyId', 'emails', 'phones', 'locale', 'ownerId', 'note'],
  company: ['name', 'nip', 'regon', 'address', 'website', 'emails', 'phones', 'ownerId', 'note'],
}

/** What no record of the kind can be made without; of several any one. */
export const NEEDED: Record<ImportKind, string[]> = {
  lead: ['title', 'companyName', 'personName', 'product', 'email', 'phone'],
  deal: ['title'],
  contact: ['lastName', 'firstName'],
  company: ['name'],
}

/** The fields of a kind this person may fill from a file. */
export async function fillable(db: Db, actor: Actor, kind: ImportKind): Promise<Field[]> {
  const fields = await fieldsFor(db, actor, kind)
  const shipped = FILLED[kind].flatMap((key) => fields.find((field) => field.key === key) ?? [])
  return [...shipped, ...fields.filter((field) => isCustom(field) && mayField(actor, field, 'edit'))]
}
