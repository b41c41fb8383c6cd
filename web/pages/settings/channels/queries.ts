import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'

export type Account = components['schemas']['ChannelAccount']

export const accountsQuery = queryOptions({
  queryKey: ['channels', 'accounts'],
  queryFn: async () => (await data(api.GET('/api/channel-accounts'))).items,
  // Health is watched as it is.
  refetchInterval: 15_000,
})
export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', 'account', id],
    queryFn: async () => await data(api.GET('/api/channel-accounts/{id}', { params: { path: { id } } })),
  })
