import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { isEmail } from '../../../pure/email.ts'
import { isNip, normaliseNip } from '../../../pure/nip.ts'
import { api, data } from '../../api/client.ts'
import { currentLocale, switchLocale, translate, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Departments } from './Departments.tsx'
import { Door } from './Door.tsx'
import { PasswordField } from './PasswordField.tsx'
import css from './SetupPage.module.css'
import { useEnter } from './session-actions.ts'

const steps = ['company', 'owner', 'departments'] as const
type Step = (typeof steps)[number]

const LEAST_PASSWORD = 10
const usual = ['sales', 'marketing', 'production', 'finance', 'logistics', 'support'] as const

export default function SetupPage() {
  const t = useT()
  const go = useGo()
  const enter = useEnter()
  const [step, setStep] = useState<Step>('company')
  const box = useRef<HTMLFormElement>(null)
  const form = useForm({
    initialValues: {
      company: { name: '', nip: '' },
      owner: { name: '', email: '', password: '' },
      departments: usual.map((key): string => translate(`setup.department.${key}`)),
    },
    validateInputOnBlur: ['company.nip', 'owner.email'],
    validate: {
      company: {
        name: (value) => (value.trim() ? null : t('setup.company.nameNeeded')),
        nip: (value) => (!value.trim() || isNip(value) ? null : t('setup.company.nipWrong')),
      },
      owner: {
        name: (value) => (value.trim() ? null : t('setup.owner.nameNeeded')),
        email: (value) => (isEmail(value) ? null : t('setup.owner.emailWrong')),
        password: (value) =>
          value.length >= LEAST_PASSWORD
            ? null
            : t('setup.owner.passwordShort', { missing: LEAST_PASSWORD - value.length }),
      },
      departments: (value) => (value.some((name) => name.trim()) ? null : t('setup.departments.needed')),
    },
  })
  const setUp = useMutation({
    mutationFn: ({ company, owner, departments }: typeof form.values) => {
      const nip = normaliseNip(company.nip)
      return data(
        api.POST('/api/setup', {
          body: {
            company: { name: company.name.trim(), ...(nip ? { nip } : {}) },
            owner: { ...owner, name: owner.name.trim(), email: owner.email.trim() },
            departments: departments.map((name) => name.trim()).filter(Boolean),
            locale: currentLocale(),
          },
        }),
      )
    },
    async onSuccess() {
      await switchLocale(currentLocale())
      enter()
    },
    onError(problem) {
      const errors = fieldErrors(problem)
      form.setErrors(errors)
      const wrong = steps.find((one) => Object.keys(errors).some((path) => path.startsWith(one)))
      if (wrong) setStep(wrong)
    },
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins in its first field
  useEffect(() => box.current?.querySelector('input')?.focus({ preventScroll: true }), [step])

  const at = steps.indexOf(step)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { errors } = form.validate()
    const here = Object.keys(errors).filter((path) => path.startsWith(step))
    if (here.length > 0) {
      // What belongs to the steps ahead is not wrong yet.
      form.setErrors(Object.fromEntries(here.map((path) => [path, errors[path]])))
      document.querySelector<HTMLElement>(`[name="${here[0]}"]`)?.focus()
      return
    }
    form.clearErrors()
    const next = steps[at + 1]
    if (next) setStep(next)
    else setUp.mutate(form.values)
  }
  const general = setUp.isError && Object.keys(form.errors).length === 0

  return (
    <Door title={t(`setup.${step}.title`)} lead={t(`setup.${step}.lead`)}>
      <form ref={box} className={css.form} noValidate onSubmit={submit}>
        {general && <ErrorSummary message={wordsOfProblem(setUp.error)} />}
        {step === 'company' && (
          <>
            <TextInput
              label={t('setup.company.name')}
              name="company.name"
              autoComplete="organization"
              maxLength={160}
              {...form.getInputProps('company.name')}
            />
            <TextInput
              label={t('setup.company.nip')}
              description={t('setup.company.nipNote')}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              name="company.nip"
              inputMode="numeric"
              autoComplete="off"
              maxLength={20}
              {...form.getInputProps('company.nip')}
            />
          </>
        )}
        {step === 'owner' && (
          <>
            <TextInput
              label={t('setup.owner.name')}
              name="owner.name"
              autoComplete="name"
              maxLength={120}
              {...form.getInputProps('owner.name')}
            />
            <TextInput
              label={t('setup.owner.email')}
              type="email"
              name="owner.email"
              autoComplete="username"
              {...form.getInputProps('owner.email')}
            />
            <PasswordField
              label={t('setup.owner.password')}
              description={t('setup.owner.passwordNote')}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              name="owner.password"
              autoComplete="new-password"
              maxLength={128}
              {...form.getInputProps('owner.password')}
            />
          </>
        )}
        {step === 'departments' && (
          <Departments
            names={form.values.departments}
            onChange={(names) => form.setFieldValue('departments', names)}
            error={form.errors.departments as string | undefined}
          />
        )}
        <div className={css.foot}>
          <Button type="submit" size="lg" variant="filled" loading={setUp.isPending}>
            {t(at === steps.length - 1 ? 'setup.finish' : 'setup.next')}
          </Button>
          <Button
            size="lg"
            variant="subtle"
            onClick={() => (at === 0 ? go(paths.setup) : setStep(steps[at - 1] as Step))}
          >
            {t('setup.back')}
          </Button>
          <span className={css.count}>{t('setup.step', { step: at + 1, all: steps.length })}</span>
        </div>
      </form>
    </Door>
  )
}
