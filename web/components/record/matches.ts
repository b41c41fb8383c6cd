import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { translate, wordsOf } from '../../i18n/words.ts'

export type Matches = components['schemas']['Matches']
export type ContactMatch = Matches['contacts'][number]
export type CompanyMatch = Matches['companies'][number]
type By = ContactMatch['by'][number]

export interface Asked {
  personName?: string
  companyName?: string
  email?: string
  phone?: string
  nip?: string
}

const LEAST = 3

/** Whom we may know already by what is typed so far; asks nothing while too little is. */
export function matchesQuery(asked: Asked) {
  const query = Object.fromEntries(
    Object.entries(asked).flatMap(([key, value]) => {
      const text = value?.trim() ?? ''
      return text.length >= LEAST ? [[key, text]] : []
    }),
  ) as Asked
  return queryOptions({
    queryKey: ['contacts', 'matches', query],
    queryFn: ({ signal }) => data(api.GET('/api/matches', { params: { query }, signal })),
    enabled: Object.keys(query).length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
}

/** 'ten sam e-mail, podobna nazwa' */
export const reasonOf = (by: By[]): string =>
  by.map((one) => wordsOf(`record.match.${one}`) ?? one).join(', ') || translate('record.match.name')

/** Agrees in something that belongs to one person or company only. */
export const isSure = (by: By[]): boolean => by.some((one) => one !== 'name')
