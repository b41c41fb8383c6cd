import { useQuery } from '@tanstack/react-query'
import { LIST_FIELDS, LISTS, type ListName } from '../../../../pure/documents/template.ts'
import { variablesQuery } from '../../../components/documents/queries.ts'
import { useLocale, useT } from '../../../i18n/words.ts'
import { useSections } from './sections.ts'

export interface VariableGroup {
  title: string
  /** Of what is gone through row by row. */
  list?: ListName
  variables: { key: string; label: string }[]
}

/** What a template about this kind of record may name, by what it is about, in words of the reader. */
export function useVariableGroups(section: string): VariableGroup[] {
  const t = useT()
  const locale = useLocale()
  const sections = useSections()
  const { data: variables = [] } = useQuery(variablesQuery(section))
  const named = (group: string) =>
    ['document', 'customer', 'our', 'author'].includes(group)
      ? t(`documents.group.${group as 'our'}`)
      : (sections.get(group) ?? group)
  return [
    ...[...new Set(variables.map(({ group }) => group))].map((group) => ({
      title: named(group),
      variables: variables
        .filter((one) => one.group === group)
        .map(({ key, label }) => ({ key, label: label[locale] })),
    })),
    ...(section === 'deal' ? LISTS : []).map((list) => ({
      title: t(`documents.list.${list}`),
      list,
      variables: LIST_FIELDS[list].keys.map((key) => ({
        key: `${LIST_FIELDS[list].as}.${key}`,
        label: t(`documents.column.${key as 'no'}`),
      })),
    })),
  ]
}
