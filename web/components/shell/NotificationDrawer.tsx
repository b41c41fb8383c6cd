import { Button, Drawer } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT, wordsOf } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { cx } from '../../ui/cx.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Token } from '../../ui/Token.tsx'
import css from './NotificationDrawer.module.css'

export interface NotificationItem {
  id: string
  code: string
  params: Record<string, unknown>
  subject: { kind: string; id: string; title: string }
  urgent: boolean
  cause: Record<string, unknown> | null
  createdAt: string
  readAt: string | null
}

export default function NotificationDrawer({ onClose }: { onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const list = useQuery({
    queryKey: ['notifications', 'drawer'],
    queryFn: async (): Promise<{ items: NotificationItem[] }> =>
      await data(api.GET('/api/notifications', { params: { query: { limit: 50 } } })),
  })
  const read = useMutation({
    mutationFn: (ids?: string[]) => data(api.POST('/api/notifications/read', { body: ids ? { ids } : {} })),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['notifications'] })
      void queryClient.invalidateQueries({ queryKey: ['counts'] })
    },
    onError: (problem) => notifyProblem(problem),
  })
  const items = list.data?.items ?? []
  const unread = items.some((item) => !item.readAt)
  return (
    <Drawer
      opened
      onClose={onClose}
      title={t('shell.notifications')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {unread && (
        <Button size="sm" className={css.all} loading={read.isPending} onClick={() => read.mutate(undefined)}>
          {t('shell.notifications.readAll')}
        </Button>
      )}
      {list.isPending && <Skeleton />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <EmptyState>{t('shell.notifications.empty')}</EmptyState>}
      <ul>
        {items.map((item) => {
          const words = wordsOf(`notice.${item.code}`, item.params) ?? wordsOf(item.code, item.params)
          const to = pathOf(item.subject.kind, item.subject.id)
          const body = (
            <>
              <span className={css.mark}>{item.cause ? <Token /> : null}</span>
              <span className={css.words}>
                <span className={css.sentence}>{words ?? item.subject.title}</span>
                {words && !words.includes(item.subject.title) && (
                  <span className={css.subject}>{item.subject.title}</span>
                )}
              </span>
              <time className={css.when} dateTime={item.createdAt}>
                {format.short(item.createdAt)}
              </time>
            </>
          )
          const look = cx(css.item, !item.readAt && css.unread)
          return (
            <li key={item.id}>
              {to ? (
                <GoTo
                  to={to}
                  className={look}
                  onClick={() => {
                    if (!item.readAt) read.mutate([item.id])
                    onClose()
                  }}
                >
                  {body}
                </GoTo>
              ) : (
                <div className={look}>{body}</div>
              )}
            </li>
          )
        })}
      </ul>
    </Drawer>
  )
}
