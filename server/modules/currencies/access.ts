import { defineAccess, grant } from '../../core/access.ts'

export const exchangeRateAccess = defineAccess({
  kind: 'exchange_rate',
  actions: { read: grant('all', 'all', 'all'), set: grant('all', 'all', 'none') },
})
