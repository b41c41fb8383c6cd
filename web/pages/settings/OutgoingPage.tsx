import { Button, Select } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { Chip, type Tone } from '../../ui/Chip.tsx'
import { cx } from '../../ui/cx.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import type { OutgoingMail } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

const STATES = ['kept', 'queued', 'sending', 'sent', 'failed'] as const
type State = (typeof STATES)[number]
const tones: Record<State, Tone> = { kept: 'amb', queued: 'acc', sending: 'acc', sent: 'grn', failed: 'red' }
const keyOf = (mail: OutgoingMail) => mail.id

/** Every letter Tok sent or is to send: nothing goes out, and nothing is held back, unseen. */
export default function OutgoingPage() {
  const t = useT()
  const format = useFormat()
  const [search, setSearch] = useSearchState()
  const state = STATES.find((one) => one === search.state)
  const query = useInfiniteQuery({
    queryKey: ['mail', 'outgoing', state ?? ''],
    queryFn: async ({ pageParam }) =>
      await data(
        api.GET('/api/outgoing-mails', {
          params: { query: { limit: 50, ...(pageParam ? { after: pageParam } : {}), ...(state ? { state } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 10_000,
  })
  const mails = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const columns: Column<OutgoingMail>[] = [
    { key: 'subject', head: t('settings.outgoing.subject'), width: 'minmax(200px, 2fr)', cell: (mail) => mail.subject },
    { key: 'to', head: t('settings.outgoing.to'), width: 'minmax(160px, 1.3fr)', cell: (mail) => mail.toAddress },
    {
      key: 'state',
      head: t('settings.staff.status'),
      width: '128px',
      cell: (mail) => <Chip tone={tones[mail.state]}>{t(`settings.outgoing.${mail.state}`)}</Chip>,
    },
    {
      key: 'at',
      head: t('settings.outgoing.at'),
      width: '140px',
      cell: (mail) => <span className="nums">{format.near(mail.sentAt ?? mail.createdAt)}</span>,
    },
  ]
  return (
    <Settings title={t('settings.outgoing')} right="outgoing_mail.read" wide>
      <Section
        className={css.filling}
        title={t('settings.outgoing.list')}
        end={
          <Select
            aria-label={t('settings.staff.status')}
            placeholder={t('settings.outgoing.all')}
            clearable
            value={state ?? null}
            onChange={(value) => setSearch({ state: value ?? undefined })}
            data={STATES.map((value) => ({ value, label: t(`settings.outgoing.${value}`) }))}
          />
        }
      >
        {query.isPending ? (
          <Skeleton rows={8} />
        ) : query.isError ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div className={cx(css.table, css.grow)}>
            <DataTable
              label={t('settings.outgoing')}
              rows={mails}
              columns={columns}
              keyOf={keyOf}
              onOpen={(mail) => setSearch({ mail: mail.id }, { push: true })}
              onEnd={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
              loadingMore={query.isFetchingNextPage}
              empty={<EmptyState>{t('settings.outgoing.none')}</EmptyState>}
              card={(mail) => (
                <>
                  <span className="cut w5">{mail.subject}</span>
                  <span className="apart t-s ink-2">
                    <Chip tone={tones[mail.state]}>{t(`settings.outgoing.${mail.state}`)}</Chip>
                    <span className="cut">{mail.toAddress}</span>
                    <span className="nowrap nums">{format.short(mail.sentAt ?? mail.createdAt)}</span>
                  </span>
                </>
              )}
            />
          </div>
        )}
      </Section>
      {search.mail && <MailDialog id={search.mail} onClose={() => setSearch({ mail: undefined })} />}
    </Settings>
  )
}

function MailDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const { can } = useMe()
  const { data: mail, error } = useQuery({
    queryKey: ['mail', 'one', id],
    queryFn: async () => await data(api.GET('/api/outgoing-mails/{id}', { params: { path: { id } } })),
  })
  const retry = async () => {
    await data(api.POST('/api/outgoing-mails/{id}/retry', { params: { path: { id } } })).catch(notifyProblem)
    await client.invalidateQueries({ queryKey: ['mail'] })
  }
  const about = mail?.about && pathOf(mail.about.kind, mail.about.id)
  const again = mail && can['outgoing_mail.send'] === 'all' && (mail.state === 'failed' || mail.state === 'kept')
  return (
    <Dialog
      open
      onClose={onClose}
      size={680}
      title={mail?.subject ?? t('settings.outgoing')}
      actions={
        <>
          {again && (
            <Button variant="filled" onClick={() => void retry()}>
              {t('settings.outgoing.retry')}
            </Button>
          )}
          {about && <GoTo to={about}>{t('settings.outgoing.about')}</GoTo>}
          <Button onClick={onClose}>{t('shell.close')}</Button>
        </>
      }
    >
      {!mail ? (
        error ? (
          <Failed error={error} onRetry={() => void client.invalidateQueries({ queryKey: ['mail', 'one', id] })} />
        ) : (
          <Skeleton rows={6} />
        )
      ) : (
        <div className={css.form}>
          <div className={css.row}>
            <Chip tone={tones[mail.state]}>{t(`settings.outgoing.${mail.state}`)}</Chip>
            <span>
              {mail.toName} {mail.toAddress}
            </span>
            <span className={css.meta}>{format.dateTime(mail.sentAt ?? mail.createdAt)}</span>
          </div>
          {mail.trouble && <p className={css.about}>{mail.trouble.explanation}</p>}
          {mail.serverAnswer && <code className={css.meta}>{mail.serverAnswer}</code>}
          {mail.bodyText === null ? (
            <p className={css.about}>{t('settings.outgoing.confidential')}</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long letter is scrolled by keyboard too
            <div className={css.body} tabIndex={0} role="region" aria-label={t('settings.outgoing.text')}>
              {mail.bodyText}
            </div>
          )}
        </div>
      )}
    </Dialog>
  )
}
