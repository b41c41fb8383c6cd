import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { WordButton } from '../../ui/WordButton.tsx'
import css from './figures.module.css'
import { MailingDialog } from './MailingDialog.tsx'
import { useMailingWords } from './mailing-words.ts'
import { type Mailing, mailingsQuery } from './queries.ts'

/** The reports that go out by mail: one's own, and those that come to one. */
export function Mailings({ reports }: { reports: ReactNode }) {
  const t = useT()
  const query = useQuery(mailingsQuery)
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: mailingsQuery.queryKey })
  const [changing, setChanging] = useState<Mailing | null>(null)
  return (
    <Page title={t('shell.nav.figures')}>
      <div className={css.page}>
        {reports}
        {query.isPending ? (
          <Skeleton rows={4} />
        ) : query.isError ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data.length === 0 ? (
          <EmptyState>{t('figures.mail.none')}</EmptyState>
        ) : (
          <ul className={css.plans}>
            {query.data.map((mailing) => (
              <OneMailing key={mailing.id} mailing={mailing} onChange={() => setChanging(mailing)} onDone={refresh} />
            ))}
          </ul>
        )}
      </div>
      {changing && (
        <MailingDialog mailed={{ ...changing, mailing: changing }} onDone={refresh} onClose={() => setChanging(null)} />
      )}
    </Page>
  )
}

type Props = { mailing: Mailing; onChange: () => void; onDone: () => Promise<unknown> }

function OneMailing({ mailing, onChange, onDone }: Props) {
  const t = useT()
  const format = useFormat()
  const words = useMailingWords()
  const { user } = useMe()
  const { id, version, paused } = mailing
  const path = { params: { path: { id } } }
  const pause = useMutation({
    mutationFn: () =>
      data(
        api.PATCH('/api/figure-mailings/{id}', {
          ...path,
          headers: { 'if-match': `"${version}"` },
          body: { paused: !paused },
        }),
      ),
    onSettled: onDone,
  })
  const send = useMutation({
    mutationFn: () => data(api.POST('/api/figure-mailings/{id}/sending', path)),
    onSettled: onDone,
  })
  const remove = useMutation({
    mutationFn: () => data(api.DELETE('/api/figure-mailings/{id}', path)),
    onSettled: onDone,
  })
  const leave = useMutation({
    mutationFn: () => data(api.POST('/api/figure-mailings/{id}/leaving', path)),
    onSettled: onDone,
  })
  const failed = [pause, send, remove, leave].find(({ isError }) => isError)
  const narrowed = words.narrowed(mailing)
  const names = mailing.recipients.map(({ name, active }) => (active ? name : t('figures.mail.left', { name })))
  const times = [
    mailing.nextAt && t('figures.mail.next', { when: format.near(mailing.nextAt, { time: 'always' }) }),
    mailing.sentAt && t('figures.mail.last', { when: format.near(mailing.sentAt, { time: 'always' }) }),
  ].filter(Boolean)
  return (
    <li className={css.plan}>
      <span className="apart">
        <span className="w5">{words.report(mailing)}</span>
        <StatusMark status={paused ? 'soon' : 'done'}>
          {t(paused ? 'figures.mail.paused' : 'figures.mail.goes')}
        </StatusMark>
      </span>
      <span className="t-s">
        {t(`figures.period.${mailing.period}`)}, {words.when(mailing)}
      </span>
      {narrowed && <span className="t-s ink-2">{narrowed}</span>}
      <span className="t-s ink-2">{t('figures.mail.to', { names: names.join(', ') })}</span>
      {mailing.owner.id !== user.id && (
        <span className="t-s ink-2">{t('figures.mail.of', { name: mailing.owner.name })}</span>
      )}
      {mailing.failed && (
        <span className={css.failed}>
          {t('figures.mail.failed', {
            when: format.near(mailing.failed.at, { time: 'always' }),
            why: mailing.failed.why,
          })}
        </span>
      )}
      {times.length > 0 && <span className="t-s ink-2 nums">{times.join(' · ')}</span>}
      <ErrorSummary message={failed ? wordsOfProblem(failed.error) : null} />
      <span className={css.doings}>
        {mailing.can && (
          <>
            <WordButton disabled={send.isPending} onClick={() => send.mutate()}>
              {t('figures.mail.now')}
            </WordButton>
            <WordButton onClick={onChange}>{t('figures.mail.edit')}</WordButton>
            <WordButton disabled={pause.isPending} onClick={() => pause.mutate()}>
              {t(paused ? 'figures.mail.resume' : 'figures.mail.pause')}
            </WordButton>
            <WordButton disabled={remove.isPending} onClick={() => remove.mutate()}>
              {t('figures.mail.remove')}
            </WordButton>
          </>
        )}
        {!mailing.can && (
          <WordButton disabled={leave.isPending} onClick={() => leave.mutate()}>
            {t('figures.mail.leave')}
          </WordButton>
        )}
        {send.isSuccess && <span className="t-s ink-2">{t('figures.mail.sending')}</span>}
      </span>
    </li>
  )
}
