import { Button } from '@mantine/core'
import {
  IconArrowRight,
  IconArrowsExchange,
  IconArrowsSplit2,
  IconBuilding,
  IconCheckbox,
  IconCircleCheck,
  IconCircleX,
  IconClockPause,
  IconFileCertificate,
  IconHeadset,
  IconInbox,
  IconLayoutKanban,
  IconMail,
  IconMessages,
  IconNote,
  IconPackage,
  IconPencil,
  IconPhone,
  IconPlayerPlay,
  IconStack2,
  IconUser,
  IconUserCheck,
  IconUserShare,
} from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { currentLocale, useT, wordsOf } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useHasPage } from '../../ui/GoTo.tsx'
import type { IconType } from '../../ui/Icon.tsx'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Timeline, type TimelineItem, type Why } from '../../ui/Timeline.tsx'
import { WordButton, wordLink } from '../../ui/WordButton.tsx'
import { CallBody } from '../calls/CallBody.tsx'
import { FIELD_KINDS, registryQuery } from '../fields/queries.ts'
import { RecordConversations } from '../letters/RecordConversations.tsx'
import type { Filter } from '../lists/filter.ts'
import { LineChanges } from './LineChanges.tsx'
import { NoteForm } from './NoteForm.tsx'
import { type Entry, type RecordKind, type TimelinePart, timelineQuery } from './queries.ts'
import css from './RecordTimeline.module.css'
import { RuleWords } from './RuleWords.tsx'
import { sentenceOf, told } from './sentence.tsx'

const icons: Record<string, IconType> = {
  'lead.received': IconInbox,
  'lead.accepted': IconUserCheck,
  'lead.distributed': IconArrowsSplit2,
  'lead.assigned': IconUserShare,
  'lead.owner_changed': IconUserShare,
  'lead.put_off': IconClockPause,
  'lead.resumed': IconPlayerPlay,
  'lead.converted': IconArrowsExchange,
  'lead.rejected': IconCircleX,
  'deal.stage_changed': IconArrowRight,
  'deal.owner_changed': IconUserShare,
  'deal.lines_changed': IconPackage,
  'record.stage_changed': IconArrowRight,
  'record.owner_changed': IconUserShare,
  'deal.won': IconCircleCheck,
  'deal.lost': IconCircleX,
}
const kindIcons: Record<string, IconType> = {
  note: IconNote,
  task: IconCheckbox,
  mail: IconMail,
  call: IconPhone,
  message: IconMail,
  conversation: IconMessages,
  deal: IconLayoutKanban,
  contact: IconUser,
  company: IconBuilding,
  product: IconPackage,
  record: IconStack2,
  ticket: IconHeadset,
  contract: IconFileCertificate,
}
const iconOf = (name: string): IconType =>
  icons[name] ?? (name.endsWith('.updated') ? IconPencil : (kindIcons[name.split('.')[0] ?? ''] ?? IconPencil))

const parts = ['all', 'notes', 'changes', 'tasks', 'mails', 'calls', 'processes'] as const

type Props = {
  kind: RecordKind
  id: string
  /** Of a record of a kind of the company's own: which, for the names of its fields. */
  fieldsOf?: string
}

/** Everything that happened to a record, newest first, with a line for a note above it. */
export function RecordTimeline({ kind, id, fieldsOf = kind }: Props) {
  const t = useT()
  const format = useFormat()
  const hasPage = useHasPage()
  const [part, setPart] = useState<TimelinePart | 'all'>('all')
  const query = useInfiniteQuery(timelineQuery(kind, id, part === 'all' ? null : part))
  const take = useTakeBack(kind, id)
  const { data: registry } = useQuery({
    ...registryQuery(fieldsOf),
    enabled: fieldsOf !== kind || FIELD_KINDS.some((one) => one === kind),
  })
  const own = useMemo(
    () => new Map((registry ?? []).filter((field) => field.custom).map((field) => [field.key, field])),
    [registry],
  )

  const items = useMemo(() => {
    const entries = query.data?.pages.flatMap((page) => page.items) ?? []
    return told(entries).map(({ entry, letters }): TimelineItem => {
      const automatic = entry.actor.kind !== 'user'
      const why = entry.why
      const diagram = why && paths.case(why.instance)
      return {
        id: entry.id,
        at: entry.at,
        automatic,
        icon: automatic && entry.actor.kind !== 'visitor' ? undefined : iconOf(entry.name),
        sentence:
          letters > 1
            ? t('record.letters', { count: letters, state: entry.payload.state })
            : sentenceOf(entry, format, own),
        body: bodyOf(entry, t, take),
        why: why && {
          process: why.process[currentLocale()],
          version: why.version,
          startedBy: why.startedBy
            ? `${wordsOf(`record.started.${why.startedBy.name}`) ?? t('record.started')}, ${format.dateTime(why.startedBy.at)}`
            : t('record.started.byHand'),
          step: why.element?.[currentLocale()] ?? '',
          further: ruleOf(entry, t),
          diagramHref: diagram && hasPage(diagram) ? diagram : null,
        },
      }
    })
  }, [query.data, format, t, take, hasPage, own])

  return (
    <>
      <Tabs
        className={css.tabs}
        label={t('record.timeline')}
        value={part}
        onChange={setPart}
        tabs={(kind === 'product' || kind === 'task' ? parts.filter((key) => key !== 'mails') : parts).map((key) => ({
          key,
          label: t(`record.part.${key}`),
        }))}
      />
      {part !== 'mails' && <NoteForm kind={kind} id={id} />}
      {part === 'mails' && kind !== 'product' && kind !== 'task' ? (
        <RecordConversations kind={kind} id={id} />
      ) : query.isPending ? (
        <Skeleton rows={6} />
      ) : query.isError && !query.data ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState>{t(part === 'all' ? 'record.timeline.empty' : 'record.timeline.nothing')}</EmptyState>
      ) : (
        <Timeline
          items={items}
          end={
            query.hasNextPage && (
              <Button
                className={css.more}
                size="sm"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('record.timeline.earlier')}
              </Button>
            )
          }
        />
      )}
    </>
  )
}

/** By which rule of distribution, and which before it had nobody. */
function ruleOf(entry: Entry, t: ReturnType<typeof useT>): NonNullable<Why['further']> {
  if (entry.name !== 'lead.distributed') return []
  const skipped = entry.payload.skipped as string[]
  return [
    { term: t('ui.why.rule'), words: <RuleWords conditions={entry.payload.conditions as Filter} /> },
    ...(skipped.length > 0 ? [{ term: t('ui.why.skipped'), words: skipped.join(', ') }] : []),
  ]
}

function bodyOf(entry: Entry, t: ReturnType<typeof useT>, take: (noteId: string) => void) {
  if (entry.name === 'deal.lines_changed') return <LineChanges entry={entry} />
  if (entry.call) return <CallBody call={entry.call} dated={entry.name === 'call.filed'} />
  return messageOf(entry, t) ?? noteOf(entry, t, take)
}

/** The beginning of a message that came or was written, and the way to the whole. */
function messageOf(entry: Entry, t: ReturnType<typeof useT>) {
  const { message } = entry
  if (!message || (entry.name !== 'message.received' && entry.name !== 'message.queued')) return null
  return (
    <div className={css.note}>
      {message.excerpt}
      {message.files.length > 0 && <div className="ink-3">{message.files.join(', ')}</div>}
      <div className={css.noteActions}>
        <GoTo to={paths.conversation(message.conversationId)} className={wordLink}>
          {t('letters.inInbox')}
        </GoTo>
      </div>
    </div>
  )
}

function noteOf(entry: Entry, t: ReturnType<typeof useT>, take: (noteId: string) => void) {
  const { note } = entry
  if (entry.name !== 'note.added' || !note) return null
  if (note.deleted) return <span className="ink-3">{t('record.note.gone')}</span>
  return (
    <div className={css.note}>
      {note.body}
      {note.mine && (
        <div className={css.noteActions}>
          <WordButton onClick={() => take(note.id)}>{t('record.note.take')}</WordButton>
        </div>
      )}
    </div>
  )
}

/** Takes a note back at once; for eight seconds it can be brought back. */
function useTakeBack(kind: RecordKind, id: string): (noteId: string) => void {
  const t = useT()
  const queryClient = useQueryClient()
  return useMemo(() => {
    const refresh = () => queryClient.invalidateQueries({ queryKey: ['records', kind, id] })
    const params = (noteId: string) => ({ params: { path: { id: noteId } } })
    const about = (noteId: string) => `note-${noteId}`
    const restore = async (noteId: string) => {
      try {
        await data(api.POST('/api/notes/{id}/restoration', params(noteId)))
      } catch (problem) {
        notifyProblem(problem, about(noteId))
      }
      await refresh()
    }
    return async (noteId: string) => {
      try {
        await data(api.DELETE('/api/notes/{id}', params(noteId)))
        notifyUndo({ about: about(noteId), message: t('record.note.taken'), undo: () => restore(noteId) })
      } catch (problem) {
        notifyProblem(problem, about(noteId))
      }
      await refresh()
    }
  }, [queryClient, kind, id, t])
}
