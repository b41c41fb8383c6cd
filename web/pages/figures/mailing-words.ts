import { useQuery } from '@tanstack/react-query'
import { departmentsQuery } from '../../components/lists/choices.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useLocale, useT, type WordKey } from '../../i18n/words.ts'
import type { Mailing } from './queries.ts'

type Whose = Pick<Mailing, 'report' | 'query' | 'process'>

/** 'poniedziałek' of 1. */
function weekday(day: number, locale: string): string {
  // The fifth of January 1970 was a Monday.
  const at = new Date(Date.UTC(1970, 0, 4 + day))
  return new Intl.DateTimeFormat(locale === 'pl' ? 'pl' : 'en-GB', { weekday: 'long', timeZone: 'UTC' }).format(at)
}

/** How reports that go out by mail are spoken of. */
export function useMailingWords() {
  const t = useT()
  const locale = useLocale()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: departments = [] } = useQuery(departmentsQuery)
  const named = (list: { id: string; name: string }[], id: string) => list.find((one) => one.id === id)?.name ?? '–'
  return {
    weekday,
    report: ({ report, process }: Whose): string =>
      process ? `${t('figures.process')}: ${process.name[locale]}` : t(`figure.report.${report}` as WordKey),
    /** What it is narrowed to and compared with; '' for nothing. */
    narrowed: ({ query }: Whose): string =>
      [
        query.by && `${t('figures.by').toLowerCase()}: ${t(`figure.by.${query.by}`).toLowerCase()}`,
        query.person && (query.person === 'none' ? t('figure.nobody') : named(people, query.person)),
        query.department &&
          (query.department === 'none' ? t('figure.noDepartment') : named(departments, query.department)),
        query.compare && t(`figures.mail.compare.${query.compare}`),
      ]
        .filter(Boolean)
        .join(', '),
    when: ({ every, day, at }: Pick<Mailing, 'every' | 'day' | 'at'>): string => {
      const time = at.replace(/^0/, '')
      if (every === 'week') return t('figures.mail.on.week', { day: weekday(day ?? 1, locale), at: time })
      return t(`figures.mail.on.${every}`, { day, at: time })
    },
  }
}
