import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconCheck, IconDots, IconRepeatOff, IconUserShare, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { describeDuration } from '../../../pure/durations.ts'
import { companyZone, useMinute } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { RecordDetails } from '../../components/details/RecordDetails.tsx'
import { RecordDocuments } from '../../components/documents/RecordDocuments.tsx'
import { WriteLetter } from '../../components/letters/WriteLetter.tsx'
import { RecordTimeline } from '../../components/record/RecordTimeline.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { RecordLayout } from '../../components/shell/RecordLayout.tsx'
import { useTick } from '../../components/work/use-tick.ts'
import { useFormat } from '../../i18n/format.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { pathOf, paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { instantOf, wallOf } from '../../ui/moment.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { WordButton } from '../../ui/WordButton.tsx'
import { AnswersDialog } from './AnswersDialog.tsx'
import { useTaskActions } from './actions.ts'
import { Checklist } from './Checklist.tsx'
import { DelegateDialog } from './DelegateDialog.tsx'
import { type TaskPage as Task, taskQuery } from './queries.ts'
import { RepeatDialog } from './RepeatDialog.tsx'
import { Watchers } from './Watchers.tsx'

export default function TaskPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: task, error, refetch } = useQuery(taskQuery(id))
  const breadcrumbs = [{ label: t('shell.nav.tasks'), to: paths.tasks }]
  if (!task) {
    return (
      <Page title={t('tasks.one')} breadcrumbs={breadcrumbs}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <Known key={task.id} task={task} breadcrumbs={breadcrumbs} />
}

type Asking = 'delegate' | 'repeat' | 'answers' | null

function Known({ task, breadcrumbs }: { task: Task; breadcrumbs: { label: string; to: string }[] }) {
  const t = useT()
  const [asking, setAsking] = useState<Asking>(null)
  const open = task.status === 'open'
  const may = (action: string) => open && task.may.includes(action)
  return (
    <Page
      bare
      title={taskTitle(task)}
      breadcrumbs={breadcrumbs}
      beside={!open && <Chip>{t(`tasks.status.${task.status}`)}</Chip>}
      actions={<Actions task={task} onDelegate={() => setAsking('delegate')} onAnswer={() => setAsking('answers')} />}
    >
      <RecordLayout
        start="who"
        names={{ who: t('leads.part.who'), history: t('leads.part.history'), side: t('tasks.part.side') }}
        who={
          <>
            <Who task={task} editable={may('update')} onRepeat={() => setAsking('repeat')} />
            <Work task={task} />
          </>
        }
        side={
          <>
            <Checklist task={task} editable={may('update')} tickable={may('complete')} />
            <Watchers task={task} editable={may('update')} />
          </>
        }
      >
        <RecordTimeline kind="task" id={task.id} />
      </RecordLayout>
      {asking === 'answers' && <AnswersDialog task={task} title={taskTitle(task)} onClose={() => setAsking(null)} />}
      {asking === 'delegate' && <DelegateDialog task={task} onClose={() => setAsking(null)} />}
      {asking === 'repeat' && <RepeatDialog task={task} onClose={() => setAsking(null)} />}
    </Page>
  )
}

/** What a task of a process is about, where it can be done right here. */
function Work({ task: { title, subject, status } }: { task: Task }) {
  const t = useT()
  if (subject?.kind !== 'deal' || status !== 'open') return null
  const about = { kind: 'deal', id: subject.id } as const
  if (title === 'task.collect_details') return <RecordDetails about={about} editable />
  if (title !== 'task.prepare_documents') return null
  return (
    <>
      <RecordDocuments {...about} editable />
      <div>
        <WriteLetter place={about} label={t('documents.sendByLetter')} />
      </div>
    </>
  )
}

/** Given by somebody else, and the reader has not yet said that he knows of it. */
function useIsNews(task: Task): boolean {
  const { user } = useMe()
  const giver = task.delegatedBy ?? task.owner
  return task.assignee?.id === user.id && giver !== null && giver.id !== user.id && task.acknowledgedAt === null
}

function Actions({ task, onDelegate, onAnswer }: { task: Task; onDelegate: () => void; onAnswer: () => void }) {
  const t = useT()
  const actions = useTaskActions()
  const { tick } = useTick()
  const isNews = useIsNews(task)
  const may = (action: string) => task.may.includes(action)
  const open = task.status === 'open'
  const record = task.subject && pathOf(task.subject.kind, task.subject.id)
  const withdraw = (series: 'goes_on' | 'ends') => void actions.withdraw(task, series)
  const more: ReactNode[] =
    open && may('update') && !task.byProcess
      ? [
          <Menu.Item key="withdraw" leftSection={<Icon of={IconX} />} onClick={() => withdraw('goes_on')}>
            {t(task.repeat ? 'tasks.withdraw.once' : 'tasks.withdraw')}
          </Menu.Item>,
          task.repeat && (
            <Menu.Item key="end" leftSection={<Icon of={IconRepeatOff} />} onClick={() => withdraw('ends')}>
              {t('tasks.withdraw.all')}
            </Menu.Item>
          ),
        ].filter(Boolean)
      : []
  if (!open) {
    return (
      !task.byProcess &&
      may('complete') && <Button onClick={() => void actions.reopen(task)}>{t('leads.do.reopen')}</Button>
    )
  }
  return (
    <>
      {isNews && <Button onClick={() => void actions.acknowledge(task)}>{t('tasks.acknowledge')}</Button>}
      {may('complete') && (
        <Button leftSection={<Icon of={IconUserShare} />} onClick={onDelegate}>
          {t('tasks.delegate')}
        </Button>
      )}
      {may('complete') && !task.doneByRecord && (
        <Button
          variant="filled"
          leftSection={<Icon of={IconCheck} />}
          onClick={() => (task.form ? onAnswer() : void tick(task))}
        >
          {t('tasks.do')}
        </Button>
      )}
      {task.doneByRecord && record && (
        <Button component={GoTo} to={record} variant="filled">
          {t('tasks.goToRecord')}
        </Button>
      )}
      {more.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('shell.more')} variant="default">
              <Icon of={IconDots} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>{more}</Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

function Named({ person }: { person: { id: string; name: string } }) {
  return (
    <>
      <Avatar id={person.id} name={person.name} />
      {person.name}
    </>
  )
}

const REMINDERS = ['', 'none', 'PT15M', 'PT1H', 'P1D', 'P1D,PT1H', 'P3D,P1D'] as const

function Who({ task, editable, onRepeat }: { task: Task; editable: boolean; onRepeat: () => void }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const minute = useMinute()
  const zone = companyZone()
  const { save } = useTaskActions()
  const field = (change: (text: string) => Parameters<typeof save>[1]) => ({
    version: task.version,
    ...(editable ? { onSave: (text: string, seen: number | undefined) => save(task, change(text), seen) } : {}),
  })
  const wall = task.dueAt ? wallOf(zone, task.dueAt) : null
  const late = task.status === 'open' && task.dueAt !== null && Date.parse(task.dueAt) < minute
  const record = task.subject && pathOf(task.subject.kind, task.subject.id)
  const reminders = task.remindBefore === null ? '' : task.remindBefore.join(',') || 'none'
  const reminderWords = (value: string) =>
    value === ''
      ? t('tasks.remind.process')
      : value === 'none'
        ? t('tasks.remind.none')
        : t('tasks.remind.before', {
            list: value
              .split(',')
              .map((one) => describeDuration(one, locale))
              .join(', '),
          })
  return (
    <>
      <Section title={t('tasks.about')}>
        <Field
          label={t('tasks.title')}
          value={taskTitle(task)}
          check={(value) => (value.trim() ? null : t('error.field.required'))}
          {...(task.titleParams ? {} : field((title) => ({ title: title.trim() })))}
        />
        <Field
          label={t('record.tasks.due')}
          type="datetime-local"
          value={wall ? `${wall.date}T${wall.time}` : ''}
          {...field((text) => {
            const [date = '', time = ''] = text.split('T')
            return { dueAt: text ? instantOf(zone, { date, time }) : null }
          })}
        >
          {task.dueAt &&
            (late ? (
              <StatusMark status="late">{format.near(task.dueAt, { time: 'always' })}</StatusMark>
            ) : (
              format.near(task.dueAt, { time: 'always' })
            ))}
        </Field>
        <Field
          label={t('tasks.priority')}
          value={task.priority}
          options={(['low', 'normal', 'high'] as const).map((value) => ({
            value,
            label: t(`tasks.priority.${value}`),
          }))}
          {...field((priority) => ({ priority: priority as Task['priority'] }))}
        >
          {t(`tasks.priority.${task.priority}`)}
        </Field>
        <Field
          label={t('tasks.remind')}
          value={reminders || 'process'}
          options={[...new Set([...REMINDERS, reminders])].map((value) => ({
            value: value || 'process',
            label: reminderWords(value),
          }))}
          {...field((value) => ({
            remindBefore: value === 'process' ? null : value === 'none' ? [] : value.split(','),
          }))}
        >
          {reminderWords(reminders)}
        </Field>
        {!task.byProcess && (
          <Field label={t('tasks.repeat')} value={task.repeat?.freq ?? ''}>
            {task.repeat
              ? t('tasks.repeat.words', {
                  ...task.repeat,
                  until: task.repeat.until ? format.date(task.repeat.until) : 'none',
                  count: task.repeat.count ?? 0,
                })
              : t('tasks.repeat.never')}
            {editable && (
              <>
                {' '}
                <WordButton onClick={onRepeat}>{t('tasks.repeat.change')}</WordButton>
              </>
            )}
          </Field>
        )}
        <Field label={t('record.field.body')} type="lines" value={task.body} {...field((body) => ({ body }))} />
      </Section>
      <Section title={t('tasks.people')}>
        <Field label={t('record.tasks.who')} value={task.assignee?.name ?? ''}>
          {task.assignee && <Named person={task.assignee} />}
        </Field>
        {task.owner && (
          <Field label={t('tasks.setBy')} value={task.owner.name}>
            <Named person={task.owner} />
          </Field>
        )}
        {task.delegatedBy && (
          <Field label={t('tasks.givenBy')} value={task.delegatedBy.name}>
            <Named person={task.delegatedBy} />
          </Field>
        )}
        {task.owner && task.assignee?.id !== (task.delegatedBy ?? task.owner).id && (
          <Field
            label={t('tasks.acknowledged')}
            value={
              task.acknowledgedAt ? format.near(task.acknowledgedAt, { time: 'always' }) : t('tasks.acknowledged.not')
            }
          />
        )}
        {task.subject && (
          <Field label={t('tasks.record')} value={task.subject.title}>
            {record ? <GoTo to={record}>{task.subject.title}</GoTo> : task.subject.title}
          </Field>
        )}
      </Section>
    </>
  )
}
