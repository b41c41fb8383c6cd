import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { wordLink } from '../../ui/WordButton.tsx'
import type { SubjectKind } from '../record/queries.ts'
import { channelIcon, channelWords } from './channels.ts'
import css from './letters.module.css'
import { type Conversation, conversationsAbout } from './queries.ts'
import { Thread } from './Thread.tsx'
import { Waiting } from './Waiting.tsx'

/** Every conversation with the customers of a record, whatever the channel; the latest stands open. */
export function RecordConversations({ kind, id }: { kind: SubjectKind; id: string }) {
  const t = useT()
  const { data: conversations, error, refetch } = useQuery(conversationsAbout(kind, id))
  const [chosen, setChosen] = useState<string | null>(null)
  if (!conversations) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={5} />
  if (conversations.length === 0) return <EmptyState>{t('letters.none')}</EmptyState>
  const open = chosen ?? conversations[0]?.id
  return (
    <ol className={css.conversations}>
      {conversations.map((conversation) => (
        <One
          key={conversation.id}
          conversation={conversation}
          open={conversation.id === open}
          onOpen={() => setChosen(conversation.id === open ? '' : conversation.id)}
        />
      ))}
    </ol>
  )
}

function One({ conversation, open, onOpen }: { conversation: Conversation; open: boolean; onOpen: () => void }) {
  const t = useT()
  const format = useFormat()
  return (
    <li className={css.conversation}>
      <button type="button" className={css.subject} aria-expanded={open} onClick={onOpen}>
        <Icon of={channelIcon(conversation.channel)} />
        <span className="w5 cut">
          {conversation.subject ||
            `${channelWords(conversation.channel)}: ${conversation.name || conversation.address}`}
        </span>
        {conversation.waitingSince ? (
          <Waiting since={conversation.waitingSince} />
        ) : (
          <span className="ink-3 nums">{format.near(conversation.lastAt, { time: 'always' })}</span>
        )}
      </button>
      {open && (
        <>
          <p className={css.where}>
            {conversation.name ? `${conversation.name} <${conversation.address}>` : conversation.address}
            {' · '}
            <GoTo to={paths.conversation(conversation.id)} className={wordLink}>
              {t('letters.inInbox')}
            </GoTo>
          </p>
          <Thread conversation={conversation} />
        </>
      )}
    </li>
  )
}
