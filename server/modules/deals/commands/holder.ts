import { defineHolder } from '../../pipelines/commands/holders.ts'
import { DEALS } from '../queries/held.ts'
import { REQUIRABLE } from '../schema/parts.ts'
import { clearStages } from './move-away.ts'

defineHolder({
  ...DEALS,
  requirable: async () => REQUIRABLE,
  clear: clearStages,
  isKind: async (_db, kind) => kind === 'deal',
})
