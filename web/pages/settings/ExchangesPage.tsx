import { Button, SegmentedControl, Select, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconPlus } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { describeDuration } from '../../../pure/durations.ts'
import { isPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { wordLink } from '../../ui/WordButton.tsx'
import { PasswordField } from '../first-run/PasswordField.tsx'
import { departmentsQuery, version } from './queries.ts'
import { PortInput } from './ServerFields.tsx'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'
import { Secret } from './TokensPage.tsx'

type Exchange = components['schemas']['Exchange']

const exchangesQuery = queryOptions({
  queryKey: ['exchanges'],
  queryFn: async () => (await data(api.GET('/api/exchanges'))).items,
})

const WAITS = ['PT15M', 'PT30M', 'PT1H', 'PT2H', 'PT4H', 'P1D']

export default function ExchangesPage() {
  const t = useT()
  const [search, setSearch] = useSearchState()
  const { data: exchanges, error, refetch } = useQuery(exchangesQuery)
  const open = (change: Record<string, string | undefined>) => setSearch(change, { push: true })
  const add = () => open({ new: '1' })
  const edited = exchanges?.find(({ id }) => id === search.edit)
  const tried = exchanges?.find(({ id }) => id === search.try)
  return (
    <Settings
      title={t('settings.exchanges')}
      right="exchange.read"
      actions={
        <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={add}>
          {t('settings.exchanges.add')}
        </Button>
      }
    >
      <p className={css.about}>{t('settings.exchanges.about')}</p>
      {!exchanges ? (
        error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={6} />
        )
      ) : exchanges.length === 0 ? (
        <EmptyState action={<Button onClick={add}>{t('settings.exchanges.add')}</Button>}>
          {t('settings.exchanges.none')}
        </EmptyState>
      ) : (
        exchanges.map((exchange) => (
          <OneExchange
            key={exchange.id}
            exchange={exchange}
            onEdit={() => open({ edit: exchange.id })}
            onTry={() => open({ try: exchange.id })}
          />
        ))
      )}
      <p className={css.about}>
        {t('settings.exchanges.people')}{' '}
        <GoTo to={paths.settingsStaff} className={wordLink}>
          {t('settings.staff')}
        </GoTo>
      </p>
      {search.new === '1' && <ExchangeDialog exchange={null} onClose={() => setSearch({ new: undefined })} />}
      {edited && <ExchangeDialog key={edited.id} exchange={edited} onClose={() => setSearch({ edit: undefined })} />}
      {tried && <TryDialog exchange={tried} onClose={() => setSearch({ try: undefined })} />}
    </Settings>
  )
}

function OneExchange({ exchange, onEdit, onTry }: { exchange: Exchange; onEdit: () => void; onTry: () => void }) {
  const t = useT()
  const locale = useLocale()
  const client = useQueryClient()
  const { data: departments } = useQuery(departmentsQuery)
  const [secret, setSecret] = useState<string | null>(null)
  const [result, setResult] = useState<{ ok: boolean; explanation: string; detail: string | null } | null>(null)
  const path = { params: { path: { id: exchange.id } } }
  const settled = () => client.invalidateQueries({ queryKey: ['exchanges'] })
  const renew = useMutation({
    mutationFn: () => data(api.POST('/api/exchanges/{id}/secret', path)),
    onSuccess: (answer) => setSecret(answer.secret),
    onError: (problem) => notifyProblem(problem),
    onSettled: settled,
  })
  const check = useMutation({
    mutationFn: () => data(api.POST('/api/exchanges/{id}/check', path)),
    onSuccess: setResult,
    onError: (problem) => notifyProblem(problem),
  })
  const department = departments?.find(({ id }) => id === exchange.departmentId)?.name
  return (
    <Section
      title={exchange.name}
      end={
        <>
          <Button onClick={onTry}>{t('settings.exchanges.try')}</Button>
          <Button onClick={onEdit}>{t('settings.change')}</Button>
        </>
      }
    >
      <div className={css.exchange}>
        <Health exchange={exchange} />
        <p className={css.about}>
          {[
            exchange.ami ? `Asterisk, ${exchange.ami.host}:${exchange.ami.port}` : t('settings.exchanges.webhook'),
            department ?? t('settings.exchanges.nobodys'),
            t('settings.exchanges.backWithin', {
              time: describeDuration(exchange.callBackWithin, locale, { working: true }),
            }),
          ].join(' · ')}
        </p>
        {exchange.kind === 'ami' ? (
          <>
            <div className={css.row}>
              <Button loading={check.isPending} onClick={() => check.mutate()}>
                {t('settings.exchanges.check')}
              </Button>
            </div>
            {result && (
              <div className={css.result} role="status">
                <StatusMark status={result.ok ? 'done' : 'late'}>{result.explanation}</StatusMark>
                {result.detail && <code>{result.detail}</code>}
              </div>
            )}
            <p className={css.about}>{t('settings.exchanges.amiLimits')}</p>
          </>
        ) : (
          <>
            <Address words={t('settings.exchanges.url')} text={exchange.url} />
            {secret && (
              <div role="status">
                <Address words={t('settings.exchanges.once')} text={secret} />
              </div>
            )}
            <div className={css.row}>
              <Button loading={renew.isPending} onClick={() => renew.mutate()}>
                {t('settings.exchanges.renew')}
              </Button>
            </div>
            <details>
              <summary className={wordLink}>{t('settings.exchanges.how')}</summary>
              <p className={css.about}>{t('settings.exchanges.howAbout')}</p>
              <pre className={css.body}>{example(exchange.url)}</pre>
              <p className={css.about}>{t('settings.exchanges.howRecording')}</p>
              <pre className={css.body}>{recording(exchange.url)}</pre>
            </details>
          </>
        )}
      </div>
    </Section>
  )
}

const example = (url: string) => `curl ${url} \\
  -H 'Authorization: Bearer SECRET' -H 'Content-Type: application/json' \\
  -d '{"events": [
    {"event": "ringing", "call": "1732616000.7", "number": "+48601224718", "extension": "101"},
    {"event": "answered", "call": "1732616000.7", "number": "+48601224718", "extension": "101"},
    {"event": "ended", "call": "1732616000.7", "number": "+48601224718", "seconds": 95}
  ]}'`

const recording = (url: string) => `curl '${url.replace(/events$/, 'recordings')}?call=1732616000.7' \\
  -H 'Authorization: Bearer SECRET' -H 'Content-Type: application/octet-stream' \\
  --data-binary @call.wav`

function Health({ exchange }: { exchange: Exchange }) {
  const t = useT()
  const format = useFormat()
  if (!exchange.active) return <StatusMark status="draft">{t('settings.exchanges.off')}</StatusMark>
  if (exchange.trouble) {
    const words = wordsOf(`channel_trouble.${exchange.trouble.code}`) ?? exchange.trouble.code
    return (
      <StatusMark status="late">
        {words} {t('settings.exchanges.since', { when: format.near(exchange.trouble.since, { time: 'always' }) })}
      </StatusMark>
    )
  }
  if (exchange.kind === 'ami') {
    return (
      <StatusMark status={exchange.listened ? 'done' : 'soon'}>
        {t(exchange.listened ? 'settings.exchanges.listened' : 'settings.exchanges.connecting')}
      </StatusMark>
    )
  }
  return (
    <StatusMark status={exchange.heardAt ? 'done' : 'soon'}>
      {exchange.heardAt
        ? t('settings.exchanges.heard', { when: format.near(exchange.heardAt, { time: 'always' }) })
        : t('settings.exchanges.silent')}
    </StatusMark>
  )
}

function Address({ words, text }: { words: string; text: string }) {
  return (
    <div>
      <p className={css.about}>{words}</p>
      <Secret text={text} />
    </div>
  )
}

function ExchangeDialog({ exchange, onClose }: { exchange: Exchange | null; onClose: () => void }) {
  const t = useT()
  const locale = useLocale()
  const id = useId()
  const client = useQueryClient()
  const { data: departments = [] } = useQuery(departmentsQuery)
  const [secret, setSecret] = useState<string | null>(null)
  const form = useForm({
    initialValues: {
      kind: exchange?.kind ?? ('webhook' as const),
      name: exchange?.name ?? '',
      departmentId: exchange?.departmentId ?? '',
      callBackWithin: exchange?.callBackWithin ?? 'PT1H',
      active: exchange?.active ?? true,
      ami: exchange?.ami ?? {
        ...{ host: '', port: 5038, user: '', dialChannel: 'PJSIP/{extension}', dialContext: 'from-internal' },
      },
      password: '',
    },
  })
  const isAmi = form.values.kind === 'ami'
  const save = useMutation({
    mutationFn: async ({ kind, ami, password, departmentId, ...rest }: typeof form.values) => {
      const shared = { ...rest, departmentId: departmentId || null }
      if (exchange) {
        await data(
          api.PATCH('/api/exchanges/{id}', {
            params: { path: { id: exchange.id } },
            headers: version(exchange.version),
            body: { ...shared, ...(isAmi ? { ami, ...(password ? { password } : {}) } : {}) },
          }),
        )
        return null
      }
      const body = kind === 'ami' ? { kind, ...shared, ami, password } : { kind, ...shared }
      return (await data(api.POST('/api/exchanges', { body }))).secret
    },
    onSuccess: (made) => {
      if (made) setSecret(made)
      else onClose()
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
    onSettled: () => client.invalidateQueries({ queryKey: ['exchanges'] }),
  })
  const archive = async () => {
    if (!exchange) return
    try {
      await data(api.POST('/api/exchanges/{id}/archive', { params: { path: { id: exchange.id } } }))
      onClose()
    } catch (problem) {
      notifyProblem(problem)
    }
    await client.invalidateQueries({ queryKey: ['exchanges'] })
  }
  if (secret) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={t('settings.exchanges.made')}
        actions={<Button onClick={onClose}>{t('shell.close')}</Button>}
      >
        <Address words={t('settings.exchanges.once')} text={secret} />
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={exchange ? exchange.name : t('settings.exchanges.add')}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={save.isPending}>
            {t('ui.save')}
          </Button>
          {exchange && <Button onClick={() => void archive()}>{t('settings.exchanges.remove')}</Button>}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={id} className={css.form} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <ErrorSummary
          message={save.isError && Object.keys(form.errors).length === 0 ? wordsOfProblem(save.error) : null}
        />
        {!exchange && (
          <SegmentedControl
            aria-label={t('settings.exchanges.kind')}
            data={(['webhook', 'ami'] as const).map((value) => ({
              value,
              label: t(`settings.exchanges.kind.${value}`),
            }))}
            {...form.getInputProps('kind')}
          />
        )}
        <TextInput label={t('settings.exchanges.name')} data-autofocus {...form.getInputProps('name')} />
        <div className={css.pair}>
          <Select
            label={t('settings.exchanges.department')}
            data={departments.map((one) => ({ value: one.id, label: one.name }))}
            clearable
            {...form.getInputProps('departmentId')}
            value={form.values.departmentId || null}
            onChange={(value) => form.setFieldValue('departmentId', value ?? '')}
          />
          <Select
            label={t('settings.exchanges.callBackWithin')}
            allowDeselect={false}
            data={[...new Set([...WAITS, form.values.callBackWithin])].map((value) => ({
              value,
              label: describeDuration(value, locale, { working: true }),
            }))}
            {...form.getInputProps('callBackWithin')}
          />
        </div>
        {isAmi && (
          <div className={css.pair}>
            <TextInput
              label={t('settings.exchanges.host')}
              autoComplete="off"
              placeholder="pbx.example.com"
              {...form.getInputProps('ami.host')}
            />
            <PortInput {...form.getInputProps('ami.port')} />
            <TextInput label={t('settings.exchanges.user')} autoComplete="off" {...form.getInputProps('ami.user')} />
            <PasswordField
              label={t('settings.exchanges.password')}
              autoComplete="new-password"
              placeholder={exchange ? t('settings.exchanges.passwordKept') : ''}
              {...form.getInputProps('password')}
            />
            <TextInput label={t('settings.exchanges.dialChannel')} {...form.getInputProps('ami.dialChannel')} />
            <TextInput label={t('settings.exchanges.dialContext')} {...form.getInputProps('ami.dialContext')} />
          </div>
        )}
        {exchange && (
          <Switch label={t('settings.exchanges.active')} {...form.getInputProps('active', { type: 'checkbox' })} />
        )}
      </form>
    </Dialog>
  )
}

/** Rings as if somebody called, so that one sees what then happens. */
function TryDialog({ exchange, onClose }: { exchange: Exchange; onClose: () => void }) {
  const t = useT()
  const id = useId()
  const form = useForm({
    initialValues: { number: '+48 500 600 700', outcome: 'missed' as 'missed' | 'answered', extension: '' },
    validate: { number: (value) => (isPhone(value) ? null : t('error.field.phone')) },
  })
  const ring = useMutation({
    mutationFn: ({ extension, ...rest }: typeof form.values) =>
      data(
        api.POST('/api/exchanges/{id}/try-out', {
          params: { path: { id: exchange.id } },
          body: { ...rest, extension: extension.trim() || null },
        }),
      ),
    onSuccess: () => {
      notify('try-out', t('settings.exchanges.rings'))
      onClose()
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settings.exchanges.tryTitle')}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={ring.isPending}>
            {t('settings.exchanges.ring')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={id} className={css.form} noValidate onSubmit={form.onSubmit((values) => ring.mutate(values))}>
        <p className={css.about}>{t('settings.exchanges.tryAbout')}</p>
        <ErrorSummary
          message={ring.isError && Object.keys(form.errors).length === 0 ? wordsOfProblem(ring.error) : null}
        />
        <TextInput
          label={t('calls.number')}
          type="tel"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('number')}
        />
        <SegmentedControl
          aria-label={t('settings.exchanges.outcome')}
          data={(['missed', 'answered'] as const).map((value) => ({
            value,
            label: t(`settings.exchanges.outcome.${value}`),
          }))}
          {...form.getInputProps('outcome')}
        />
        <TextInput
          label={t('settings.exchanges.extension')}
          type="tel"
          inputMode="numeric"
          autoComplete="off"
          {...form.getInputProps('extension')}
        />
      </form>
    </Dialog>
  )
}
