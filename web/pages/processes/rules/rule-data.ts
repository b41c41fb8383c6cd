import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'

export type Rule = components['schemas']['StageRule']
export type RuleAction = Rule['actions'][number]
export type Do = RuleAction['do']
export type Pause = NonNullable<Rule['stay']>
export type Trial = components['schemas']['StageRuleTrial']

export const DOES: Do[] = ['task', 'notify', 'set', 'move', 'win', 'lose', 'process', 'wait']
export const ROLES = ['owner', 'supervisor', 'head', 'department'] as const

export const rulesQuery = queryOptions({
  queryKey: ['processes', 'stage-rules'],
  queryFn: async () => (await data(api.GET('/api/stage-rules'))).items,
})

export function useRulesRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['processes'] })
}

/** An action to begin with. */
export function newAction(kind: Do): RuleAction {
  switch (kind) {
    case 'set':
      return { do: kind, fields: { expectedInDays: 14 } }
    case 'move':
      return { do: kind, stageId: '' }
    case 'lose':
      return { do: kind, reasonId: '' }
    case 'task':
      return { do: kind, title: '', body: '', to: 'owner', due: null }
    case 'notify':
      return { do: kind, to: ['owner'], text: '', mail: true }
    case 'process':
      return { do: kind, key: '' }
    case 'wait':
      return { do: kind, duration: 'P1D', working: false }
    default:
      return { do: 'win' }
  }
}
