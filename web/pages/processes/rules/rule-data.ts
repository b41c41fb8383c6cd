import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { LEAD_STATUSES } from '../../../../pure/leads.ts'
import { DOES, DONE_TO, type Do, type Ruled, ruledAs } from '../../../../pure/stage-rules.ts'
import { api, data } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'
import { useKinds } from '../../../components/kinds.ts'
import { pipelinesOf } from '../../../components/lists/queries.ts'
import { useLocale, useT } from '../../../i18n/words.ts'

export type Rule = components['schemas']['StageRule']
export type RuleAction = Rule['actions'][number]
export type Pause = NonNullable<Rule['stay']>
export type Trial = components['schemas']['StageRuleTrial']

export const ROLES = ['owner', 'supervisor', 'head', 'department'] as const

export const rulesQuery = queryOptions({
  queryKey: ['processes', 'stage-rules'],
  queryFn: async () => (await data(api.GET('/api/stage-rules'))).items,
})

export function useRulesRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['processes'] })
}

/** What may be done to a kind. */
export const doesTo = (kind: string): Do[] => DOES.filter((one) => DONE_TO[one].includes(ruledAs(kind)))

/** Kinds that go through stages, as far as this person may see their records. */
export function useRuledKinds(): { key: string; label: string }[] {
  const t = useT()
  const locale = useLocale()
  const own = useKinds()
  return [
    { key: 'deal', label: t('fields.kind.deal') },
    { key: 'lead', label: t('fields.kind.lead') },
    ...own.map(({ key, plural }) => ({ key, label: plural[locale] })),
  ]
}

interface Stages {
  /** Their pipeline; '' of leads. */
  group: string
  pipelineId: string | null
  items: { value: string; label: string }[]
}

/** The stages of a kind by their pipelines; those of leads are their statuses. */
export function useStages(kind: string): Stages[] {
  const t = useT()
  const locale = useLocale()
  const { data: pipelines = [] } = useQuery({ ...pipelinesOf(kind), enabled: kind !== 'lead' })
  if (kind === 'lead') {
    const items = LEAD_STATUSES.map((value) => ({ value, label: t(`leads.status.${value}`) }))
    return [{ group: '', pipelineId: null, items }]
  }
  return pipelines.map(({ id, name, stages }) => ({
    group: name[locale],
    pipelineId: id,
    items: stages.map((stage) => ({ value: stage.id, label: stage.name[locale] })),
  }))
}

/** As a list to choose from: groups only where there are several. */
export const choicesOf = (stages: Stages[]) => (stages.length > 1 ? stages : (stages[0]?.items ?? []))

/** By which words of a kind are chosen. */
export const whatIs = (kind: string): { what: Ruled } => ({ what: ruledAs(kind) })

/** An action to begin with. */
export function newAction(kind: Do, of: string): RuleAction {
  switch (kind) {
    case 'set':
      return { do: kind, fields: ruledAs(of) === 'deal' ? { expectedInDays: 14 } : {} }
    case 'move':
      return { do: kind, stageId: '' }
    case 'lose':
      return { do: kind, reasonId: '' }
    case 'put_off':
      return { do: kind, duration: 'P7D', working: false }
    case 'reject':
      return { do: kind, reason: 'no_contact' }
    case 'task':
      return { do: kind, title: '', body: '', to: 'owner', due: null }
    case 'notify':
      return { do: kind, to: ['owner'], text: '', mail: true }
    case 'process':
      return { do: kind, key: '' }
    case 'wait':
      return { do: kind, duration: 'P1D', working: false }
    default:
      return { do: kind }
  }
}
