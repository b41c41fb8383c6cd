import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'

export type RecordField = components['schemas']['RecordField']
/** One of the shipped kinds, or the key of a kind of the company's own. */
export type FieldKind = string
const IMPORTED = ['lead', 'deal', 'contact', 'company'] as const
/** The shipped kinds that come from files, too. */
export const IMPORTED_KINDS: readonly (typeof IMPORTED)[number][] = IMPORTED
export type ShippedKind = (typeof IMPORTED)[number] | 'ticket' | 'contract'
export const FIELD_KINDS: readonly ShippedKind[] = [...IMPORTED, 'ticket', 'contract']

/** Fields of a kind this person may see, the shipped ones and the company's own. */
export const registryQuery = (kind: FieldKind) =>
  queryOptions({
    queryKey: ['fields', kind],
    queryFn: async () => (await data(api.GET('/api/fields/{kind}', { params: { path: { kind } } }))).items,
    staleTime: 60_000,
  })

/** The name under which a custom value lies in a record. */
export const nameOf = (field: RecordField): string => field.key.replace(/^custom\./, '')

const limited = (q: string) => ({ params: { query: { limit: 20, ...(q ? { q } : {}) } } })
const titled = ({ id, title }: { id: string; title: string }) => ({ id, name: title })
type Named = { id: string; name: string }

/** How records of the shipped kinds are found by words, and one of them named. */
const linked: Record<string, { find: (q: string) => Promise<Named[]>; name: (id: string) => Promise<string> }> = {
  lead: {
    find: async (q) => (await data(api.GET('/api/leads', limited(q)))).items.map(titled),
    name: async (id) => (await data(api.GET('/api/leads/{id}', { params: { path: { id } } }))).title,
  },
  deal: {
    find: async (q) => (await data(api.GET('/api/deals', limited(q)))).items.map(titled),
    name: async (id) => (await data(api.GET('/api/deals/{id}', { params: { path: { id } } }))).title,
  },
  contact: {
    find: async (q) => (await data(api.GET('/api/contacts', limited(q)))).items,
    name: async (id) => (await data(api.GET('/api/contacts/{id}', { params: { path: { id } } }))).name,
  },
  company: {
    find: async (q) => (await data(api.GET('/api/companies', limited(q)))).items,
    name: async (id) => (await data(api.GET('/api/companies/{id}', { params: { path: { id } } }))).name,
  },
  invoice: {
    find: async (q) => (await data(api.GET('/api/invoices', limited(q)))).items.map(titled),
    name: async (id) => (await data(api.GET('/api/invoices/{id}', { params: { path: { id } } }))).title,
  },
  contract: {
    find: async (q) => (await data(api.GET('/api/contracts', limited(q)))).items.map(titled),
    name: async (id) => (await data(api.GET('/api/contracts/{id}', { params: { path: { id } } }))).title,
  },
  product: {
    find: async (q) => (await data(api.GET('/api/products', limited(q)))).items,
    name: async (id) => (await data(api.GET('/api/products/{id}', { params: { path: { id } } }))).name,
  },
}
/** Kinds that no field links to: they are found and named by their own pages. */
const UNLINKED: ReadonlySet<string> = new Set(['ticket'])
/** Records of a kind of the company's own are known by their number, too. */
const numbered = ({ number, title }: { number: string; title: string }) => `${number} ${title}`
const waysTo = (kind: FieldKind) =>
  linked[kind] ?? {
    find: async (q: string): Promise<Named[]> => {
      const { items } = await data(api.GET('/api/records/{kind}', { params: { path: { kind }, ...limited(q).params } }))
      return items.map((one) => ({ id: one.id, name: numbered(one) }))
    },
    name: async (id: string) =>
      numbered(await data(api.GET('/api/records/{kind}/{id}', { params: { path: { kind, id } } }))),
  }

/** The kind of record a field links to; null for a field that is no link. */
export const linkOf = ({ type, target }: Pick<RecordField, 'type' | 'target'>): FieldKind | null =>
  type === 'record' ? target : type in linked ? type : null

/** How events, rights and addresses call a record of the kind. */
export const subjectOf = (kind: FieldKind): string => (kind in linked || UNLINKED.has(kind) ? kind : 'record')

/** The first part of the keys of queries about records of a kind, by which live hints refresh them. */
export const listKeyOf = (kind: FieldKind): string =>
  kind === 'company' ? 'companies' : kind in linked || UNLINKED.has(kind) ? `${kind}s` : 'own-records'

/** Records one may refer to, by words. */
export const foundQuery = (kind: FieldKind, q: string) =>
  queryOptions({
    queryKey: [listKeyOf(kind), 'find', kind, q],
    queryFn: async () => (await waysTo(kind).find(q)).map(({ id, name }) => ({ id, name })),
  })

export const recordNameQuery = (kind: FieldKind, id: string) =>
  queryOptions({
    queryKey: ['record-names', kind, id],
    queryFn: () => waysTo(kind).name(id),
    staleTime: 60_000,
    retry: false,
  })
