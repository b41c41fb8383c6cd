import { Select, TextInput } from '@mantine/core'
import { dateIn } from '../../../pure/dates.ts'
import { FIGURE_PERIODS, type Range, rangeOfPeriod } from '../../../pure/figures.ts'
import { businessNow } from '../../api/clock.ts'
import { useT } from '../../i18n/words.ts'
import type { Search } from '../../ui/use-search.ts'
import { isDate } from './periods.ts'

/** The days the address asks for; this month where it says none. */
export function rangeAsked(search: Search, zone: string): Range {
  if (isDate(search.from) && isDate(search.to) && search.from <= search.to) return { from: search.from, to: search.to }
  const today = dateIn(zone, new Date(businessNow()).toISOString())
  return rangeOfPeriod(FIGURE_PERIODS.find((one) => one === search.period) ?? 'thisMonth', today)
}

type Props = { search: Search; range: Range; onChange: (change: Search) => void }

/** Which days are counted: a named period, or days of one's own. */
export function PeriodFields({ search, range, onChange }: Props) {
  const t = useT()
  const own = Boolean(search.from || search.to)
  const day = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      label={t(`figures.${name}`)}
      value={search[name] ?? range[name]}
      error={
        name === 'to' && search.from && search.to && search.to < search.from
          ? t('error.figure.ends_before_it_begins')
          : null
      }
      onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
    />
  )
  return (
    <>
      <Select
        label={t('figures.period')}
        allowDeselect={false}
        value={own ? 'own' : (FIGURE_PERIODS.find((one) => one === search.period) ?? 'thisMonth')}
        data={[...FIGURE_PERIODS, 'own' as const].map((value) => ({ value, label: t(`figures.period.${value}`) }))}
        onChange={(value) =>
          onChange(
            value === 'own'
              ? { from: range.from, to: range.to }
              : { period: value ?? undefined, from: undefined, to: undefined },
          )
        }
      />
      {own && day('from')}
      {own && day('to')}
    </>
  )
}

const COMPARED = ['none', 'previous', 'year'] as const

/** With what the address asks to compare. */
export function compareAsked(search: Search): 'previous' | 'year' | undefined {
  const compare = COMPARED.find((one) => one === search.compare)
  return compare === 'none' ? undefined : compare
}

export function CompareField({ search, onChange }: Pick<Props, 'search' | 'onChange'>) {
  const t = useT()
  return (
    <Select
      label={t('figures.compare')}
      allowDeselect={false}
      value={compareAsked(search) ?? 'none'}
      data={COMPARED.map((value) => ({ value, label: t(`figures.compare.${value}`) }))}
      onChange={(value) => onChange({ compare: value === 'none' ? undefined : (value ?? undefined) })}
    />
  )
}
