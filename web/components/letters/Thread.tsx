import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './letters.module.css'
import { MessageItem } from './MessageItem.tsx'
import { type Conversation, messagesQuery } from './queries.ts'
import { type Leaving, ShortText } from './ShortText.tsx'

const Composer = lazy(() => import('./Composer.tsx'))

/** The messages of a conversation, the newest first, under the place where it is answered. */
export function Thread({ conversation }: { conversation: Conversation }) {
  const t = useT()
  const query = useInfiniteQuery(messagesQuery(conversation.id))
  const messages = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={css.thread}>
      {conversation.channel === 'mail' ? (
        <LetterAnswer id={conversation.id} />
      ) : (
        <ShortAnswer conversation={conversation} />
      )}
      {query.isPending ? (
        <Skeleton rows={4} />
      ) : query.isError && !query.data ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ol className={css.messages}>
          {messages.map((message, at) => (
            <MessageItem key={message.id} message={message} open={at === 0} />
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <Button size="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('record.timeline.earlier')}
        </Button>
      )}
    </div>
  )
}

function LetterAnswer({ id }: { id: string }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <div>
      <Button variant="filled" leftSection={<Icon of={IconArrowBackUp} />} onClick={() => setOpen(true)}>
        {t('letters.answer')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <Composer place={{ kind: 'conversation', id }} onClose={() => setOpen(false)} onAgain={() => setOpen(true)} />
        </Suspense>
      )}
    </div>
  )
}

function ShortAnswer({ conversation: { id, channel, account } }: { conversation: Conversation }) {
  const t = useT()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const send = useMutation({
    mutationFn: (leaving: Leaving) =>
      data(
        api.POST('/api/conversations/{id}/messages', {
          params: { path: { id } },
          body: { text: text.trim(), ...leaving },
        }),
      ),
    onSuccess: async () => {
      setText('')
      await client.invalidateQueries({ queryKey: ['conversations'] })
    },
  })
  return (
    <ShortText
      channel={channel}
      accountId={account?.id ?? null}
      label={t('letters.answer')}
      value={text}
      onChange={setText}
      onSend={send.mutate}
      sending={send.isPending}
      error={send.error}
    />
  )
}
