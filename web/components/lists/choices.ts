import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'

export const departmentsQuery = queryOptions({
  queryKey: ['staff', 'departments'],
  queryFn: async () => (await data(api.GET('/api/departments'))).items,
})
