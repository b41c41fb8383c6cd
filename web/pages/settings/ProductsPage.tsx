import { Button, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { notify } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { companyQuery, type OwnCompany, useStaffRefresh, version } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

/** How products are measured, and what of them makes the amount of a deal. */
export default function ProductsPage() {
  const t = useT()
  const refresh = useStaffRefresh()
  const { data: company, error, refetch } = useQuery(companyQuery)
  const save = async (set: Partial<OwnCompany>, seen: number | undefined) => {
    try {
      await data(api.PATCH('/api/company', { headers: version(seen), body: set }))
    } finally {
      await refresh()
    }
  }
  return (
    <Settings title={t('settings.products')} right="own_company.update">
      {!company ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={6} />
        )
      ) : (
        <>
          <Section title={t('settings.products.amount')}>
            <Field
              label={t('settings.products.amountIs')}
              value={company.dealAmount}
              version={company.version}
              options={(['net', 'gross'] as const).map((value) => ({
                value,
                label: t(`settings.products.amount.${value}`),
              }))}
              onSave={(value, seen) => save({ dealAmount: value as OwnCompany['dealAmount'] }, seen)}
            >
              {t(`settings.products.amount.${company.dealAmount}`)}
            </Field>
            <p className={css.about}>{t('settings.products.amountAbout')}</p>
          </Section>
          <Section title={t('settings.products.units')}>
            <Units company={company} onSave={save} />
          </Section>
        </>
      )}
    </Settings>
  )
}

type UnitsProps = { company: OwnCompany; onSave: (set: Partial<OwnCompany>, seen: number) => Promise<void> }

function Units({ company, onSave }: UnitsProps) {
  const t = useT()
  const [draft, setDraft] = useState<{ units: string[]; seen: number } | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const units = draft?.units ?? company.units
  const save = async () => {
    if (!draft) return
    try {
      await onSave({ units: draft.units }, draft.seen)
      setDraft(null)
      setProblem(null)
      notify('units', t('settings.products.unitsSaved'))
    } catch (error) {
      setProblem(error)
      // The problem has been read; saving once more is meant against what is there now.
      setDraft({ ...draft, seen: company.version })
    }
  }
  return (
    <div className={css.form}>
      <TagsInput
        aria-label={t('settings.products.units')}
        description={t('settings.products.unitsAbout')}
        value={units}
        maxTags={50}
        error={problem === null ? null : wordsOfProblem(problem)}
        onChange={(next) =>
          setDraft((now) => ({
            units: next.map((unit) => unit.trim().slice(0, 20)),
            seen: now?.seen ?? company.version,
          }))
        }
      />
      <div className={css.row}>
        <Button variant="filled" onClick={() => void save()}>
          {t('settings.products.unitsSave')}
        </Button>
      </div>
    </div>
  )
}
