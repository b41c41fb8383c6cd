import { Button, Select, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { mailProvider } from '../../../../pure/mail-providers.ts'
import { api, data } from '../../../api/client.ts'
import { useMe } from '../../../api/session.ts'
import { useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { useGo } from '../../../ui/GoTo.tsx'
import { notify, notifyProblem } from '../../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { PasswordField } from '../../first-run/PasswordField.tsx'
import { departmentsQuery, version } from '../queries.ts'
import { CertificateFields, PortInput } from '../ServerFields.tsx'
import css from '../Settings.module.css'
import { Settings } from '../Settings.tsx'
import own from './Channels.module.css'
import { Health } from './ChannelsPage.tsx'
import { type Account, accountQuery } from './queries.ts'

/** A mailbox: where its letters are fetched and handed over, whose it is, and what a letter of somebody unknown becomes. */
export default function MailboxPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const isNew = id === 'new'
  const { data: account, error, refetch } = useQuery({ ...accountQuery(id), enabled: !isNew })
  return (
    <Settings
      title={isNew ? t('settings.mailbox.new') : (account?.name ?? t('settings.mailbox'))}
      right="channel_account.create"
    >
      {isNew || account ? (
        <MailboxForm key={account?.version ?? 0} account={account ?? null} />
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={10} />
      )}
    </Settings>
  )
}

const PORTS = { imap: { tls: 993, starttls: 143, none: 143 }, smtp: { tls: 465, starttls: 587, none: 25 } }
type Security = keyof (typeof PORTS)['imap']
type Side = keyof typeof PORTS

interface Values {
  name: string
  address: string
  whose: string
  unknownBecomes: Account['unknownBecomes']
  active: boolean
  settings: {
    [field in `${Side}Host`]: string
  } & { [field in `${Side}Port`]: number } & { [field in `${Side}Security`]: Security } & {
    user: string
    password: string
    smtpUser: string
    smtpPassword: string
    checkCertificate: boolean
    ca: string
    days: string
    sent: boolean
  }
}

const ALL_DAYS = 'all'
const MINE = 'mine'
const EVERYBODY = 'all'

function valuesOf(account: Account | null, userId: string, forOthers: boolean): Values {
  const { settings = {}, owner, department } = account ?? {}
  const given = settings as Record<string, unknown>
  const words = (key: string, otherwise = '') => (typeof given[key] === 'string' ? (given[key] as string) : otherwise)
  const number = (key: string, otherwise: number) =>
    typeof given[key] === 'number' ? (given[key] as number) : otherwise
  return {
    name: account?.name ?? '',
    address: account?.address ?? '',
    whose: owner
      ? owner.id === userId
        ? MINE
        : owner.id
      : (department?.id ?? (account || forOthers ? EVERYBODY : MINE)),
    unknownBecomes: account?.unknownBecomes ?? (forOthers ? 'lead' : 'nothing'),
    active: account?.active ?? true,
    settings: {
      imapHost: words('imapHost'),
      imapPort: number('imapPort', PORTS.imap.tls),
      imapSecurity: words('imapSecurity', 'tls') as Security,
      smtpHost: words('smtpHost'),
      smtpPort: number('smtpPort', PORTS.smtp.tls),
      smtpSecurity: words('smtpSecurity', 'tls') as Security,
      user: words('user'),
      password: '',
      smtpUser: words('smtpUser'),
      smtpPassword: '',
      checkCertificate: given.checkCertificate !== false,
      ca: words('ca'),
      days: given.days === null ? ALL_DAYS : String(number('days', 30)),
      sent: given.sent !== false,
    },
  }
}

/** A secret left empty stays as it is; the saved one never comes here. */
function bodyOf({ name, address, whose, unknownBecomes, active, settings }: Values, userId: string) {
  const { password, smtpUser, smtpPassword, ca, days, ...plain } = settings
  const departmentId = [MINE, EVERYBODY].includes(whose) ? null : whose
  return {
    ...{ name, address, unknownBecomes, active },
    ...(whose === MINE ? { departmentId: null, ownerId: userId } : { departmentId, ownerId: null }),
    settings: {
      ...plain,
      ca: ca || null,
      days: days === ALL_DAYS ? null : Number(days),
      ...(password ? { password } : {}),
      ...(smtpUser ? { smtpUser, ...(smtpPassword ? { smtpPassword } : {}) } : { smtpUser: null, smtpPassword: null }),
    },
  }
}

function MailboxForm({ account }: { account: Account | null }) {
  const t = useT()
  const go = useGo()
  const { user, can } = useMe()
  const client = useQueryClient()
  const forOthers = can['channel_account.create'] !== 'own'
  const { data: departments } = useQuery({ ...departmentsQuery, enabled: forOthers })
  const [apart, setApart] = useState(Boolean(account?.settings.smtpUser))
  const form = useForm<Values>({ initialValues: valuesOf(account, user.id, forOthers) })
  const { settings } = form.values
  const known = mailProvider(form.values.address)
  const refresh = () => client.invalidateQueries({ queryKey: ['channels'] })

  /** What the address tells is filled in while nobody wrote anything else there. */
  const fillIn = () => {
    const { address, name } = form.values
    const provider = mailProvider(address)
    const { ownPassword: _, ...servers } = provider ?? { ownPassword: false }
    form.setValues({
      name: name || address,
      settings: {
        ...settings,
        user: settings.user || address,
        ...(settings.imapHost === '' && settings.smtpHost === '' ? servers : {}),
      },
    })
  }
  const save = useMutation({
    mutationFn: async (values: Values) => {
      // What belongs to somebody else stays his.
      const { ownerId, departmentId, ...body } = bodyOf(values, user.id)
      const whose = account && values.whose === account.owner?.id ? {} : { ownerId, departmentId }
      return account
        ? data(
            api.PATCH('/api/channel-accounts/{id}', {
              params: { path: { id: account.id } },
              headers: version(account.version),
              body: { ...body, ...whose },
            }),
          )
        : data(api.POST('/api/channel-accounts', { body: { channel: 'mail', ...body, ...whose } }))
    },
    onSuccess: () => {
      notify('mailbox', t('settings.mailbox.saved'))
      go(paths.settingsChannels)
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
    onSettled: refresh,
  })
  const check = useMutation({
    mutationFn: (values: Values) => {
      const { name, address, settings } = bodyOf(values, user.id)
      const body = { channel: 'mail', name: name || address, address, settings, ...(account ? { id: account.id } : {}) }
      return data(api.POST('/api/channel-accounts/check', { body }))
    },
    onSuccess: ({ ok, field, explanation }) => {
      form.setErrors(!ok && field ? { [`settings.${field}`]: explanation } : {})
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  const remove = useMutation({
    mutationFn: (id: string) => data(api.POST('/api/channel-accounts/{id}/archive', { params: { path: { id } } })),
    onSuccess: () => go(paths.settingsChannels),
    onError: (problem) => notifyProblem(problem),
    onSettled: refresh,
  })
  const server = (side: Side) => (
    <div className={own.server}>
      <TextInput
        label={t('settings.mail.host')}
        placeholder={side === 'imap' ? 'imap.example.com' : 'smtp.example.com'}
        autoComplete="off"
        {...form.getInputProps(`settings.${side}Host`)}
      />
      <Select
        label={t('settings.mail.security')}
        allowDeselect={false}
        data={(['tls', 'starttls', 'none'] as const).map((value) => ({
          value,
          label: t(`settings.mail.security.${value}`),
        }))}
        {...form.getInputProps(`settings.${side}Security`)}
        onChange={(value) => {
          const next = value as Security
          const usual = settings[`${side}Port`] === PORTS[side][settings[`${side}Security`]]
          form.setFieldValue(`settings.${side}Security`, next)
          // The port follows while it is the usual one; a port of one's own stays.
          if (usual) form.setFieldValue(`settings.${side}Port`, PORTS[side][next])
        }}
      />
      <PortInput {...form.getInputProps(`settings.${side}Port`)} />
    </div>
  )
  const isOthers = account?.owner && account.owner.id !== user.id ? account.owner : null
  const kept = (secret: string) => (account?.secretsSet.includes(secret) ? t('settings.mail.passwordKept') : '')
  const problem = save.isError ? save.error : check.isError ? check.error : null
  return (
    <form className={css.inner} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      {account && <Health account={account} />}
      <Section title={t('settings.mailbox.who')}>
        <div className={css.form}>
          <ErrorSummary message={problem && Object.keys(form.errors).length === 0 ? wordsOfProblem(problem) : null} />
          <div className={css.pair}>
            <TextInput
              label={t('settings.mailbox.address')}
              type="email"
              placeholder="biuro@example.com"
              autoComplete="off"
              {...form.getInputProps('address')}
              onBlur={fillIn}
            />
            <TextInput label={t('settings.mailbox.name')} maxLength={100} {...form.getInputProps('name')} />
            <TextInput label={t('settings.mail.user')} autoComplete="off" {...form.getInputProps('settings.user')} />
            <PasswordField
              label={t('settings.mail.password')}
              autoComplete="new-password"
              placeholder={kept('password')}
              {...form.getInputProps('settings.password')}
            />
          </div>
          {known?.ownPassword && <p className={css.about}>{t('settings.mailbox.ownPassword')}</p>}
        </div>
      </Section>
      <Section title={t('settings.mailbox.in')}>{server('imap')}</Section>
      <Section title={t('settings.mailbox.out')}>
        <div className={css.form}>
          {server('smtp')}
          <Switch
            label={t('settings.mailbox.apart')}
            checked={apart}
            onChange={({ currentTarget: { checked } }) => {
              setApart(checked)
              if (!checked) form.setFieldValue('settings.smtpUser', '')
            }}
          />
          {apart && (
            <div className={css.pair}>
              <TextInput
                label={t('settings.mail.user')}
                autoComplete="off"
                {...form.getInputProps('settings.smtpUser')}
              />
              <PasswordField
                label={t('settings.mail.password')}
                autoComplete="new-password"
                placeholder={kept('smtpPassword')}
                {...form.getInputProps('settings.smtpPassword')}
              />
            </div>
          )}
          <CertificateFields
            check={form.getInputProps('settings.checkCertificate', { type: 'checkbox' })}
            ca={form.getInputProps('settings.ca')}
            checked={settings.checkCertificate}
          />
        </div>
      </Section>
      <Section title={t('settings.mailbox.what')}>
        <div className={css.form}>
          <div className={css.pair}>
            <Select
              label={t('settings.mailbox.whose')}
              description={t(form.values.whose === MINE ? 'settings.mailbox.private' : 'settings.mailbox.shared')}
              allowDeselect={false}
              data={[
                ...(forOthers ? [{ value: EVERYBODY, label: t('settings.channels.ofAll') }] : []),
                ...(departments ?? []).map(({ id, name }) => ({ value: id, label: name })),
                { value: MINE, label: t('settings.mailbox.mine') },
                ...(isOthers ? [{ value: isOthers.id, label: isOthers.name }] : []),
              ]}
              {...form.getInputProps('whose')}
              error={form.errors.ownerId ?? form.errors.departmentId}
            />
            <Select
              label={t('settings.mailbox.unknown')}
              description={t('settings.mailbox.unknownAbout')}
              allowDeselect={false}
              data={(['lead', 'ticket', 'nothing'] as const).map((value) => ({
                value,
                label: t(`settings.mailbox.unknown.${value}`),
              }))}
              {...form.getInputProps('unknownBecomes')}
            />
            <Select
              label={t('settings.mailbox.days')}
              description={t('settings.mailbox.daysAbout')}
              allowDeselect={false}
              data={[...new Set(['0', '7', '30', '90', '365', ALL_DAYS, settings.days])].map((value) => ({
                value,
                label:
                  value === ALL_DAYS
                    ? t('settings.mailbox.days.all')
                    : t('settings.mailbox.days.last', { count: Number(value) }),
              }))}
              {...form.getInputProps('settings.days')}
            />
          </div>
          <Switch
            label={t('settings.mailbox.sent')}
            description={t('settings.mailbox.sentAbout')}
            {...form.getInputProps('settings.sent', { type: 'checkbox' })}
          />
          <Switch label={t('settings.mailbox.active')} {...form.getInputProps('active', { type: 'checkbox' })} />
        </div>
      </Section>
      <div className={css.row}>
        <Button type="submit" variant="filled" loading={save.isPending}>
          {t('ui.save')}
        </Button>
        <Button loading={check.isPending} onClick={() => check.mutate(form.values)}>
          {t('settings.mailbox.try')}
        </Button>
        {account && (
          <Button loading={remove.isPending} onClick={() => remove.mutate(account.id)}>
            {t('settings.mailbox.remove')}
          </Button>
        )}
      </div>
      {check.data && (
        <div className={css.result} role="status">
          <Chip tone={check.data.ok ? 'grn' : 'red'}>
            {t(check.data.ok ? 'settings.mail.test.ok' : 'settings.mail.test.failed')}
          </Chip>
          <span>{check.data.ok ? t('settings.mailbox.ok') : check.data.explanation}</span>
          {check.data.field && (
            <span>{t(check.data.field.startsWith('smtp') ? 'settings.mailbox.atOut' : 'settings.mailbox.atIn')}</span>
          )}
          {check.data.detail && <code>{check.data.detail}</code>}
        </div>
      )}
    </form>
  )
}
