import { sql } from 'kysely'
import type { Actor } from '../../core/actor.ts'
import type { Db } from '../../core/db.ts'
import { type Field, type FieldType, isCustom, mayField } from '../../core/fields.ts'
import { fieldsFor } from '../fields/queries.ts'
import { SHIPPED_KINDS, type ShippedKind } from './schema.ts'

interface Fillable {
  /** Shipped fields a file may fill, in the order they are offered. */
  filled: string[]
  /** What no record of the kind can be made without; of several any one. */
  needed: string[]
  /** NIP, e-mail or telephone tell two records to be the same; of others people choose a field that does. */
  keyed: boolean
}

const SHIPPED: Record<ShippedKind, Fillable> = {
  lead: {
    filled: [
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
    needed: ['title', 'companyName', 'personName', 'product', 'email', 'phone'],
    keyed: true,
  },
  deal: {
    filled: [
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
    needed: ['title'],
    keyed: false,
  },
  contact: {
    filled: ['firstName', 'lastName', 'position', 'companyId', 'emails', 'phones', 'locale', 'ownerId', 'note'],
    needed: ['lastName', 'firstName'],
    keyed: true,
  },
  company: {
    filled: ['name', 'nip', 'regon', 'address', 'website', 'bankAccount', 'emails', 'phones', 'ownerId', 'note'],
    needed: ['name'],
    keyed: true,
  },
}

/** Of every kind of the company's own. */
const OWN_KIND: Fillable = {
  filled: ['title', 'pipelineId', 'stageId', 'ownerId', 'note'],
  needed: ['title'],
  keyed: false,
}

const ofKind = (kind: string): Fillable => SHIPPED[kind as ShippedKind] ?? OWN_KIND

export const neededFor = (kind: string): string[] => ofKind(kind).needed

export const isKeyed = (kind: string): boolean => ofKind(kind).keyed

/** Types of a field by which two records can be told to be the same. */
const TELLING: ReadonlySet<FieldType> = new Set(['text', 'email', 'phone', 'nip', 'url', 'number', 'date'])

export const tells = (field: Field): boolean => (isCustom(field) ? TELLING.has(field.type) : field.key === 'title')

/** Whether a file can be read into records of that kind: those put away, and what is no kind, take none. */
export async function isImportable(db: Db, kind: string): Promise<boolean> {
  if (SHIPPED_KINDS.some((one) => one === kind)) return true
  const { rows } = await sql`select from kinds where key = ${kind} and archived_at is null`.execute(db)
  return rows.length > 0
}

/** The fields of a kind this person may fill from a file. */
export async function fillable(db: Db, actor: Actor, kind: string): Promise<Field[]> {
  const fields = await fieldsFor(db, actor, kind)
  const shipped = ofKind(kind).filled.flatMap((key) => fields.find((field) => field.key === key) ?? [])
  return [...shipped, ...fields.filter((field) => isCustom(field) && mayField(actor, field, 'edit'))]
}
