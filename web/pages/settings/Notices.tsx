import { Button, Switch } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { ApiProblem } from '../../api/problem.ts'
import { canPush, ownSubscription, subscribe } from '../../api/push.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import css from './Settings.module.css'

const devicesQuery = queryOptions({
  queryKey: ['staff', 'push'],
  queryFn: async () => {
    const [view, own] = await Promise.all([data(api.GET('/api/profile/push')), ownSubscription()])
    return { ...view, own: view.devices.find(({ endpoint }) => endpoint === own?.endpoint) ?? null }
  },
})

interface Props {
  preferences: Record<string, unknown>
  onSave: (preferences: Record<string, unknown>) => Promise<void>
}

/** By which ways one is told beside the list in the app: mail, and the browsers one has. */
export function Notices({ preferences, onSave }: Props) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const push = useQuery(devicesQuery)
  const refresh = () => client.invalidateQueries({ queryKey: devicesQuery.queryKey })
  const remove = useMutation({
    async mutationFn({ id }: { id: string }) {
      if (id === push.data?.own?.id) await (await ownSubscription())?.unsubscribe()
      await data(api.DELETE('/api/profile/push/{id}', { params: { path: { id } } }))
    },
    onError: (error) => notifyProblem(error, 'push'),
    onSettled: refresh,
  })
  const add = useMutation({
    mutationFn: (key: string) => subscribe(key),
    onMutate: () => setProblem(null),
    onSuccess: (outcome) => outcome === 'denied' && setProblem(t('settings.push.denied')),
    onError: (error) => setProblem(error instanceof ApiProblem ? wordsOfProblem(error) : t('settings.push.failed')),
    onSettled: refresh,
  })
  const attempt = useMutation({
    mutationFn: (id: string) => data(api.POST('/api/profile/push/{id}/try', { params: { path: { id } } })),
    onSuccess: () => notify('push', t('settings.push.tried')),
    onError: (error) => notifyProblem(error, 'push'),
    // Its service has answered by then.
    onSettled: () => setTimeout(() => void refresh(), 3000),
  })
  const { own = null, devices = [], key = '' } = push.data ?? {}
  return (
    <Section title={t('settings.push')}>
      <div className={css.form}>
        <Switch
          label={t('settings.profile.mails')}
          description={t('settings.profile.mailsAbout')}
          checked={preferences.mail !== false}
          onChange={(event) => void onSave({ mail: event.currentTarget.checked ? null : false })}
        />
        {push.isError && <Failed error={push.error} onRetry={() => void push.refetch()} />}
        <ErrorSummary message={problem} />
        {canPush() ? (
          <Switch
            label={t('settings.push.switch')}
            description={t('settings.push.about')}
            checked={own !== null}
            disabled={!push.data || add.isPending || remove.isPending}
            onChange={() => (own ? remove.mutate(own) : add.mutate(key))}
          />
        ) : (
          <p className={css.about}>{t('settings.push.cannot')}</p>
        )}
        {devices.length > 0 && (
          <Switch
            label={t('settings.push.always')}
            description={t('settings.push.alwaysAbout')}
            checked={preferences.pushHours === 'always'}
            onChange={(event) => void onSave({ pushHours: event.currentTarget.checked ? 'always' : null })}
          />
        )}
      </div>
      {devices.length > 0 && (
        <ul className={css.list} aria-label={t('settings.push.devices')}>
          {devices.map((one) => (
            <li key={one.id} className={css.item}>
              <div>
                <span className="w5">{one.device}</span>
                {one.id === own?.id && ` · ${t('settings.push.this')}`}
                <div className={css.meta}>
                  {one.trouble
                    ? one.trouble.explanation
                    : one.takenAt
                      ? t('settings.push.taken', { when: format.near(one.takenAt) })
                      : t('settings.push.never')}
                  {' · '}
                  {t('settings.push.since', { when: format.date(one.createdAt) })}
                </div>
              </div>
              <div className={css.row}>
                <Button
                  aria-label={t('settings.push.tryOne', { device: one.device })}
                  disabled={attempt.isPending}
                  onClick={() => attempt.mutate(one.id)}
                >
                  {t('settings.push.try')}
                </Button>
                <Button
                  aria-label={t('settings.push.removeOne', { device: one.device })}
                  disabled={remove.isPending}
                  onClick={() => remove.mutate(one)}
                >
                  {t('settings.push.remove')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
