import { Button, Radio, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { isEmail } from '../../../pure/email.ts'
import { formatNip, isNip } from '../../../pure/nip.ts'
import { formatPhone, isPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { RequiredInputs } from '../../components/fields/RequiredInputs.tsx'
import { matchesQuery, reasonOf } from '../../components/record/matches.ts'
import { useRefresh } from '../../components/work/use-refresh.ts'
import { readAmount } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { WordButton } from '../../ui/WordButton.tsx'
import dialog from './dialogs.module.css'
import { MoneyFields } from './MoneyFields.tsx'
import css from './NewLeadDialog.module.css'

const CHANNELS = ['phone', 'mail', 'messenger', 'manual'] as const
const TYPING_MS = 250

/** A lead typed in by hand; whom we know already is shown while the person is still typing. */
export function NewLeadDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const go = useGo()
  const id = useId()
  const { company } = useMe()
  const refresh = useRefresh()
  const form = useForm({
    initialValues: {
      custom: {} as Record<string, unknown>,
      title: '',
      personName: '',
      companyName: '',
      email: '',
      phone: '',
      nip: '',
      product: '',
      amount: '',
      currency: company.currency,
      message: '',
      source: 'phone',
      handling: 'mine',
    },
    validateInputOnBlur: ['email', 'phone', 'nip', 'amount'],
    validate: {
      title: (value) => (value.trim() ? null : t('error.field.required')),
      email: (value) => (!value.trim() || isEmail(value) ? null : t('error.field.email')),
      phone: (value) => (!value.trim() || isPhone(value) ? null : t('error.field.phone')),
      nip: (value) => (!value.trim() || isNip(value) ? null : t('error.field.nip')),
      amount: (value, values) => (readAmount(value, values.currency) === undefined ? t('error.field.amount') : null),
    },
  })
  const create = useMutation({
    mutationFn: ({ amount, handling, ...values }: typeof form.values) =>
      data(
        api.POST('/api/leads', {
          body: {
            ...values,
            title: values.title.trim(),
            amount: readAmount(amount, values.currency) ?? null,
            mine: handling === 'mine',
          },
        }),
      ),
    onSuccess: (lead) => {
      void refresh()
      go(paths.lead(lead.id))
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  const { personName, companyName, email, phone, nip } = form.values
  const [asked] = useDebouncedValue({ personName, companyName, email, phone, nip }, TYPING_MS)
  const { data: matches } = useQuery(matchesQuery(asked))
  const anyone = Object.values(asked).some((text) => text.trim().length >= 3)
  const general = create.isError && Object.keys(form.errors).length === 0
  const fill = (values: Partial<typeof form.values>) => {
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value))
    form.setValues((now) => ({ ...now, ...given }))
    form.clearErrors()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('leads.new.title')}
      size={600}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={create.isPending}>
            {t('leads.new.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form
        id={id}
        className={dialog.form}
        noValidate
        onSubmit={form.onSubmit(
          (values) => create.mutate(values),
          () => requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()),
        )}
      >
        {general && <ErrorSummary message={wordsOfProblem(create.error)} />}
        <TextInput
          label={t('leads.new.what')}
          placeholder={t('leads.new.whatExample')}
          maxLength={300}
          data-autofocus
          {...form.getInputProps('title')}
        />
        <RequiredInputs
          kind="lead"
          value={form.values.custom}
          onChange={(custom) => form.setFieldValue('custom', custom)}
          errors={form.errors}
        />
        <div>
          <div className={dialog.pair}>
            <TextInput
              label={t('record.field.personName')}
              autoComplete="off"
              maxLength={200}
              {...form.getInputProps('personName')}
            />
            <TextInput
              label={t('record.field.companyName')}
              autoComplete="off"
              maxLength={300}
              {...form.getInputProps('companyName')}
            />
            <TextInput
              label={t('record.field.phone')}
              type="tel"
              autoComplete="off"
              maxLength={40}
              {...form.getInputProps('phone')}
            />
            <TextInput
              label={t('record.field.email')}
              type="email"
              autoComplete="off"
              maxLength={320}
              {...form.getInputProps('email')}
            />
            <TextInput
              label={t('record.field.nip')}
              inputMode="numeric"
              autoComplete="off"
              maxLength={20}
              {...form.getInputProps('nip')}
            />
            <Select
              label={t('record.field.source')}
              data={CHANNELS.map((channel) => ({ value: channel, label: t(`ui.channel.${channel}`) }))}
              allowDeselect={false}
              {...form.getInputProps('source')}
            />
          </div>
          <div aria-live="polite">
            {anyone && matches && matches.contacts.length + matches.companies.length > 0 && (
              <section className={css.known} aria-label={t('leads.new.known')}>
                <h3>{t('leads.new.known')}</h3>
                {matches.contacts.slice(0, 3).map(({ contact, by }) => (
                  <div key={contact.id} className={css.row}>
                    <Avatar id={contact.id} name={contact.name} />
                    <span className={css.words}>
                      <GoTo to={paths.contact(contact.id)} target="_blank" className="w5 cut">
                        {contact.name}
                      </GoTo>
                      <span className={css.reason}>
                        {[reasonOf(by), contact.company?.name, contact.owner && t('leads.new.ownedBy', contact.owner)]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </span>
                    <WordButton
                      aria-label={t('leads.new.takeOver', { name: contact.name })}
                      onClick={() =>
                        fill({
                          personName: contact.name,
                          companyName: contact.company?.name ?? '',
                          email: contact.emails[0]?.value ?? '',
                          phone: contact.phones[0] ? formatPhone(contact.phones[0].value) : '',
                        })
                      }
                    >
                      {t('leads.new.fill')}
                    </WordButton>
                  </div>
                ))}
                {matches.companies.slice(0, 3).map(({ company: known, by }) => (
                  <div key={known.id} className={css.row}>
                    <Avatar id={known.id} name={known.name} square />
                    <span className={css.words}>
                      <GoTo to={paths.company(known.id)} target="_blank" className="w5 cut">
                        {known.name}
                      </GoTo>
                      <span className={css.reason}>
                        {[
                          reasonOf(by),
                          known.nip && `NIP ${formatNip(known.nip)}`,
                          known.owner && t('leads.new.ownedBy', known.owner),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </span>
                    <WordButton
                      aria-label={t('leads.new.takeOver', { name: known.name })}
                      onClick={() => fill({ companyName: known.name, nip: known.nip ? formatNip(known.nip) : '' })}
                    >
                      {t('leads.new.fill')}
                    </WordButton>
                  </div>
                ))}
              </section>
            )}
          </div>
        </div>
        <div className={dialog.pair}>
          <TextInput label={t('record.field.product')} maxLength={300} {...form.getInputProps('product')} />
          <MoneyFields
            label={t('record.field.amount')}
            amount={form.values.amount}
            currency={form.values.currency}
            onAmount={(value) => form.setFieldValue('amount', value)}
            onCurrency={(value) => form.setFieldValue('currency', value)}
            error={form.errors.amount as string | undefined}
          />
        </div>
        <Textarea
          label={t('leads.new.message')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={20_000}
          {...form.getInputProps('message')}
        />
        <Radio.Group label={t('leads.new.handling')} {...form.getInputProps('handling')}>
          <div className={dialog.reasons}>
            <Radio value="mine" label={t('leads.new.mine')} />
            <Radio value="offered" label={t('leads.new.offered')} />
          </div>
        </Radio.Group>
      </form>
    </Dialog>
  )
}
