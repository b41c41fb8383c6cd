import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatNip, isNip } from '../../../pure/nip.ts'
import { api, data } from '../../api/client.ts'
import { currenciesWith } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { HoursDialog, hoursInWords, useWeekdays } from './HoursDialog.tsx'
import { OldCases } from './OldCases.tsx'
import { companyQuery, type OwnCompany, useStaffRefresh, version } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

const ZONES = Intl.supportedValuesOf('timeZone').filter((zone) => zone.startsWith('Europe/'))

export default function CompanyPage() {
  const t = useT()
  const names = useWeekdays()
  const refresh = useStaffRefresh()
  const [hours, setHours] = useState(false)
  const { data: company, error, refetch } = useQuery(companyQuery)
  const save = async (set: Partial<OwnCompany>, seen: number | undefined) => {
    try {
      await data(api.PATCH('/api/company', { headers: version(seen), body: set }))
    } finally {
      await refresh()
    }
  }
  return (
    <Settings title={t('settings.company')} right="own_company.update">
      {!company ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={6} />
        )
      ) : (
        <>
          <Section title={t('settings.company.who')}>
            <Field
              label={t('settings.company.name')}
              value={company.name}
              version={company.version}
              onSave={(name, seen) => save({ name }, seen)}
            />
            <Field
              label="NIP"
              value={company.nip ? formatNip(company.nip) : ''}
              version={company.version}
              check={(text) => (!text.trim() || isNip(text) ? null : t('error.field.nip'))}
              onSave={(nip, seen) => save({ nip: nip.trim() || null }, seen)}
            />
            <Field
              label={t('settings.company.currency')}
              value={company.currency}
              version={company.version}
              options={currenciesWith(company.currency).map((value) => ({ value, label: value }))}
              onSave={(currency, seen) => save({ currency }, seen)}
            />
            <Field
              label={t('settings.company.zone')}
              value={company.zone}
              version={company.version}
              options={[...new Set([company.zone, ...ZONES])].map((value) => ({ value, label: value }))}
              onSave={(zone, seen) => save({ zone }, seen)}
            />
            <Field
              label={t('settings.company.locale')}
              value={company.locale}
              version={company.version}
              options={(['pl', 'en'] as const).map((value) => ({ value, label: t(`shell.language.${value}`) }))}
              onSave={(locale, seen) => save({ locale: locale as 'pl' | 'en' }, seen)}
            >
              {t(`shell.language.${company.locale}`)}
            </Field>
          </Section>
          <Section
            title={t('settings.hours')}
            end={<Button onClick={() => setHours(true)}>{t('settings.hours.change')}</Button>}
          >
            <p className={css.about}>{hoursInWords(company.workHours, names, t('settings.hours.free'))}</p>
            <p className={css.about}>{t('settings.hours.why')}</p>
          </Section>
          <OldCases />
          {hours && (
            <HoursDialog
              title={t('settings.hours')}
              hours={company.workHours}
              onSave={(week) => save({ workHours: week! }, company.version)}
              onClose={() => setHours(false)}
            />
          )}
        </>
      )}
    </Settings>
  )
}
