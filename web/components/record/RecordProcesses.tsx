import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { businessNow } from '../../api/clock.ts'
import { useFormat } from '../../i18n/format.ts'
import { shortTaskTitle } from '../../i18n/task-title.ts'
import { currentLocale, useT, wordsOf } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useHasPage } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { type ProcessStep, RunningProcess } from '../../ui/RunningProcess.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { CaseMenu } from '../cases/CaseMenu.tsx'
import { type CaseKind, type Instance, processesQuery } from './queries.ts'
import css from './RecordProcesses.module.css'

type Token = Instance['tokens'][number]

/** A token that stands inside a sub-process waits for that, not for anybody; its tokens say the rest. */
const waits = (token: Token) => Boolean(token.task || token.timers.length > 0 || token.incident || token.since)

/** The processes that run for a record: for whom each waits, since when, and what happens then. */
export function RecordProcesses({ kind, id }: { kind: CaseKind; id: string }) {
  const t = useT()
  const format = useFormat()
  const hasPage = useHasPage()
  const { data: instances, error, refetch } = useQuery(processesQuery(kind, id))
  const running = instances?.filter((one) => one.status === 'active') ?? []
  const ended = instances?.filter((one) => one.status !== 'active') ?? []
  const locale = currentLocale()
  return (
    <Section
      title={t('record.processes', { count: running.length })}
      count={running.length > 1 ? running.length : undefined}
    >
      {!instances && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={3} />)}
      {instances && running.length === 0 && <p className={css.note}>{t('record.processes.none')}</p>}
      {running.map((one) => {
        const href = paths.case(one.id)
        return (
          <RunningProcess
            key={one.id}
            name={one.name[locale]}
            version={one.version}
            href={hasPage(href) ? href : null}
            sentence={<Waiting instance={one} />}
            steps={stepsOf(one, locale, format, t)}
            menu={<CaseMenu one={one} title={one.name[locale]} />}
          />
        )
      })}
      {ended.map((one) => (
        <div key={one.id} className={css.ended}>
          <Icon of={IconCheck} />
          <GoTo to={paths.case(one.id)} className="cut">
            {t(one.status === 'completed' ? 'record.processes.ended' : 'record.processes.cancelled', {
              name: one.name[locale],
            })}
          </GoTo>
          {one.endedAt && <time dateTime={one.endedAt}>{format.short(one.endedAt)}</time>}
        </div>
      ))}
    </Section>
  )
}

/** One sentence for each token: who or what it waits for, since when, what happens then. */
export function Waiting({ instance }: { instance: Instance }) {
  const t = useT()
  const format = useFormat()
  const locale = currentLocale()
  const when = (at: string) => format.near(at, { time: 'always' })
  return (
    <>
      {instance.tokens.filter(waits).map((token) => {
        const { task, timers, incident, since } = token
        const step = token.element.name[locale]
        if (incident) {
          return (
            <span key={token.token} className={css.wait}>
              <StatusMark status="incident">{t('record.processes.incident', { step })}</StatusMark>{' '}
              <span className={css.then}>{wordsOf(`error.${incident.code}`) ?? incident.message}</span>
            </span>
          )
        }
        const then = timers.filter((timer) => timer.element.id !== token.element.id)
        const own = timers.find((timer) => timer.element.id === token.element.id)
        const sinceWhen = since ? when(since) : ''
        return (
          <span key={token.token} className={css.wait}>
            {task?.assignee ? (
              <>
                <b>{task.assignee.name}</b>{' '}
                {t('record.processes.person', { task: shortTaskTitle(task), when: sinceWhen })}
              </>
            ) : task && task.askedOf.length > 0 ? (
              t('record.processes.asked', { people: task.askedOf.join(', '), when: sinceWhen })
            ) : task ? (
              t('record.processes.group', { groups: task.offeredTo.join(', '), when: sinceWhen })
            ) : own ? (
              t('record.processes.until', { step, when: when(own.dueAt) })
            ) : (
              t('record.processes.step', { step, when: sinceWhen })
            )}
            {then.map((timer) => {
              const late = Date.parse(timer.dueAt) < businessNow()
              return (
                <Fragment key={timer.element.id}>
                  {' '}
                  <span className={css.then}>
                    {t(late ? 'record.processes.thenLate' : 'record.processes.then', {
                      when: when(timer.dueAt),
                      step: timer.element.name[locale],
                    })}
                  </span>
                </Fragment>
              )
            })}
          </span>
        )
      })}
    </>
  )
}

function stepsOf(
  instance: Instance,
  locale: 'pl' | 'en',
  format: ReturnType<typeof useFormat>,
  t: ReturnType<typeof useT>,
): ProcessStep[] {
  return instance.tokens.filter(waits).flatMap((token): ProcessStep[] => {
    const due = token.task?.dueAt ?? token.timers.find((timer) => timer.element.id === token.element.id)?.dueAt
    return [
      {
        id: `${token.token}`,
        name: token.element.name[locale],
        state: 'now',
        tooLong: Boolean(due && Date.parse(due) < businessNow()),
        note: due ? t('record.processes.due', { when: format.near(due) }) : undefined,
      },
      ...token.timers
        .filter((timer) => timer.element.id !== token.element.id)
        .map(
          (timer): ProcessStep => ({
            id: `${token.token}-${timer.element.id}`,
            name: timer.element.name[locale],
            state: 'coming',
            note: format.near(timer.dueAt, { time: 'always' }),
          }),
        ),
    ]
  })
}
