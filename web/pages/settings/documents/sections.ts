import { SECTIONS } from '../../../components/documents/queries.ts'
import { useKinds } from '../../../components/kinds.ts'
import { useLocale, useT } from '../../../i18n/words.ts'

/** Kinds of record a template may be about, by their names. */
export function useSections(): Map<string, string> {
  const t = useT()
  const locale = useLocale()
  return new Map([
    ...SECTIONS.map((key): [string, string] => [key, t(`documents.section.${key}`)]),
    ...useKinds().map(({ key, name }): [string, string] => [key, name[locale]]),
  ])
}
