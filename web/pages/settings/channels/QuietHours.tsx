import { Button, NumberInput, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../../api/client.ts'
import type { components } from '../../../api/schema.d.ts'
import { useMe } from '../../../api/session.ts'
import { useT } from '../../../i18n/words.ts'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { notify } from '../../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import { Section } from '../../../ui/Section.tsx'
import { version } from '../queries.ts'
import css from '../Settings.module.css'

type Peace = components['schemas']['CustomerPeace']

const queryKey = ['channels', 'peace']

/** When customers are left in peace by SMS and messengers, and how often a day processes may write to one. */
export function QuietHours() {
  const { can } = useMe()
  const may = (can['customer_peace.update'] ?? 'none') !== 'none'
  const { data: peace } = useQuery({
    queryKey,
    queryFn: () => data(api.GET('/api/settings/customer-peace')),
    enabled: may,
  })
  return peace ? <PeaceForm key={peace.version} peace={peace} /> : null
}

function PeaceForm({ peace: { version: seen, ...values } }: { peace: Peace }) {
  const t = useT()
  const client = useQueryClient()
  const form = useForm({ initialValues: { ...values, dailyCap: values.dailyCap ?? ('' as number | string) } })
  const save = useMutation({
    mutationFn: ({ dailyCap, ...body }: typeof form.values) =>
      data(
        api.PUT('/api/settings/customer-peace', {
          headers: version(seen),
          body: { ...body, dailyCap: dailyCap === '' ? null : Number(dailyCap) },
        }),
      ),
    onSuccess: () => notify('peace', t('settings.peace.saved')),
    onError: (problem) => form.setErrors(fieldErrors(problem)),
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
  const wrong = save.isError && Object.keys(form.errors).length === 0
  return (
    <Section title={t('settings.peace')}>
      <form className={css.form} noValidate onSubmit={form.onSubmit((given) => save.mutate(given))}>
        <p className={css.about}>{t('settings.peace.about')}</p>
        <ErrorSummary message={wrong ? wordsOfProblem(save.error) : null} />
        <div className={css.pair}>
          <TextInput type="time" label={t('settings.peace.from')} {...form.getInputProps('from')} />
          <TextInput type="time" label={t('settings.peace.to')} {...form.getInputProps('to')} />
          <NumberInput
            label={t('settings.peace.dailyCap')}
            description={t('settings.peace.dailyCapAbout')}
            min={1}
            max={100}
            allowDecimal={false}
            hideControls
            {...form.getInputProps('dailyCap')}
          />
        </div>
        <Switch label={t('settings.peace.restDays')} {...form.getInputProps('restDays', { type: 'checkbox' })} />
        <div className={css.row}>
          <Button type="submit" loading={save.isPending}>
            {t('ui.save')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
