import { Button, Select, Textarea } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { Failed } from '../../ui/Failed.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { useTicketRefresh } from './actions.ts'
import { type Message, messagesQuery, type TicketWithRights } from './queries.ts'
import css from './Talk.module.css'

/** What is said between the customer and us about a ticket; the newest first, and the next answer above it. */
export function Talk({ ticket }: { ticket: TicketWithRights }) {
  const t = useT()
  const [chosen, setChosen] = useState<string | null>(null)
  const { conversations } = ticket
  const conversation = conversations.find(({ id }) => id === chosen) ?? conversations[0]
  return (
    <Section
      className={css.talk}
      title={t('tickets.talk')}
      end={
        conversations.length > 1 && (
          <Select
            size="xs"
            w={220}
            aria-label={t('tickets.talk.which')}
            allowDeselect={false}
            value={conversation?.id ?? null}
            onChange={setChosen}
            data={conversations.map(({ id, channel, subject }) => ({ value: id, label: subject || channel }))}
          />
        )
      }
    >
      {conversation ? (
        <Said key={conversation.id} id={conversation.id} writable={ticket.may.includes('update')} />
      ) : (
        <p className="ink-2">{t('tickets.talk.none')}</p>
      )}
    </Section>
  )
}

function Said({ id, writable }: { id: string; writable: boolean }) {
  const t = useT()
  const query = useInfiniteQuery(messagesQuery(id))
  const messages = query.data?.pages.flatMap((page) => page.items)
  return (
    <>
      {writable && <Answer id={id} />}
      {!messages &&
        (query.error ? <Failed error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton rows={4} />)}
      <ol className={css.messages}>
        {messages?.map((message) => (
          <One key={message.id} message={message} />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button mt={10} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('tickets.talk.earlier')}
        </Button>
      )}
    </>
  )
}

function One({ message }: { message: Message }) {
  const t = useT()
  const format = useFormat()
  const ours = message.direction === 'out'
  const from = message.automatic
    ? t('tickets.talk.byItself')
    : (message.author?.name ?? (message.from.name || message.from.address))
  return (
    <li className={cx(css.message, ours && css.ours)}>
      <div className={css.head}>
        <strong>{from}</strong>
        <span className="nums">{format.near(message.createdAt, { time: 'always' })}</span>
      </div>
      {message.state === 'failed' && message.trouble && (
        <StatusMark status="incident">{message.trouble.words}</StatusMark>
      )}
      {(message.state === 'queued' || message.state === 'sending' || message.state === 'scheduled') && (
        <StatusMark status="soon">{t('tickets.talk.leaves')}</StatusMark>
      )}
      <div className={css.text}>{message.text}</div>
    </li>
  )
}

function Answer({ id }: { id: string }) {
  const t = useT()
  const refresh = useTicketRefresh()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const send = useMutation({
    mutationFn: () =>
      data(api.POST('/api/conversations/{id}/messages', { params: { path: { id } }, body: { text: text.trim() } })),
    onSuccess: () => setText(''),
    onSettled: () => refresh(),
  })
  const errors = send.isError ? fieldErrors(send.error) : {}
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (send.isPending) return
    setMissing(!text.trim())
    if (text.trim()) send.mutate()
  }
  return (
    <form className={css.write} noValidate onSubmit={submit}>
      <Textarea
        aria-label={t('tickets.talk.answer')}
        placeholder={t('tickets.talk.answer')}
        autosize
        minRows={2}
        maxRows={14}
        maxLength={200_000}
        value={text}
        error={
          missing ? t('error.field.required') : (errors.text ?? (send.isError ? wordsOfProblem(send.error) : null))
        }
        onChange={(event) => {
          setText(event.currentTarget.value)
          setMissing(false)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
        }}
      />
      <div className={css.foot}>
        <Button
          type="submit"
          variant="filled"
          loading={send.isPending}
          rightSection={<kbd className="desk-only">Ctrl ↵</kbd>}
        >
          {t('tickets.talk.send')}
        </Button>
      </div>
    </form>
  )
}
