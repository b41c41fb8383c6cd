import { Button, FileInput, PasswordInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { formatAccount, normaliseAccount } from '../../../pure/bank-account.ts'
import { PAYMENT_METHODS } from '../../../pure/invoices/invoice.ts'
import { formatNip, isNip } from '../../../pure/nip.ts'
import { isNumberPattern } from '../../../pure/number-patterns.ts'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { currenciesWith } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { WordButton } from '../../ui/WordButton.tsx'
import rows from '../invoices/invoices.module.css'
import { type InvoicingSettings, invoicingQuery } from '../invoices/queries.ts'
import { departmentsQuery, version } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

const USES = ['vat', 'advance', 'correction', 'proforma'] as const

export default function InvoicesPage() {
  const t = useT()
  const { data: invoicing, error, refetch } = useQuery(invoicingQuery)
  return (
    <Settings title={t('settings.invoices')} right="invoicing.manage">
      {!invoicing ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={8} />
        )
      ) : (
        <>
          <Seller settings={invoicing.settings} />
          <Accounts accounts={invoicing.accounts} />
          <Accounting settings={invoicing.settings} />
          <Series series={invoicing.series} />
          <Certificate certificate={invoicing.certificate} />
        </>
      )}
    </Settings>
  )
}

/** Does it, says what was refused, and reads the settings anew. */
function useDo(): (call: () => Promise<unknown>) => Promise<void> {
  const client = useQueryClient()
  return async (call) => {
    try {
      await call()
    } catch (problem) {
      notifyProblem(problem)
    } finally {
      await client.invalidateQueries({ queryKey: ['invoicing'] })
    }
  }
}

/** Throws what is refused: the field says it. */
function useSave() {
  const client = useQueryClient()
  return async (set: Partial<InvoicingSettings['settings']>, seen: number | undefined) => {
    try {
      await data(api.PATCH('/api/invoicing', { headers: version(seen), body: set }))
    } finally {
      await client.invalidateQueries({ queryKey: ['invoicing'] })
    }
  }
}

/** Who keeps the books: more than their own invoices is open to them. */
function Accounting({ settings }: { settings: InvoicingSettings['settings'] }) {
  const t = useT()
  const save = useSave()
  const { data: departments = [] } = useQuery(departmentsQuery)
  const nobody = t('settings.invoices.accounting.nobody')
  return (
    <Section title={t('settings.invoices.accounting')}>
      <p className={css.about}>{t('settings.invoices.accounting.about')}</p>
      <Field
        label={t('settings.invoices.accounting.department')}
        value={settings.accountingId ?? ''}
        version={settings.version}
        options={[{ value: '', label: nobody }, ...departments.map(({ id, name }) => ({ value: id, label: name }))]}
        onSave={(value, seen) => save({ accountingId: value || null }, seen)}
      >
        {departments.find(({ id }) => id === settings.accountingId)?.name ?? nobody}
      </Field>
    </Section>
  )
}

function Seller({ settings }: { settings: InvoicingSettings['settings'] }) {
  const t = useT()
  const save = useSave()
  const text = (key: 'name' | 'line1' | 'line2' | 'email' | 'phone' | 'place' | 'note', label: string) => (
    <Field
      label={label}
      value={settings[key]}
      version={settings.version}
      {...(key === 'note' ? { type: 'lines' as const } : {})}
      onSave={(value, seen) => save({ [key]: value }, seen)}
    />
  )
  return (
    <>
      <Section title={t('settings.invoices.seller')}>
        <Field
          label="NIP"
          value={settings.nip ? formatNip(settings.nip) : ''}
          version={settings.version}
          required={t('error.field.required')}
          check={(value) => (!value.trim() || isNip(value) ? null : t('error.field.nip'))}
          onSave={(nip, seen) => save({ nip: nip.trim() }, seen)}
        />
        {text('name', t('settings.invoices.name'))}
        {text('line1', t('settings.invoices.line1'))}
        {text('line2', t('settings.invoices.line2'))}
        {text('email', t('settings.invoices.email'))}
        {text('phone', t('settings.invoices.phone'))}
      </Section>
      <Section title={t('settings.invoices.usual')}>
        {text('place', t('invoices.place'))}
        <Field
          label={t('invoices.method')}
          value={settings.paymentMethod}
          version={settings.version}
          options={PAYMENT_METHODS.map((value) => ({ value, label: t(`invoices.method.${value}`) }))}
          onSave={(value, seen) => save({ paymentMethod: value as 'transfer' }, seen)}
        >
          {t(`invoices.method.${settings.paymentMethod}`)}
        </Field>
        <Field
          label={t('settings.invoices.dueDays')}
          type="number"
          value={String(settings.dueDays)}
          version={settings.version}
          check={(value) =>
            /^\d{1,3}$/.test(value.trim()) && Number(value) <= 365 ? null : t('settings.invoices.dueDays.wrong')
          }
          onSave={(value, seen) => save({ dueDays: Number(value) }, seen)}
        />
        <Field
          label={t('invoices.roundedBy')}
          value={settings.roundedBy}
          version={settings.version}
          options={(['document', 'line'] as const).map((value) => ({ value, label: t(`invoices.roundedBy.${value}`) }))}
          onSave={(value, seen) => save({ roundedBy: value as 'line' }, seen)}
        >
          {t(`invoices.roundedBy.${settings.roundedBy}`)}
        </Field>
        <Field
          label={t('invoices.exemption')}
          value={settings.exemption?.text ?? ''}
          version={settings.version}
          onSave={(value, seen) =>
            save({ exemption: value.trim() ? { by: settings.exemption?.by ?? 'act', text: value.trim() } : null }, seen)
          }
        />
        {text('note', t('invoices.note'))}
      </Section>
    </>
  )
}

function Accounts({ accounts }: { accounts: InvoicingSettings['accounts'] }) {
  const t = useT()
  const run = useDo()
  const [adding, setAdding] = useState(false)
  const add = (
    <Button leftSection={<Icon of={IconPlus} />} onClick={() => setAdding(true)}>
      {t('settings.invoices.accounts.add')}
    </Button>
  )
  return (
    <Section title={t('settings.invoices.accounts')} end={accounts.length > 0 && add}>
      {accounts.length === 0 ? (
        <EmptyState action={add}>{t('settings.invoices.accounts.none')}</EmptyState>
      ) : (
        <ul className={rows.rows}>
          {accounts.map((account) => {
            const params = { path: { id: account.id } }
            const iban = formatAccount(account.iban)
            return (
              <li key={account.id}>
                <span className={rows.words}>
                  <span className="nums">{iban}</span>
                  <span className="t-xs ink-3">{[account.bank, account.currency].filter(Boolean).join(' · ')}</span>
                </span>
                {account.usual ? (
                  <Chip>{t('settings.invoices.accounts.usual')}</Chip>
                ) : (
                  <WordButton
                    onClick={() =>
                      void run(() =>
                        data(
                          api.PATCH('/api/bank-accounts/{id}', {
                            params,
                            headers: version(account.version),
                            body: { usual: true },
                          }),
                        ),
                      )
                    }
                  >
                    {t('settings.invoices.accounts.makeUsual')}
                  </WordButton>
                )}
                <WordButton
                  aria-label={t('settings.invoices.accounts.archive', { iban })}
                  onClick={() => void run(() => data(api.POST('/api/bank-accounts/{id}/archive', { params })))}
                >
                  {t('settings.invoices.withdraw')}
                </WordButton>
              </li>
            )
          })}
        </ul>
      )}
      {adding && <AccountDialog onClose={() => setAdding(false)} />}
    </Section>
  )
}

function AccountDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const form = useForm({
    initialValues: { iban: '', bank: '', currency: 'PLN' },
    validate: { iban: (value) => (normaliseAccount(value) ? null : t('error.bank_account.invalid')) },
  })
  return (
    <FormDialog
      title={t('settings.invoices.accounts.add')}
      form={form}
      send={(body) => data(api.POST('/api/bank-accounts', { body }))}
      onClose={onClose}
    >
      <TextInput
        label={t('settings.invoices.accounts.iban')}
        data-autofocus
        inputMode="numeric"
        maxLength={60}
        {...form.getInputProps('iban')}
      />
      <TextInput label={t('settings.invoices.accounts.bank')} maxLength={100} {...form.getInputProps('bank')} />
      <Select
        label={t('lines.currency')}
        allowDeselect={false}
        data={currenciesWith('PLN')}
        {...form.getInputProps('currency')}
      />
    </FormDialog>
  )
}

function Series({ series }: { series: InvoicingSettings['series'] }) {
  const t = useT()
  const run = useDo()
  const client = useQueryClient()
  const { data: departments = [] } = useQuery(departmentsQuery)
  const [adding, setAdding] = useState(false)
  return (
    <Section
      title={t('settings.invoices.series')}
      end={
        <Button leftSection={<Icon of={IconPlus} />} onClick={() => setAdding(true)}>
          {t('settings.invoices.series.add')}
        </Button>
      }
    >
      <p className={css.about}>{t('settings.invoices.series.about')}</p>
      {series.map((one) => {
        const department = departments.find(({ id }) => id === one.departmentId)?.name
        return (
          <div key={one.id} className={css.row}>
            <Field
              label={[t(`settings.invoices.series.usedFor.${one.usedFor}`), department].filter(Boolean).join(', ')}
              value={one.pattern}
              version={one.version}
              check={(value) => (isNumberPattern(value) ? null : t('error.invoice.bad_pattern'))}
              {...(one.used
                ? {}
                : {
                    onSave: async (pattern: string, seen: number | undefined) => {
                      try {
                        await data(
                          api.PATCH('/api/invoice-series/{id}', {
                            params: { path: { id: one.id } },
                            headers: version(seen),
                            body: { pattern: pattern.trim() },
                          }),
                        )
                      } finally {
                        await client.invalidateQueries({ queryKey: ['invoicing'] })
                      }
                    },
                  })}
            />
            {one.departmentId && (
              <WordButton
                aria-label={t('settings.invoices.series.archive', { pattern: one.pattern })}
                onClick={() =>
                  void run(() =>
                    data(api.POST('/api/invoice-series/{id}/archive', { params: { path: { id: one.id } } })),
                  )
                }
              >
                {t('settings.invoices.withdraw')}
              </WordButton>
            )}
          </div>
        )
      })}
      {adding && <SeriesDialog onClose={() => setAdding(false)} />}
    </Section>
  )
}

function SeriesDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const { data: departments = [] } = useQuery(departmentsQuery)
  const form = useForm({
    initialValues: { usedFor: 'vat' as (typeof USES)[number], departmentId: '', pattern: 'FV/{N}/{MM}/{YYYY}' },
    validate: {
      departmentId: (value) => (value ? null : t('error.field.required')),
      pattern: (value) => (isNumberPattern(value) ? null : t('error.invoice.bad_pattern')),
    },
  })
  return (
    <FormDialog
      title={t('settings.invoices.series.add')}
      form={form}
      send={({ usedFor, departmentId, pattern }) => {
        const name = departments.find(({ id }) => id === departmentId)?.name ?? pattern
        return data(api.POST('/api/invoice-series', { body: { usedFor, departmentId, pattern: pattern.trim(), name } }))
      }}
      onClose={onClose}
    >
      <Select
        label={t('settings.invoices.series.usedFor')}
        allowDeselect={false}
        data={USES.map((value) => ({ value, label: t(`settings.invoices.series.usedFor.${value}`) }))}
        {...form.getInputProps('usedFor')}
      />
      <Select
        label={t('settings.invoices.series.department')}
        data={departments.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('departmentId')}
      />
      <TextInput label={t('settings.invoices.series.pattern')} maxLength={60} {...form.getInputProps('pattern')} />
    </FormDialog>
  )
}

/** By what KSeF knows who issued an invoice that is not in it yet (KOD II). */
function Certificate({ certificate }: { certificate: InvoicingSettings['certificate'] }) {
  const t = useT()
  const format = useFormat()
  const run = useDo()
  const [setting, setSetting] = useState(false)
  const button = (
    <Button onClick={() => setSetting(true)}>
      {t(certificate ? 'settings.invoices.certificate.another' : 'settings.invoices.certificate.set')}
    </Button>
  )
  return (
    <Section title={t('settings.invoices.certificate')} end={certificate && button}>
      <p className={css.about}>{t('settings.invoices.certificate.about')}</p>
      {!certificate ? (
        <p style={{ marginTop: 12 }}>{button}</p>
      ) : (
        <ul className={rows.rows}>
          <li>
            <span className={rows.words}>
              <span>{certificate.subject}</span>
              <span className="t-xs ink-3 nums">{certificate.serial}</span>
            </span>
            <Chip tone={!certificate.valid ? 'red' : certificate.endsInDays === null ? 'plain' : 'amb'}>
              {t(
                !certificate.valid
                  ? 'settings.invoices.certificate.over'
                  : certificate.endsInDays === null
                    ? 'settings.invoices.certificate.until'
                    : 'settings.invoices.certificate.ends',
                { date: format.date(certificate.until), days: certificate.endsInDays },
              )}
            </Chip>
            <WordButton
              aria-label={t('settings.invoices.certificate.remove')}
              onClick={() => void run(() => data(api.DELETE('/api/invoicing/certificate')))}
            >
              {t('settings.invoices.certificate.removeWord')}
            </WordButton>
          </li>
        </ul>
      )}
      {setting && <CertificateDialog onClose={() => setSetting(false)} />}
    </Section>
  )
}

function CertificateDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const required = (file: File | null) => (file ? null : t('error.field.required'))
  const form = useForm({
    initialValues: { certificate: null as File | null, key: null as File | null, passphrase: '' },
    validate: { certificate: required, key: required },
  })
  return (
    <FormDialog
      title={t('settings.invoices.certificate.set')}
      form={form}
      send={async ({ certificate, key, passphrase }) => {
        // What is no text is too long for a certificate, too; the server says what is wrong with what is sent.
        const [one, other] = await Promise.all(
          [certificate!, key!].map(async (file) => (await file.text()).slice(0, 20_000)),
        )
        await data(api.PUT('/api/invoicing/certificate', { body: { certificate: one!, key: other!, passphrase } }))
      }}
      onClose={onClose}
    >
      <FileInput
        label={t('settings.invoices.certificate.file')}
        placeholder={t('settings.invoices.certificate.choose')}
        accept=".crt,.pem,.cer"
        clearable
        {...form.getInputProps('certificate')}
      />
      <FileInput
        label={t('settings.invoices.certificate.key')}
        placeholder={t('settings.invoices.certificate.choose')}
        accept=".key,.pem"
        clearable
        {...form.getInputProps('key')}
      />
      <PasswordInput
        label={t('settings.invoices.certificate.passphrase')}
        description={t('settings.invoices.certificate.passphrase.about')}
        autoComplete="off"
        maxLength={200}
        {...form.getInputProps('passphrase')}
      />
    </FormDialog>
  )
}

/** A dialog that sends one form; what is refused stands at its fields. */
function FormDialog<Values extends Record<string, unknown>>({
  title,
  form,
  send,
  onClose,
  children,
}: {
  title: string
  form: {
    onSubmit: (send: (values: Values) => void) => (event?: FormEvent<HTMLFormElement>) => void
    setErrors: (errors: Record<string, string>) => void
    errors: object
  }
  send: (values: Values) => Promise<unknown>
  onClose: () => void
  children: ReactNode
}) {
  const t = useT()
  const id = useId()
  const client = useQueryClient()
  const add = useMutation({
    mutationFn: send,
    onSuccess: onClose,
    onError: (problem) => form.setErrors(fieldErrors(problem)),
    onSettled: () => client.invalidateQueries({ queryKey: ['invoicing'] }),
  })
  const general = add.isError && Object.keys(form.errors).length === 0
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={add.isPending}>
            {t('ui.save')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={id} noValidate className={rows.form} onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <ErrorSummary message={general ? wordsOfProblem(add.error) : null} />
        {children}
      </form>
    </Dialog>
  )
}
