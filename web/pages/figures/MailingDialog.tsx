import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { MAILED_EVERY } from '../../../pure/figure-mailings.ts'
import { FIGURE_PERIODS, type FigurePeriod } from '../../../pure/figures.ts'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { ManySelect } from '../../ui/ManySelect.tsx'
import { fieldErrors } from '../../ui/problems.ts'
import css from './figures.module.css'
import { useMailingWords } from './mailing-words.ts'
import type { Mailing } from './queries.ts'

const LAST_DAY = 31

/** What is to go out: a report with its filters, or the one whose hours are to change. */
export type Mailed = Pick<Mailing, 'report' | 'query' | 'process'> & { period: FigurePeriod; mailing?: Mailing }

type Props = { mailed: Mailed; onDone: () => Promise<unknown> | undefined; onClose: () => void }

/** When a report goes out by mail, for which days, and to whom. */
export function MailingDialog({ mailed, onDone, onClose }: Props) {
  const t = useT()
  const locale = useLocale()
  const words = useMailingWords()
  const { user } = useMe()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { mailing } = mailed
  const form = useForm({
    initialValues: {
      period: mailing?.period ?? mailed.period,
      every: mailing?.every ?? ('week' as Mailing['every']),
      weekday: String(mailing?.every === 'week' ? mailing.day : 1),
      monthDay: String(mailing?.every === 'month' ? mailing.day : 1),
      at: mailing?.at ?? '08:00',
      recipients: mailing?.recipients.map(({ id }) => id) ?? [user.id],
    },
    validate: {
      at: (value) => (value ? null : t('error.field.required')),
      recipients: (value) => (value.length > 0 ? null : t('error.field.required')),
    },
  })
  const { every } = form.values
  const sending = useMutation({
    mutationFn: ({ weekday, monthDay, ...values }: typeof form.values) => {
      const body = { ...values, day: every === 'day' ? null : Number(every === 'week' ? weekday : monthDay) }
      if (mailing)
        return data(
          api.PATCH('/api/figure-mailings/{id}', {
            params: { path: { id: mailing.id } },
            headers: { 'if-match': `"${mailing.version}"` },
            body,
          }),
        )
      const { report, query, process } = mailed
      return data(api.POST('/api/figure-mailings', { body: { report, query, process: process?.key ?? null, ...body } }))
    },
    onSuccess: async () => {
      onClose()
      await onDone()
    },
    onError: (problem) => {
      const { day, ...errors } = fieldErrors(problem)
      form.setErrors({ ...errors, ...(day ? { [every === 'week' ? 'weekday' : 'monthDay']: day } : {}) })
    },
  })
  const narrowed = words.narrowed(mailed)
  const monthDays = Array.from({ length: LAST_DAY }, (_, at) => String(at + 1))
  return (
    <FormDialog
      title={mailing ? t('figures.mail.change') : t('figures.mail.title', { report: words.report(mailed) })}
      does={t('figures.mail.save')}
      form={form}
      sending={sending}
      onClose={onClose}
    >
      {narrowed && <p className="t-s ink-2">{t('figures.mail.with', { filters: narrowed })}</p>}
      <ManySelect
        label={t('figures.mail.recipients')}
        description={t('figures.mail.recipients.hint')}
        searchable
        hidePickedOptions
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('recipients')}
      />
      <Select
        label={t('figures.mail.period')}
        allowDeselect={false}
        data={FIGURE_PERIODS.map((value) => ({ value, label: t(`figures.period.${value}`) }))}
        {...form.getInputProps('period')}
      />
      <div className={css.when}>
        <Select
          label={t('figures.mail.every')}
          allowDeselect={false}
          data={MAILED_EVERY.map((value) => ({ value, label: t(`figures.mail.every.${value}`) }))}
          {...form.getInputProps('every')}
        />
        {every === 'week' && (
          <Select
            label={t('figures.mail.weekday')}
            allowDeselect={false}
            data={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: words.weekday(day, locale) }))}
            {...form.getInputProps('weekday')}
          />
        )}
        {every === 'month' && (
          <Select
            label={t('figures.mail.monthDay')}
            allowDeselect={false}
            data={monthDays}
            {...form.getInputProps('monthDay')}
          />
        )}
        <TextInput type="time" label={t('figures.mail.at')} {...form.getInputProps('at')} />
      </div>
      {every === 'month' && Number(form.values.monthDay) > 28 && (
        <p className="t-s ink-2">{t('figures.mail.lastDay')}</p>
      )}
    </FormDialog>
  )
}
