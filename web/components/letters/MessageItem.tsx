import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconChecks, IconClock, IconEye, IconSend, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { cx } from '../../ui/cx.ts'
import { Icon, type IconType } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { channelIcon, channelWords } from './channels.ts'
import { Files } from './Files.tsx'
import css from './letters.module.css'
import type { Message } from './queries.ts'
import { SafeHtml } from './SafeHtml.tsx'

const STATES: Record<Message['state'], IconType | null> = {
  received: null,
  scheduled: IconClock,
  queued: IconSend,
  sending: IconSend,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconEye,
  failed: IconAlertTriangle,
  cancelled: IconX,
}

type Props = {
  message: Message
  /** The newest stands open. */
  open: boolean
  /** Beside messages of other channels: by which it came. */
  showChannel?: boolean | undefined
}

/** One message of a conversation: who, when, what became of it, its words and files. */
export function MessageItem({ message, open, showChannel }: Props) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const [shown, setShown] = useState(open)
  const params = { params: { path: { id: message.id } } }
  const refresh = () => client.invalidateQueries({ queryKey: ['conversations'] })
  const retry = useMutation({
    mutationFn: () => data(api.POST('/api/customer-messages/{id}/retry', params)),
    onError: (problem) => notifyProblem(problem, `message-${message.id}`),
    onSettled: refresh,
  })
  const cancel = useMutation({
    mutationFn: () => data(api.POST('/api/customer-messages/{id}/cancel', params)),
    onError: (problem) => notifyProblem(problem, `message-${message.id}`),
    onSettled: refresh,
  })
  const out = message.direction === 'out'
  // Ours without an author: of a process, or sent by somebody in a mail program of his own.
  const name =
    message.author?.name ??
    (out && message.automatic ? t('letters.author.process') : message.from.name || message.from.address)
  const icon = STATES[message.state]
  const excerpt = message.text.replace(/\s+/g, ' ').slice(0, 140)
  const title = t('letters.message.of', { name, at: format.near(message.createdAt, { time: 'always' }) })
  // Pictures the text shows are no files beside it.
  const files = message.files.filter(
    ({ contentId }) => contentId === null || !message.html?.includes(`cid:${contentId}`),
  )
  const to = [...message.to, ...message.cc].map((one) => one.name || one.address).join(', ')
  return (
    <li className={cx(css.message, out && css.out)}>
      <button type="button" className={css.head} aria-expanded={shown} onClick={() => setShown(!shown)}>
        <Avatar id={message.author?.id ?? message.from.address} name={name} />
        <span className={css.who}>
          <span className="w5 cut">{name}</span>
          <span className={cx(css.line, 'cut')}>
            {shown ? t('letters.message.to', { names: to }) : excerpt || files[0]?.name}
          </span>
        </span>
        <span className={css.when}>
          {showChannel && (
            <span title={channelWords(message.channel)}>
              <Icon of={channelIcon(message.channel)} size={14} />
              <span className="hidden-words">{channelWords(message.channel)}</span>
            </span>
          )}
          <time dateTime={message.createdAt}>{format.near(message.createdAt, { time: 'always' })}</time>
        </span>
      </button>
      {icon && (
        <p className={cx(css.state, message.state === 'failed' && 'c-red')}>
          <Icon of={icon} size={14} />
          <span>
            {message.state === 'scheduled' && message.sendAt
              ? t('letters.state.scheduled', { at: format.near(message.sendAt, { time: 'always' }) })
              : t(`letters.state.${message.state as Exclude<Message['state'], 'received' | 'scheduled'>}`)}
            {message.trouble && ` ${message.trouble.words}`}
          </span>
          {message.state === 'failed' && (
            <Button size="compact-sm" loading={retry.isPending} onClick={() => retry.mutate()}>
              {t('letters.retry')}
            </Button>
          )}
          {message.state === 'scheduled' && (
            <Button size="compact-sm" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('letters.cancel')}
            </Button>
          )}
        </p>
      )}
      {shown && (
        <div className={css.content}>
          {message.subject && <p className="w5">{message.subject}</p>}
          {message.html ? (
            <SafeHtml html={message.html} title={title} messageId={message.id} />
          ) : (
            <p className={css.plain}>{message.text}</p>
          )}
          <Files
            files={files.map(({ position, name: file, size }) => ({
              id: String(position),
              name: file,
              size,
              href: `/api/customer-messages/${message.id}/files/${position}`,
            }))}
          />
        </div>
      )}
    </li>
  )
}
