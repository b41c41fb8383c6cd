import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { FieldInput } from '../../components/fields/FieldInput.tsx'
import { asRecordField } from '../../components/forms/questions.ts'
import { useKinds } from '../../components/kinds.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './forms.module.css'
import { type Field, type Form, formQuery } from './queries.ts'

/** A form as a person of the company fills it in. */
export default function FillPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: form, error, refetch } = useQuery(formQuery(id))
  const [times, setTimes] = useState(0)
  if (!form) {
    return (
      <Page title={t('forms.one')}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={8} />}
      </Page>
    )
  }
  if (!form.active || form.archivedAt) {
    return (
      <Page title={form.name} reading>
        <EmptyState>{t('forms.fill.off')}</EmptyState>
      </Page>
    )
  }
  return <Filling key={times} form={form} onAgain={() => setTimes(times + 1)} />
}

function Filling({ form, onAgain }: { form: Form; onAgain: () => void }) {
  const t = useT()
  const locale = useLocale()
  const client = useQueryClient()
  const kinds = useKinds()
  const { definition } = form
  const [values, setValues] = useState<Record<string, unknown>>({})
  const [agreed, setAgreed] = useState<string[]>([])
  const said = (words: { pl?: string; en?: string } | undefined) => words?.[locale] ?? words?.pl ?? words?.en ?? ''
  const questions = definition.fields.filter(({ type }) => type !== 'hidden')
  const send = useMutation({
    mutationFn: () => {
      const given = definition.fields.flatMap((field): [string, unknown][] => {
        const value = field.type === 'hidden' ? field.value : values[field.key]
        return value === undefined || value === null ? [] : [[field.key, value]]
      })
      const consents = definition.consents
        .filter(({ key }) => agreed.includes(key))
        .map((one) => [one.key, one.version])
      const body = {
        answers: Object.fromEntries(given) as Record<string, string>,
        consents: Object.fromEntries(consents) as Record<string, number>,
        language: locale,
      }
      return data(api.POST('/api/forms/{id}/submissions', { params: { path: { id: form.id } }, body }))
    },
    onSuccess: () => {
      for (const key of ['own-records', 'leads', 'forms', 'my-day']) void client.invalidateQueries({ queryKey: [key] })
    },
  })
  const errors = send.isError ? fieldErrors(send.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate()
  }
  if (send.data) {
    const { leadId, recordId, number } = send.data
    const to = recordId ? paths.record(recordId) : paths.lead(leadId ?? '')
    const readable = form.kind === 'lead' || kinds.some(({ key }) => key === form.kind)
    return (
      <Page title={form.name} reading>
        <Section title={said(definition.thankYou.heading)}>
          <div className={css.column} role="status">
            <p className={css.about}>{said(definition.thankYou.text)}</p>
            {!readable && <p className={css.about}>{t('forms.fill.number', { number: String(number) })}</p>}
            <span className={css.buttons}>
              {readable && (
                <Button component={GoTo} to={to} variant="filled">
                  {t('forms.fill.open', { number: String(number) })}
                </Button>
              )}
              <Button onClick={onAgain}>{t('forms.fill.again')}</Button>
            </span>
          </div>
        </Section>
      </Page>
    )
  }
  return (
    <Page title={form.name} reading>
      <form className={css.fill} noValidate onSubmit={submit}>
        {definition.intro && <p className="ink-2">{said(definition.intro)}</p>}
        <ErrorSummary message={send.isError ? wordsOfProblem(send.error) : null} />
        {questions.map((field) => {
          const unit = field.type === 'amount' ? ` (${definition.currency})` : ''
          const label = `${said(field.label)}${unit}${field.required ? ' *' : ''}`
          const error = errors[`answers.${field.key}`]
          const set = (value: unknown) => setValues((now) => ({ ...now, [field.key]: value }))
          return (
            <div key={field.key} className={css.question}>
              <QuestionInput {...{ field, label, error, value: values[field.key], onChange: set }} />
              {field.help && <span className={css.meta}>{said(field.help)}</span>}
            </div>
          )
        })}
        {definition.consents.map((consent) => (
          <Checkbox
            key={consent.key}
            label={said(consent.text)}
            checked={agreed.includes(consent.key)}
            onChange={(event) =>
              setAgreed(
                event.currentTarget.checked ? [...agreed, consent.key] : agreed.filter((key) => key !== consent.key),
              )
            }
          />
        ))}
        <span className={css.buttons}>
          <Button type="submit" variant="filled" loading={send.isPending}>
            {said(definition.look.button) || t('forms.fill.send')}
          </Button>
        </span>
      </form>
    </Page>
  )
}

interface InputProps {
  field: Field
  label: string
  value: unknown
  error: string | undefined
  onChange: (value: unknown) => void
}

function QuestionInput({ field, label, value, error, onChange }: InputProps) {
  if (field.type === 'checkbox') {
    return (
      <Checkbox
        {...{ label, error }}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked || null)}
      />
    )
  }
  if (field.type === 'amount') {
    // As it is typed: the server reads it in the currency of the form.
    return (
      <TextInput
        {...{ label, error }}
        inputMode="decimal"
        value={String(value ?? '')}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  return <FieldInput field={asRecordField(field)} {...{ label, value, error, onChange }} />
}
