import { Button, Textarea } from '@mantine/core'
import { IconArrowBackUp, IconSend } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './letters.module.css'
import { MessageItem } from './MessageItem.tsx'
import { type Conversation, messagesQuery } from './queries.ts'

const Composer = lazy(() => import('./Composer.tsx'))

/** The messages of a conversation, the newest first, under the place where it is answered. */
export function Thread({ conversation }: { conversation: Conversation }) {
  const t = useT()
  const query = useInfiniteQuery(messagesQuery(conversation.id))
  const messages = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={css.thread}>
      {conversation.channel === 'mail' ? <LetterAnswer id={conversation.id} /> : <ShortAnswer id={conversation.id} />}
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

/** Short words for an SMS or a messenger, with how long they are. */
function ShortAnswer({ id }: { id: string }) {
  const t = useT()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const send = useMutation({
    mutationFn: () =>
      data(api.POST('/api/conversations/{id}/messages', { params: { path: { id } }, body: { text: text.trim() } })),
    onSuccess: async () => {
      setText('')
      await client.invalidateQueries({ queryKey: ['conversations'] })
    },
  })
  const wrong = send.isError ? (fieldErrors(send.error).text ?? wordsOfProblem(send.error)) : null
  return (
    <form
      className={css.short}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) send.mutate()
      }}
    >
      <Textarea
        label={t('letters.answer')}
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        error={wrong}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim()) send.mutate()
        }}
      />
      <div className={css.shortEnd}>
        <span className="ink-3 nums">{t('letters.length', { count: [...text].length })}</span>
        <Button type="submit" variant="filled" leftSection={<Icon of={IconSend} />} loading={send.isPending}>
          {t('letters.send')}
        </Button>
      </div>
    </form>
  )
}
