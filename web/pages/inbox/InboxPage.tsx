import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowLeft } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMe } from '../../api/session.ts'
import { ConversationActions } from '../../components/letters/ConversationActions.tsx'
import { channelIcon, channelWords } from '../../components/letters/channels.ts'
import { type Conversation, conversationQuery } from '../../components/letters/queries.ts'
import { Thread } from '../../components/letters/Thread.tsx'
import { Waiting } from '../../components/letters/Waiting.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useSearchState } from '../../ui/use-search.ts'
import { wordLink } from '../../ui/WordButton.tsx'
import { InboxFilters } from './InboxFilters.tsx'
import { InboxRow } from './InboxRow.tsx'
import css from './inbox.module.css'
import { inboxQuery, STATES } from './queries.ts'

/** Every conversation of one's teams that waits for an answer, the longest first: who has it, how long it waits. */
export default function InboxPage() {
  const t = useT()
  const format = useFormat()
  const { user } = useMe()
  const [search, setSearch] = useSearchState()
  const phone = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false })
  const state = STATES.find((one) => one === search.state) ?? 'waiting'
  const query = useInfiniteQuery(
    inboxQuery({
      state,
      owner: search.owner === 'me' ? user.id : search.owner === 'nobody' ? 'nobody' : undefined,
      channel: search.channel,
      departmentId: search.team,
    }),
  )
  const conversations = query.data?.pages.flatMap((page) => page.items) ?? []
  const open = search.open
  const show = (id: string | undefined) => setSearch({ open: id }, { push: phone })
  const step = (by: number) => {
    const at = conversations.findIndex(({ id }) => id === open)
    const next = conversations[at < 0 ? 0 : at + by]
    if (next) show(next.id)
  }
  useKeys({ j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1) })
  const filtered = Boolean(search.owner || search.channel || search.team)
  return (
    <Page
      bare
      title={t('inbox.title')}
      views={
        <Tabs
          label={t('inbox.state')}
          value={state}
          onChange={(next) => setSearch({ state: next === 'waiting' ? undefined : next, open: undefined })}
          tabs={[
            { key: 'waiting', label: t('inbox.waiting') },
            { key: 'open', label: t('inbox.open') },
            { key: 'closed', label: t('inbox.done') },
          ]}
        />
      }
    >
      <div className={css.inbox}>
        {(!phone || !open) && (
          <section className={css.list} aria-label={t('inbox.list')}>
            <InboxFilters />
            {query.isPending ? (
              <Skeleton rows={8} />
            ) : query.isError && !query.data ? (
              <Failed error={query.error} onRetry={() => void query.refetch()} />
            ) : conversations.length === 0 ? (
              <div className={css.empty}>
                <EmptyState>{t(state === 'waiting' && !filtered ? 'inbox.none' : 'inbox.none.filtered')}</EmptyState>
              </div>
            ) : (
              <ol className={css.rows}>
                {conversations.map((one) => (
                  <InboxRow
                    key={one.id}
                    selected={one.id === open}
                    nobody={t('inbox.nobody')}
                    onOpen={() => show(one.id)}
                    item={{
                      icon: channelIcon(one.channel),
                      iconWords: channelWords(one.channel),
                      name: one.name || one.address,
                      title: one.subject,
                      excerpt: one.lastText,
                      when: one.waitingSince ? <Waiting since={one.waitingSince} /> : format.near(one.lastAt),
                      owner: one.owner,
                      place: one.links[0]?.name ?? one.department?.name ?? '',
                    }}
                  />
                ))}
                {query.hasNextPage && (
                  <li className={css.more}>
                    <Button size="sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                      {t('record.timeline.earlier')}
                    </Button>
                  </li>
                )}
              </ol>
            )}
          </section>
        )}
        {(!phone || open) && (
          <section className={css.open} aria-label={t('inbox.conversation')}>
            {phone && (
              <Button
                variant="subtle"
                className={css.back}
                leftSection={<Icon of={IconArrowLeft} />}
                onClick={() => show(undefined)}
              >
                {t('inbox.back')}
              </Button>
            )}
            {open ? (
              <Opened key={open} id={open} onDone={() => (phone ? show(undefined) : step(1))} />
            ) : (
              <EmptyState>{t('inbox.none.open')}</EmptyState>
            )}
          </section>
        )}
      </div>
    </Page>
  )
}

function Opened({ id, onDone }: { id: string; onDone: () => void }) {
  const { data: conversation, error, refetch } = useQuery(conversationQuery(id))
  if (!conversation) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={8} />
  return (
    <>
      <Head conversation={conversation} onDone={onDone} />
      <Thread conversation={conversation} />
    </>
  )
}

function Head({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const t = useT()
  const { owner, name, address, links } = conversation
  return (
    <header className={css.head}>
      <div className={css.about}>
        <h2>{conversation.subject || name || address}</h2>
        <p className={css.meta}>
          <Icon of={channelIcon(conversation.channel)} size={14} />
          <span>{name ? `${name} <${address}>` : address}</span>
          {conversation.waitingSince && <Waiting since={conversation.waitingSince} />}
          <span>{owner ? t('inbox.has', { name: owner.name }) : t('inbox.has.nobody')}</span>
        </p>
        {links.length > 0 && (
          <p className={css.links}>
            {links.map((link) => (
              <GoTo key={`${link.kind} ${link.id}`} to={pathOf(link.kind, link.id) ?? ''} className={wordLink}>
                {link.name}
              </GoTo>
            ))}
          </p>
        )}
      </div>
      <ConversationActions conversation={conversation} onDone={onDone} />
    </header>
  )
}
