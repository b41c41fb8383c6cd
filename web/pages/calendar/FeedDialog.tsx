import { Button, CopyButton, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import css from './calendar.module.css'
import { feedQuery } from './queries.ts'

/** The secret address by which another program shows this calendar. */
export function FeedDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const { data: feed } = useQuery(feedQuery)
  const refresh = () => client.invalidateQueries({ queryKey: feedQuery.queryKey })
  const open = useMutation({ mutationFn: () => data(api.POST('/api/calendar/feed')), onSettled: refresh })
  const close = useMutation({
    mutationFn: () => data(api.DELETE('/api/calendar/feed')),
    onSuccess: () => open.reset(),
    onSettled: refresh,
  })
  const problem = open.error ?? close.error
  const url = open.data?.url
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('calendar.feed')}
      actions={
        <>
          <Button variant={url ? 'default' : 'filled'} loading={open.isPending} onClick={() => open.mutate()}>
            {t(feed?.since ? 'calendar.feed.again' : 'calendar.feed.make')}
          </Button>
          {feed?.since && (
            <Button loading={close.isPending} onClick={() => close.mutate()}>
              {t('calendar.feed.void')}
            </Button>
          )}
          <Button onClick={onClose}>{t('shell.close')}</Button>
        </>
      }
    >
      <div className={css.form}>
        <ErrorSummary message={problem ? wordsOfProblem(problem) : null} />
        <p>{t('calendar.feed.about')}</p>
        {url ? (
          <div className={css.address}>
            <TextInput
              label={t('calendar.feed.address')}
              value={url}
              readOnly
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton value={url}>
              {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'settings.copied' : 'settings.copy')}</Button>}
            </CopyButton>
          </div>
        ) : (
          feed?.since && <p className={css.note}>{t('calendar.feed.since', { when: format.near(feed.since) })}</p>
        )}
        <p className={css.note}>{t('calendar.feed.secret')}</p>
      </div>
    </Dialog>
  )
}
