import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { type NotificationItem, NotificationList, useRead } from '../../components/shell/NotificationList.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { useT } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'

/** Everything Tok told this person, the newest first; where links of mails lead whose record has no page. */
export default function NotificationsPage() {
  const t = useT()
  const [search, setSearch] = useSearchState()
  const unread = search.unread === '1'
  const read = useRead()
  const query = useInfiniteQuery({
    queryKey: ['notifications', 'page', unread],
    queryFn: async ({ pageParam }) =>
      (await data(
        api.GET('/api/notifications', {
          params: { query: { limit: 50, after: pageParam, ...(unread ? { unread: 'true' as const } : {}) } },
        }),
      )) as { items: NotificationItem[]; next: string | null },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      reading
      title={t('shell.notifications')}
      views={
        <Tabs
          label={t('shell.notifications')}
          value={unread ? 'unread' : 'all'}
          onChange={(value) => setSearch({ unread: value === 'unread' ? '1' : undefined })}
          tabs={[
            { key: 'all', label: t('shell.notifications.all') },
            { key: 'unread', label: t('shell.notifications.unread') },
          ]}
        />
      }
      actions={
        items.some((item) => !item.readAt) && (
          <Button loading={read.isPending} onClick={() => read.mutate(undefined)}>
            {t('shell.notifications.readAll')}
          </Button>
        )
      }
    >
      {query.isPending && <Skeleton rows={10} />}
      {query.isError && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && <EmptyState>{t('shell.notifications.empty')}</EmptyState>}
      <NotificationList items={items} onRead={(ids) => read.mutate(ids)} />
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('shell.notifications.older')}
        </Button>
      )}
    </Page>
  )
}
