import { Button, Select, Switch } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { useMe } from '../../api/session.ts'
import { useT } from '../../i18n/words.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { notify } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { version } from './queries.ts'
import css from './Settings.module.css'

type Rule = components['schemas']['ProcessHistoryRule']

const queryKey = ['process-history']
const MONTHS = [6, 12, 24, 36, 60, 120]

/** How long finished cases stay, and whether they are archived before they go. */
export function OldCases() {
  const { can } = useMe()
  const may = (can['process_history.update'] ?? 'none') !== 'none'
  const { data: rule } = useQuery({
    queryKey,
    queryFn: () => data(api.GET('/api/settings/process-history')),
    enabled: may,
  })
  return rule ? <RuleForm key={rule.version} rule={rule} /> : null
}

function RuleForm({ rule: { version: seen, months, archive } }: { rule: Rule }) {
  const t = useT()
  const client = useQueryClient()
  const form = useForm({ initialValues: { months: months === null ? 'all' : String(months), archive } })
  const save = useMutation({
    mutationFn: (given: typeof form.values) =>
      data(
        api.PUT('/api/settings/process-history', {
          headers: version(seen),
          body: { months: given.months === 'all' ? null : Number(given.months), archive: given.archive },
        }),
      ),
    onSuccess: () => notify('process-history', t('settings.oldCases.saved')),
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
  const offered = [...new Set([...MONTHS, ...(months === null ? [] : [months])])].sort((a, b) => a - b)
  const goes = form.values.months !== 'all'
  return (
    <Section title={t('settings.oldCases')}>
      <form className={css.form} noValidate onSubmit={form.onSubmit((given) => save.mutate(given))}>
        <p className={css.about}>{t('settings.oldCases.about')}</p>
        <ErrorSummary message={save.isError ? wordsOfProblem(save.error) : null} />
        <Select
          label={t('settings.oldCases.months')}
          allowDeselect={false}
          data={[
            { value: 'all', label: t('settings.oldCases.all') },
            ...offered.map((count) => ({ value: String(count), label: t('settings.oldCases.count', { count }) })),
          ]}
          {...form.getInputProps('months')}
        />
        {goes && (
          <Switch
            label={t('settings.oldCases.archive')}
            description={t('settings.oldCases.archiveAbout')}
            {...form.getInputProps('archive', { type: 'checkbox' })}
          />
        )}
        <div className={css.row}>
          <Button type="submit" loading={save.isPending}>
            {t('ui.save')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
