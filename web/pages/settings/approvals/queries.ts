import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'

export type Rule = components['schemas']['ApprovalRule']

export const rulesQuery = queryOptions({
  queryKey: ['approval_rules'],
  queryFn: async () => (await data(api.GET('/api/approval-rules'))).items,
})
