import { useQuery } from '@tanstack/react-query'
import { registryQuery } from '../../components/fields/queries.ts'
import { useLocale } from '../../i18n/words.ts'
import { fieldName } from '../deals/DealFieldInput.tsx'
import { REQUIRABLE } from '../deals/guards.ts'

export interface Askable {
  /** Fields a stage may ask for, in the order in which they are offered. */
  keys: readonly string[]
  name: (key: string) => string
}

/** Of a kind of the company's own, or of deals where none is named. */
export function useAskable(own: string | undefined): Askable {
  const locale = useLocale()
  const { data: registry = [] } = useQuery({ ...registryQuery(own ?? ''), enabled: own !== undefined })
  if (own === undefined) return { keys: REQUIRABLE, name: fieldName }
  const asked = registry.filter((field) => field.custom || field.key === 'ownerId' || field.key === 'note')
  return {
    keys: asked.map(({ key }) => key),
    name: (key) => registry.find((field) => field.key === key)?.label[locale] ?? key,
  }
}
