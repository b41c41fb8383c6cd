import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { Diagram } from '../../components/diagram/Diagram.tsx'
import { isTold } from '../../components/diagram/way.ts'
import { Waiting } from '../../components/record/RecordProcesses.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { pathOf, paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { wordLink } from '../../ui/WordButton.tsx'
import { written } from './case-data.ts'
import { linesOf, useCaseMarks } from './case-marks.ts'
import { FaultDetail } from './FaultDetail.tsx'
import { DataDialog, type Mending, MendMenu, MoveDialog } from './Mend.tsx'
import css from './processes.module.css'
import { type Case, instanceQuery, useProcessRefresh } from './queries.ts'
import { ReplayBar, useReplay, useReplayMarks } from './Replay.tsx'

/** One case: where it stands on the drawing of its process, what it waits for, and the way it came. */
export default function CasePage() {
  const t = useT()
  const locale = useLocale()
  const refresh = useProcessRefresh()
  const [ending, setEnding] = useState(false)
  const [mending, setMending] = useState<Mending | null>(null)
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: one, error, refetch } = useQuery(instanceQuery(id))
  const processes = { label: t('shell.nav.processes'), to: paths.processes }
  if (!one) {
    return (
      <Page title={t('processes.case')} breadcrumbs={[processes]}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  const end = async () => {
    await data(api.DELETE('/api/instances/{id}', { params: { path: { id } } })).catch(notifyProblem)
    setEnding(false)
    await refresh()
  }
  const hold = async () => {
    const params = { params: { path: { id } } }
    const done = one.suspended
      ? data(api.DELETE('/api/instances/{id}/suspension', params))
      : data(api.POST('/api/instances/{id}/suspension', params))
    await done.catch(notifyProblem)
    await refresh()
  }
  return (
    <Page
      title={(one.subject && taskTitle(one.subject)) || t('processes.case')}
      breadcrumbs={[processes, { label: one.name[locale], to: paths.process(one.process) }]}
      beside={<State one={one} />}
      actions={
        one.maySteer &&
        one.status === 'active' && (
          <>
            <MendMenu one={one} onChoose={setMending} />
            <Button onClick={() => void hold()}>{t(one.suspended ? 'processes.letGo' : 'processes.hold')}</Button>
            <Button onClick={() => setEnding(true)}>{t('processes.end')}</Button>
          </>
        )
      }
      aside={
        <>
          <Way one={one} />
          <CaseData one={one} />
        </>
      }
    >
      <Drawn one={one} />
      {mending === 'data' && <DataDialog one={one} onClose={() => setMending(null)} />}
      {mending === 'move' && <MoveDialog one={one} onClose={() => setMending(null)} />}
      {ending && (
        <Dialog
          open
          onClose={() => setEnding(false)}
          title={t('processes.end.title')}
          actions={
            <>
              <Button variant="filled" onClick={() => void end()}>
                {t('processes.end')}
              </Button>
              <Button onClick={() => setEnding(false)}>{t('ui.cancel')}</Button>
            </>
          }
        >
          <p>{t('processes.end.about')}</p>
        </Dialog>
      )}
    </Page>
  )
}

function State({ one }: { one: Case }) {
  const t = useT()
  if (one.status !== 'active') return <Chip>{wordsOf(`processes.case.${one.status}`) ?? one.status}</Chip>
  if (one.suspended) return <StatusMark status="soon">{t('processes.case.suspended')}</StatusMark>
  const stopped = one.tokens.some((token) => token.incident)
  return (
    <StatusMark status={stopped ? 'incident' : 'runs'}>
      {t(stopped ? 'processes.what.incident' : 'processes.case.running')}
    </StatusMark>
  )
}

function Drawn({ one }: { one: Case }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const [search] = useSearchState()
  const now = useCaseMarks(one)
  const replay = useReplay(one)
  const frame = replay.at === null ? undefined : replay.frames[replay.at]
  const past = useReplayMarks(frame)
  const flow = frame?.moving
  const moving = useMemo(() => (flow ? { flow, key: replay.at ?? 0 } : null), [flow, replay.at])
  const record = one.subject && pathOf(one.subject.kind, one.subject.id)
  const stands = one.tokens.find((token) => token.task || token.incident || token.since) ?? one.tokens[0]
  return (
    <div className={css.case}>
      {one.status === 'active' && (
        <p className={css.stands}>
          <Waiting instance={one} />
        </p>
      )}
      <p className={css.meta}>
        <span>
          {t('processes.case.since', { when: format.near(one.startedAt), version: one.version })}
          {one.endedAt && ` ${t('processes.case.ended', { when: format.near(one.endedAt) })}`}
        </span>
        {record && (
          <GoTo to={record} className={wordLink}>
            {t('processes.case.record')}
          </GoTo>
        )}
      </p>
      <Diagram
        bpmn={one.bpmn}
        names={locale === 'pl' ? null : one.elements}
        label={t('diagram.label', { name: one.name[locale] })}
        marks={frame ? past : now.marks}
        flows={frame ? frame.flows : now.flows}
        moving={moving}
        begin={search.element ?? stands?.element.id}
        picked={search.element}
        fill
      />
      <ReplayBar replay={replay} />
    </div>
  )
}

/** The same in words: where it stands, and the steps behind it, the last one first. */
function Way({ one }: { one: Case }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const [{ element }] = useSearchState()
  const way = one.history.filter(isTold).map((step, place) => ({ ...step, place }))
  return (
    <>
      {one.tokens.length > 0 && (
        <Section title={t('processes.case.stands')}>
          <ul className={css.way}>
            {one.tokens.map((token) => (
              <li key={token.token} className={css.now} aria-current="step">
                <StatusMark status={token.incident ? 'incident' : 'runs'}>{token.element.name[locale]}</StatusMark>
                <span className={css.meta}>
                  <span>{linesOf(token, t, format).lines.join(', ') || t('processes.case.now')}</span>
                  {token.timers
                    .filter((timer) => timer.element.id !== token.element.id)
                    .map((timer) => (
                      <span key={timer.element.id}>
                        {t('processes.case.timer', {
                          name: timer.element.name[locale],
                          when: format.near(timer.dueAt, { time: 'always' }),
                        })}
                      </span>
                    ))}
                </span>
                {token.incident && <FaultDetail of={token.incident} />}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('processes.case.steps')} count={way.length}>
        {way.length === 0 && <p className="ink-3">{t('processes.case.begins')}</p>}
        <ol className={css.way} reversed>
          {way.reverse().map((step) => (
            <li key={step.place} aria-current={step.element.id === element || undefined}>
              <span>{step.element.name[locale]}</span>
              <span className={css.meta}>
                {wordsOf(`processes.what.${step.what}`) ?? step.what}, {format.near(step.at, { time: 'always' })}
              </span>
            </li>
          ))}
        </ol>
      </Section>
    </>
  )
}

/** What the case knows, for whoever may put it right. */
function CaseData({ one }: { one: Case }) {
  const t = useT()
  if (!one.maySteer || !one.variables) return null
  return (
    <Section title={t('steering.data')}>
      {Object.keys(one.variables).length === 0 ? (
        <p className="ink-3">{t('steering.data.none')}</p>
      ) : (
        <pre className={css.data}>{written(one.variables)}</pre>
      )}
    </Section>
  )
}
