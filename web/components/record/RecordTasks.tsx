import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../api/session.ts'
import { shortTaskTitle } from '../../i18n/task-title.ts'
import { useT } from '../../i18n/words.ts'
import { creating, paths } from '../../paths.ts'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notify } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { TaskRow } from '../../ui/TaskRow.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { useTick } from '../work/use-tick.ts'
import { recordTasksQuery, type SubjectKind } from './queries.ts'
import css from './RecordTasks.module.css'
import { StepForm } from './StepForm.tsx'

type Props = {
  kind: SubjectKind
  id: string
  /** Nothing more has to happen to the record, so having no next step is no fault. */
  closed?: boolean
}

/** What stands still without a next step; a ticket has its deadlines. */
const STEPPED: ReadonlySet<SubjectKind> = new Set<SubjectKind>(['lead', 'deal', 'record'])

/** What is to be done next about a record. `?step=1` in the address opens the line for a new task. */
export function RecordTasks({ kind, id, closed }: Props) {
  const t = useT()
  const { can } = useMe()
  const [search, setSearch] = useSearchState()
  const { data: tasks, error, refetch } = useQuery(recordTasksQuery(kind, id))
  const { ticked, tick } = useTick()
  const open = search.step === '1'
  const mayAdd = can['task.create'] !== 'none'
  return (
    <Section
      title={t('record.tasks')}
      count={tasks?.length || undefined}
      end={
        mayAdd &&
        !open && (
          <>
            <button type="button" className={css.add} onClick={() => setSearch({ step: '1' })}>
              <Icon of={IconPlus} size={14} />
              {t('record.tasks.add')}
            </button>
            <GoTo to={`${creating(paths.calendar)}&about=${kind}:${id}`} className={css.add}>
              <Icon of={IconPlus} size={14} />
              {t('calendar.kind.meeting')}
            </GoTo>
          </>
        )
      }
    >
      {open && mayAdd && <StepForm about={{ kind, id }} onClose={() => setSearch({ step: undefined })} />}
      {!tasks && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={2} />)}
      {tasks?.length === 0 && !open && (
        <p className={css.none}>
          {closed || !STEPPED.has(kind) ? (
            <span className="ink-3">{t('record.tasks.nothing')}</span>
          ) : (
            <StatusMark status="no_step">{t('record.tasks.none')}</StatusMark>
          )}
        </p>
      )}
      <ul>
        {tasks?.map((task) => (
          <TaskRow
            key={task.id}
            narrow
            showAssignee
            href={paths.task(task.id)}
            task={{
              id: task.id,
              title: shortTaskTitle(task),
              dueAt: task.dueAt,
              fromProcess: task.byProcess !== null,
              done: ticked.has(task.id),
              doneByRecord: task.doneByRecord,
              record: null,
              assignee: task.assignee,
            }}
            onToggle={() => {
              if (!task.doneByRecord) return void tick(task)
              // Ended by what happens to the record, whose actions are on this very page.
              notify(`task-${task.id}`, t('error.task.done_by_record'))
            }}
          />
        ))}
      </ul>
    </Section>
  )
}
