import { Button, Select, Switch } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api, data } from '../../../api/client.ts'
import { useMe } from '../../../api/session.ts'
import { useT, type WordKey } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { useGo } from '../../../ui/GoTo.tsx'
import { notify, notifyProblem } from '../../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { departmentsQuery, version } from '../queries.ts'
import css from '../Settings.module.css'
import { Settings } from '../Settings.tsx'
import { Health } from './ChannelsPage.tsx'
import { type Account, accountQuery } from './queries.ts'

/** The page of one account, or of a new one. */
export function AccountPage({
  fresh,
  any,
  form,
}: {
  fresh: WordKey
  any: WordKey
  form: (account: Account | null) => ReactNode
}) {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const isNew = id === 'new'
  const { data: account, error, refetch } = useQuery({ ...accountQuery(id), enabled: !isNew })
  return (
    <Settings title={isNew ? t(fresh) : (account?.name ?? t(any))} right="channel_account.create">
      {isNew || account ? (
        <div key={account?.version ?? 0}>{form(account ?? null)}</div>
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={10} />
      )}
    </Settings>
  )
}

/** What every account has beside the settings of its channel. */
export interface AccountValues<S> {
  name: string
  address: string
  whose: string
  unknownBecomes: Account['unknownBecomes']
  active: boolean
  settings: S
}

const MINE = 'mine'
const EVERYBODY = 'all'

/**
 * The form of an account of a channel: saving, trying out and removing it. `toSettings` makes what is sent of what the form holds;
 * a secret left out stays as it is.
 */
export function useAccountForm<S extends object>(
  channel: string,
  account: Account | null,
  settings: S,
  toSettings: (settings: S) => Record<string, unknown>,
  /** Where a new one goes on; back to all of them unless said otherwise. */
  whereNext?: (id: string) => string,
) {
  const t = useT()
  const go = useGo()
  const client = useQueryClient()
  const { user, can } = useMe()
  const forOthers = can['channel_account.create'] !== 'own'
  const refresh = () => client.invalidateQueries({ queryKey: ['channels'] })
  const form = useForm<AccountValues<S>>({
    initialValues: {
      name: account?.name ?? '',
      address: account?.address ?? '',
      whose: account?.owner
        ? account.owner.id === user.id
          ? MINE
          : account.owner.id
        : (account?.department?.id ?? (account || forOthers ? EVERYBODY : MINE)),
      unknownBecomes: account?.unknownBecomes ?? (forOthers ? 'lead' : 'nothing'),
      active: account?.active ?? true,
      settings,
    },
  })
  const whoseOf = (whose: string) => {
    // What belongs to somebody else stays his.
    if (account && whose === account.owner?.id && whose !== user.id) return {}
    if (whose === MINE) return { departmentId: null, ownerId: user.id }
    return { departmentId: whose === EVERYBODY ? null : whose, ownerId: null }
  }
  const save = useMutation({
    mutationFn: async ({ whose, settings, ...plain }: AccountValues<S>) => {
      const body = { ...plain, ...whoseOf(whose), settings: toSettings(settings) }
      return account
        ? data(
            api.PATCH('/api/channel-accounts/{id}', {
              params: { path: { id: account.id } },
              headers: version(account.version),
              body,
            }),
          )
        : data(api.POST('/api/channel-accounts', { body: { channel, ...body } }))
    },
    onSuccess: ({ id }) => {
      notify('channel', t('settings.account.saved'))
      go(!account && whereNext ? whereNext(id) : paths.settingsChannels)
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
    onSettled: refresh,
  })
  const check = useMutation({
    mutationFn: ({ name, address, settings }: AccountValues<S>) => {
      const of = account ? { id: account.id } : {}
      const body = { channel, name: name || address, address, settings: toSettings(settings), ...of }
      return data(api.POST('/api/channel-accounts/check', { body }))
    },
    onSuccess: ({ ok, field, explanation }) => {
      form.setErrors(!ok && field ? { [field === 'address' ? field : `settings.${field}`]: explanation } : {})
    },
    onError: (problem) => form.setErrors(fieldErrors(problem)),
  })
  const remove = useMutation({
    mutationFn: (id: string) => data(api.POST('/api/channel-accounts/{id}/archive', { params: { path: { id } } })),
    onSuccess: () => go(paths.settingsChannels),
    onError: (problem) => notifyProblem(problem),
    onSettled: refresh,
  })
  return { account, form, save, check, remove, forOthers }
}
export type AccountForm<S extends object> = ReturnType<typeof useAccountForm<S>>

/** Around the sections of the form: its health above, its buttons and how trying it out went below. */
export function AccountFrame<S extends object>({
  of: { account, form, save, check, remove },
  tried,
  about,
  children,
}: {
  of: AccountForm<S>
  /** Words for a trial that went well; null where there is nothing to try. */
  tried: WordKey | null
  /** More about what a trial met. */
  about?: (field: string) => WordKey
  children: ReactNode
}) {
  const t = useT()
  const problem = save.isError ? save.error : check.isError ? check.error : null
  const result = check.data
  return (
    <form className={css.inner} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      {account && <Health account={account} />}
      <ErrorSummary message={problem && Object.keys(form.errors).length === 0 ? wordsOfProblem(problem) : null} />
      {children}
      <div className={css.row}>
        <Button type="submit" variant="filled" loading={save.isPending}>
          {t('ui.save')}
        </Button>
        {tried && (
          <Button loading={check.isPending} onClick={() => check.mutate(form.values)}>
            {t('settings.mailbox.try')}
          </Button>
        )}
        {account && (
          <Button loading={remove.isPending} onClick={() => remove.mutate(account.id)}>
            {t('settings.account.remove')}
          </Button>
        )}
      </div>
      {tried && result && (
        <div className={css.result} role="status">
          <Chip tone={result.ok ? 'grn' : 'red'}>
            {t(result.ok ? 'settings.mail.test.ok' : 'settings.mail.test.failed')}
          </Chip>
          <span>{result.ok ? t(tried) : result.explanation}</span>
          {result.field && about && <span>{t(about(result.field))}</span>}
          {result.detail && <code>{result.detail}</code>}
        </div>
      )}
    </form>
  )
}

/** Whose the account is and what somebody unknown becomes. */
export function BelongingFields<S extends object>({
  of: { account, form, forOthers },
  mayBePersonal = true,
  children,
}: {
  of: AccountForm<S>
  mayBePersonal?: boolean
  children?: ReactNode
}) {
  const t = useT()
  const { user } = useMe()
  const { data: departments } = useQuery({ ...departmentsQuery, enabled: forOthers })
  const { getInputProps, errors, values } = form as unknown as UseFormReturnType<AccountValues<object>>
  const isOthers = account?.owner && account.owner.id !== user.id ? account.owner : null
  return (
    <div className={css.form}>
      <div className={css.pair}>
        <Select
          label={t('settings.account.whose')}
          description={t(values.whose === MINE ? 'settings.account.private' : 'settings.account.shared')}
          allowDeselect={false}
          data={[
            ...(forOthers ? [{ value: EVERYBODY, label: t('settings.channels.ofAll') }] : []),
            ...(departments ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ...(mayBePersonal ? [{ value: MINE, label: t('settings.account.mine') }] : []),
            ...(isOthers ? [{ value: isOthers.id, label: isOthers.name }] : []),
          ]}
          {...getInputProps('whose')}
          error={errors.ownerId ?? errors.departmentId}
        />
        <Select
          label={t('settings.account.unknown')}
          description={t('settings.account.unknownAbout')}
          allowDeselect={false}
          data={(['lead', 'ticket', 'nothing'] as const).map((value) => ({
            value,
            label: t(`settings.mailbox.unknown.${value}`),
          }))}
          {...getInputProps('unknownBecomes')}
        />
        {children}
      </div>
      <Switch label={t('settings.mailbox.active')} {...getInputProps('active', { type: 'checkbox' })} />
    </div>
  )
}
