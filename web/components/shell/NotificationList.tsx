import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { wordsOf } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { cx } from '../../ui/cx.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
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

/** Marks as read, all of them when no ids are given. */
export function useRead() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (ids?: string[]) => data(api.POST('/api/notifications/read', { body: ids ? { ids } : {} })),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['notifications'] })
      void queryClient.invalidateQueries({ queryKey: ['counts'] })
    },
    onError: (problem) => notifyProblem(problem),
  })
}

/** Typography binds words with spaces of another kind. */
const plain = (text: string): string => text.replace(/\s/g, ' ')

type Props = { items: NotificationItem[]; onRead: (ids: string[]) => void; onLeave?: () => void }

export function NotificationList({ items, onRead, onLeave }: Props) {
  const format = useFormat()
  return (
    <ul>
      {items.map((item) => {
        const words = wordsOf(`notice.${item.code}`, item.params) ?? wordsOf(item.code, item.params)
        const to = pathOf(item.subject.kind, item.subject.id)
        const body = (
          <>
            <span className={css.mark}>{item.cause ? <Token /> : null}</span>
            <span className={css.words}>
              <span className={css.sentence}>{words ?? item.subject.title}</span>
              {words && !plain(words).includes(plain(item.subject.title)) && (
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
                  if (!item.readAt) onRead([item.id])
                  onLeave?.()
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
  )
}
