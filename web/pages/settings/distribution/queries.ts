import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, data } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'

type Schemas = components['schemas']
export type Rule = Schemas['DistributionRule']
export type Target = Rule['target']
export type Simulation = Schemas['DistributionSimulation']

export const METHODS = ['round_robin', 'least_loaded', 'first_available', 'random'] as const
export type Method = (typeof METHODS)[number] | 'offer'

export const rulesQuery = queryOptions({
  queryKey: ['distribution', 'rules'],
  queryFn: async () => (await data(api.GET('/api/distribution/rules'))).items,
})

export interface SimulationAsked {
  off: boolean
  rule?: string
  person?: string
}

export const simulationQuery = ({ off, rule, person }: SimulationAsked) =>
  queryOptions({
    queryKey: ['distribution', 'simulation', off, rule, person],
    queryFn: () =>
      data(
        api.GET('/api/distribution/simulation', {
          params: { query: { off: off ? 'true' : 'false', ...(rule ? { rule } : {}), ...(person ? { person } : {}) } },
        }),
      ),
    placeholderData: keepPreviousData,
  })
