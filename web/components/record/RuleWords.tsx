import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { type Filter, partsOf, wordOf } from '../lists/filter.ts'
import { PartWords } from '../lists/PartWords.tsx'

/** What rules of distribution can ask of a request. */
export const distributionFieldsQuery = queryOptions({
  queryKey: ['distribution', 'fields'],
  queryFn: async () => (await data(api.GET('/api/distribution/fields'))).items,
  staleTime: 60_000,
})

/** When a rule of distribution fits: "Jeśli Wartość: co najmniej 50 000 zł i Kanał: formularz". */
export function RuleWords({ conditions }: { conditions: Filter }) {
  const t = useT()
  const { data: fields = [] } = useQuery(distributionFieldsQuery)
  const parts = partsOf(conditions)
  if (parts.length === 0) return <>{t('distribution.always')}</>
  return (
    <>
      {t('distribution.if')}{' '}
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place
        <span key={at}>
          {at > 0 && ` ${t(wordOf(conditions) === 'all' ? 'lists.and' : 'lists.or')} `}
          <PartWords part={part} fields={fields} />
        </span>
      ))}
    </>
  )
}
