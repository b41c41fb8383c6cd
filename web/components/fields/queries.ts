import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'

export type RecordField = components['schemas']['RecordField']
export type FieldKind = 'lead' | 'deal' | 'contact' | 'company'
export const FIELD_KINDS: FieldKind[] = ['lead', 'deal', 'contact', 'company']

/** Fields of a kind this person may see, the shipped ones and the company's own. */
export const registryQuery = (kind: FieldKind) =>
  queryOptions({
    queryKey: ['fields', kind],
    queryFn: async () => (await data(api.GET('/api/fields/{kind}', { params: { path: { kind } } }))).items,
    staleTime: 60_000,
  })

/** The name under which a custom value lies in a record. */
export const nameOf = (field: RecordField): string => field.key.replace(/^custom\./, '')

const lists = {
  lead: async (q: string) =>
    (await data(api.GET('/api/leads', { params: { query: { limit: 20, ...(q ? { q } : {}) } } }))).items.map(
      ({ id, title }) => ({ id, name: title }),
    ),
  deal: async (q: string) =>
    (await data(api.GET('/api/deals', { params: { query: { limit: 20, ...(q ? { q } : {}) } } }))).items.map(
      ({ id, title }) => ({ id, name: title }),
    ),
  contact: async (q: string) =>
    (await data(api.GET('/api/contacts', { params: { query: { limit: 20, ...(q ? { q } : {}) } } }))).items,
  company: async (q: string) =>
    (await data(api.GET('/api/companies', { params: { query: { limit: 20, ...(q ? { q } : {}) } } }))).items,
}

export const isRecordKind = (type: string): type is FieldKind => type in lists

/** Records one may refer to, by words. */
export const foundQuery = (kind: FieldKind, q: string) =>
  queryOptions({
    queryKey: [`${kind === 'company' ? 'companies' : `${kind}s`}`, 'find', q],
    queryFn: async () => (await lists[kind](q)).map(({ id, name }) => ({ id, name })),
  })

const ones = {
  lead: async (id: string) => (await data(api.GET('/api/leads/{id}', { params: { path: { id } } }))).title,
  deal: async (id: string) => (await data(api.GET('/api/deals/{id}', { params: { path: { id } } }))).title,
  contact: async (id: string) => (await data(api.GET('/api/contacts/{id}', { params: { path: { id } } }))).name,
  company: async (id: string) => (await data(api.GET('/api/companies/{id}', { params: { path: { id } } }))).name,
}

export const recordNameQuery = (kind: FieldKind, id: string) =>
  queryOptions({
    queryKey: ['record-names', kind, id],
    queryFn: () => ones[kind](id),
    staleTime: 60_000,
    retry: false,
  })
