import { Button, Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useHasPage } from '../../ui/GoTo.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './NotificationDrawer.module.css'
import { type NotificationItem, NotificationList, useRead } from './NotificationList.tsx'

export default function NotificationDrawer({ onClose }: { onClose: () => void }) {
  const t = useT()
  const hasPage = useHasPage()(paths.notifications)
  const list = useQuery({
    queryKey: ['notifications', 'drawer'],
    queryFn: async (): Promise<{ items: NotificationItem[] }> =>
      await data(api.GET('/api/notifications', { params: { query: { limit: 50 } } })),
  })
  const read = useRead()
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
      <NotificationList items={items} onRead={(ids) => read.mutate(ids)} onLeave={onClose} />
      {hasPage && (
        <GoTo to={paths.notifications} className={css.all} onClick={onClose}>
          {t('shell.notifications.page')}
        </GoTo>
      )}
    </Drawer>
  )
}
