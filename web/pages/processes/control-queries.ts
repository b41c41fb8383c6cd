import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'

export const CASE_STATES = ['attention', 'late', 'incident', 'running', 'suspended', 'ended'] as const
export type CaseState = (typeof CASE_STATES)[number]

export interface CaseFilter {
  process?: string
  department?: string
  person?: string
  about?: string
  element?: string
}

// A case moves with whatever happens to its record, and between two timers without anything anybody is told of.
const AGAIN = 20_000

export const casesQuery = (state: CaseState, filter: CaseFilter) =>
  infiniteQueryOptions({
    queryKey: ['records', 'cases', state, filter],
    queryFn: ({ pageParam }) =>
      data(api.GET('/api/cases', { params: { query: { state, ...filter, limit: 50, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: AGAIN,
  })

export const caseCountsQuery = (filter: CaseFilter) =>
  queryOptions({
    queryKey: ['records', 'case-counts', filter],
    queryFn: () => data(api.GET('/api/cases/counts', { params: { query: { ...filter } } })),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN,
  })

export type RunningCase =
  Awaited<ReturnType<NonNullable<ReturnType<typeof casesQuery>['queryFn']>>> extends { items: (infer Item)[] }
    ? Item
    : never
