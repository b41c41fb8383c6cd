import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'

export type DetailRequest = components['schemas']['DetailRequest']
export type Proposal = DetailRequest['proposals'][number]
export interface AskedFrom {
  kind: 'deal' | 'company' | 'contact'
  id: string
}

// The first part of the key is what live hints about the record refresh.
export const requestsQuery = (about: AskedFrom) =>
  queryOptions({
    queryKey: ['records', about.kind, about.id, 'details'],
    queryFn: async () =>
      (await data(api.GET('/api/records/{kind}/{id}/detail-requests', { params: { path: about } }))).items,
  })

export const registerQuery = queryOptions({
  queryKey: ['nip_registers'],
  queryFn: () => data(api.GET('/api/nip-register')),
})
