import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { CasesOf, Grouping, ReportKey } from '../../../pure/figures.ts'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'

export type FigureReport = components['schemas']['FigureReport']
export type FigureRow = FigureReport['rows'][number]

export interface Asked {
  from: string
  to: string
  by?: Grouping
  person?: string
  department?: string
  pipeline?: string
  compare?: 'previous' | 'year'
}

const REFRESHED_MS = 30_000

export const reportQuery = (report: ReportKey, asked: Asked) =>
  queryOptions({
    queryKey: ['figures', report, asked],
    queryFn: ({ signal }) =>
      data(api.GET('/api/figures/{report}', { params: { path: { report }, query: asked }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESHED_MS,
  })

export interface OfCell {
  column: string
  row?: string
}

export const recordsQuery = (report: ReportKey, asked: Asked, cell: OfCell) =>
  infiniteQueryOptions({
    queryKey: ['figures', report, 'records', asked, cell],
    queryFn: ({ pageParam, signal }) => {
      const { compare: _, ...range } = asked
      const query = { ...range, ...cell, limit: 50, after: pageParam }
      return data(api.GET('/api/figures/{report}/records', { params: { path: { report }, query }, signal }))
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export type Plan = components['schemas']['Plan']

export const plansQuery = (on: string) =>
  queryOptions({
    queryKey: ['figures', 'plans', on],
    queryFn: async () => (await data(api.GET('/api/plans', { params: { query: { on } } }))).items,
    refetchInterval: REFRESHED_MS,
  })

export type ProcessFigures = components['schemas']['ProcessFigures']

export interface AskedOfProcess {
  key: string
  from: string
  to: string
  compare?: 'previous' | 'year'
}

export interface OfCases {
  of: CasesOf
  row?: string
}

export const processFiguresQuery = ({ key, ...query }: AskedOfProcess) =>
  queryOptions({
    queryKey: ['figures', 'process', key, query],
    queryFn: ({ signal }) =>
      data(api.GET('/api/figures/processes/{key}', { params: { path: { key }, query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESHED_MS,
  })

export const casesBehindQuery = ({ key, compare: _, ...range }: AskedOfProcess, cell: OfCases) =>
  infiniteQueryOptions({
    queryKey: ['figures', 'process', key, 'cases', range, cell],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...range, ...cell, limit: 50, after: pageParam }
      return data(api.GET('/api/figures/processes/{key}/cases', { params: { path: { key }, query }, signal }))
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export type Mailing = components['schemas']['FigureMailing']

export const mailingsQuery = queryOptions({
  queryKey: ['figures', 'mailings'],
  queryFn: async () => (await data(api.GET('/api/figure-mailings'))).items,
  refetchInterval: REFRESHED_MS,
})
