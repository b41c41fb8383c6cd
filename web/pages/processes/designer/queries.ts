import { queryOptions, useQueryClient } from '@tanstack/react-query'
import type { StepOffer } from '../../../../pure/process-design/offers.ts'
import { api, data } from '../../../api/client.ts'

export interface OfferedStep {
  type: string
  offers: StepOffer[]
  inputs: string[]
  required: string[]
}
export interface Catalogue {
  steps: OfferedStep[]
  kinds: {
    key: string
    name: { pl: string; en: string } | null
    fields: { path: string; label: { pl: string; en: string }; type: string }[]
  }[]
}

export const catalogueQuery = queryOptions({
  queryKey: ['process-catalogue'],
  queryFn: async () => (await data(api.GET('/api/process-catalogue'))) as unknown as Catalogue,
  staleTime: 300_000,
})
// Not refreshed by live hints: what is drawn stands in the page until it is kept.
export const designQuery = (key: string) =>
  queryOptions({
    queryKey: ['process-design', key],
    queryFn: () => data(api.GET('/api/processes/{key}/draft', { params: { path: { key } } })),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
export const occasionsQuery = (event: string) =>
  queryOptions({
    queryKey: ['records', 'process-occasions', event],
    queryFn: async () => (await data(api.GET('/api/process-occasions', { params: { query: { event } } }))).items,
    staleTime: 60_000,
  })
export const versionsQuery = (key: string) =>
  queryOptions({
    queryKey: ['processes', 'versions', key],
    queryFn: async () => (await data(api.GET('/api/processes/{key}/versions', { params: { path: { key } } }))).items,
  })
export const versionQuery = (key: string, version: number) =>
  queryOptions({
    queryKey: ['process-version', key, version],
    queryFn: () => data(api.GET('/api/processes/{key}/versions/{version}', { params: { path: { key, version } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

export type Design = Awaited<ReturnType<NonNullable<ReturnType<typeof designQuery>['queryFn']>>>
export type Occasion = Awaited<ReturnType<NonNullable<ReturnType<typeof occasionsQuery>['queryFn']>>>[number]
export type Version = Awaited<ReturnType<NonNullable<ReturnType<typeof versionsQuery>['queryFn']>>>[number]

export function useDesignRefresh(key: string): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all(
      [['processes'], ['records'], ['process-design', key]].map((queryKey) => client.invalidateQueries({ queryKey })),
    )
}
