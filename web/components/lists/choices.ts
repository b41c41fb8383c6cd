import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'

export const PERIODS = [
  'today',
  'yesterday',
  'tomorrow',
  'this_week',
  'last_week',
  'next_week',
  'this_month',
  'last_month',
  'next_month',
  'this_quarter',
  'this_year',
] as const

export const departmentsQuery = queryOptions({
  queryKey: ['staff', 'departments'],
  queryFn: async () => (await data(api.GET('/api/departments'))).items,
})
