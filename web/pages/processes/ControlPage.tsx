import { Button, Checkbox, Select } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { businessNow } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { BulkDialog } from '../../components/cases/BulkDialog.tsx'
import type { BulkDoing } from '../../components/cases/bulks.ts'
import { CaseMenu, doingsFor } from '../../components/cases/CaseMenu.tsx'
import { departmentsQuery } from '../../components/lists/choices.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { Waiting } from '../../components/record/RecordProcesses.tsx'
import { Beat } from '../../components/shell/Beat.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { pathOf, paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { WordButton, wordLink } from '../../ui/WordButton.tsx'
import { Bulks } from './Bulks.tsx'
import { stepsIn } from './case-data.ts'
import css from './control.module.css'
import {
  CASE_STATES,
  type CaseFilter,
  type CaseState,
  caseCountsQuery,
  casesQuery,
  type RunningCase,
} from './control-queries.ts'
import { Drawing, Places, useElementNames } from './Drawing.tsx'
import { Incidents } from './Incidents.tsx'
import { processesQuery, processQuery } from './queries.ts'

const FILTERS = ['process', 'department', 'person', 'about', 'element'] as const

/** Every running case at one look: where it stands, for whom it waits, since when, how late; and what can be done. */
export default function ControlPage() {
  const t = useT()
  const locale = useLocale()
  const [search, setSearch] = useSearchState()
  const state: CaseState = CASE_STATES.find((one) => one === search.state) ?? 'attention'
  const filter = useMemo(
    () => Object.fromEntries(FILTERS.flatMap((name) => (search[name] ? [[name, search[name]]] : []))) as CaseFilter,
    [search],
  )
  const { can } = useMe()
  const may = (can['process.steer'] ?? 'none') !== 'none'
  const { data: counts } = useQuery(caseCountsQuery(filter))
  const number = (one: CaseState) => {
    const found = one === 'ended' ? undefined : counts?.[one]
    return found === undefined ? '' : found > 500 ? ' 500+' : ` ${found}`
  }
  return (
    <Page title={t('shell.nav.control')} beside={<Beat narrow={false} />} bare>
      <div className={css.room}>
        <div className={css.list}>
          <Tabs
            label={t('processes.cases.state')}
            value={state}
            onChange={(next) => setSearch({ state: next === 'attention' ? undefined : next })}
            tabs={CASE_STATES.map((key) => ({ key, label: `${t(`control.state.${key}`)}${number(key)}` }))}
          />
          <Filters filter={filter} onChange={setSearch} />
          {may && <Bulks process={filter.process} />}
          <Cases key={state} state={state} filter={filter} />
        </div>
        <div className={css.live}>
          {filter.process ? (
            <OneProcess process={filter.process} element={filter.element} />
          ) : (
            <AllProcesses locale={locale} />
          )}
          <Incidents process={filter.process} />
        </div>
      </div>
    </Page>
  )
}

type FiltersProps = { filter: CaseFilter; onChange: (change: Record<string, string | undefined>) => void }

function Filters({ filter, onChange }: FiltersProps) {
  const t = useT()
  const locale = useLocale()
  const { data: processes = [] } = useQuery(processesQuery)
  const { data: departments = [] } = useQuery(departmentsQuery)
  const { data: people = [] } = useQuery(colleaguesQuery)
  const choice = (name: 'process' | 'department' | 'person', data: { value: string; label: string }[]) => (
    <Select
      aria-label={t(`control.filter.${name}`)}
      placeholder={t(`control.filter.${name}`)}
      clearable
      searchable
      value={filter[name] ?? null}
      onChange={(value) =>
        onChange({ [name]: value ?? undefined, ...(name === 'process' ? { element: undefined } : {}) })
      }
      data={data}
    />
  )
  return (
    <>
      <div className={css.filters}>
        {choice(
          'process',
          processes.map(({ key, name }) => ({ value: key, label: name[locale] })),
        )}
        {choice(
          'department',
          departments.map(({ id, name }) => ({ value: id, label: name })),
        )}
        {choice(
          'person',
          people.map(({ id, name }) => ({ value: id, label: name })),
        )}
      </div>
      {(filter.element || filter.about) && (
        <p className={css.narrowed}>
          {filter.element && <Step process={filter.process} element={filter.element} />}
          {filter.about && <span>{t('control.oneRecord')}</span>}
          <WordButton onClick={() => onChange({ element: undefined, about: undefined })}>
            {t('processes.cases.unfilter')}
          </WordButton>
        </p>
      )}
    </>
  )
}

function Step({ process, element }: { process?: string; element: string }) {
  const t = useT()
  const { data } = useQuery({ ...processQuery(process ?? ''), enabled: Boolean(process) })
  const names = useElementNames(data)
  return <span>{t('control.onStep', { name: names.get(element) ?? element })}</span>
}

function Cases({ state, filter }: { state: CaseState; filter: CaseFilter }) {
  const t = useT()
  const query = useInfiniteQuery(casesQuery(state, filter))
  const cases = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const steerable = cases.filter((one) => one.maySteer && one.status === 'active')
  const selected = steerable.filter((one) => chosen.has(one.id))
  const toggle = (ids: string[], on: boolean) =>
    setChosen((now) => new Set(on ? [...now, ...ids] : [...now].filter((id) => !ids.includes(id))))
  if (query.isPending) return <Skeleton rows={8} />
  if (query.isError && !query.data) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (cases.length === 0) {
    return <EmptyState>{t(state === 'attention' ? 'control.nothingPresses' : 'processes.cases.noneHere')}</EmptyState>
  }
  return (
    <>
      {steerable.length > 0 && (
        <div className={css.bar}>
          <Checkbox
            label={selected.length > 0 ? t('control.chosen', { count: selected.length }) : t('control.chooseAll')}
            checked={selected.length === steerable.length}
            indeterminate={selected.length > 0 && selected.length < steerable.length}
            onChange={(event) =>
              toggle(
                steerable.map(({ id }) => id),
                event.currentTarget.checked,
              )
            }
          />
          {selected.length > 0 && <Doings cases={selected} filter={filter} onAsked={() => setChosen(new Set())} />}
        </div>
      )}
      <ul className={css.cases} aria-label={t('processes.cases')}>
        {cases.map((one) => (
          <Case key={one.id} one={one} chosen={chosen.has(one.id)} onChoose={(on) => toggle([one.id], on)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className={css.more} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('processes.cases.more')}
        </Button>
      )}
    </>
  )
}

type DoingsProps = { cases: RunningCase[]; filter: CaseFilter; onAsked: () => void }

/** What can be done to those that are chosen, by what makes sense for any of them. */
function Doings({ cases, filter, onAsked }: DoingsProps) {
  const t = useT()
  const locale = useLocale()
  const [doing, setDoing] = useState<BulkDoing | null>(null)
  const possible = new Set(cases.flatMap(doingsFor))
  const { process, element } = filter
  const { data: model } = useQuery({ ...processQuery(process ?? ''), enabled: Boolean(process && element) })
  const names = useElementNames(model)
  if (model) possible.add('move')
  const steps = useMemo(
    () =>
      model
        ? stepsIn(model.bpmn)
            .map((id) => ({ value: id, label: names.get(id) ?? id }))
            .sort((a, b) => a.label.localeCompare(b.label, locale))
        : [],
    [model, names, locale],
  )
  return (
    <span className={css.doings}>
      {(['remind', 'reassign', 'retry', 'skip', 'move', 'suspend', 'resume', 'cancel'] as const)
        .filter((each) => possible.has(each))
        .map((each) => (
          <Button key={each} size="sm" onClick={() => setDoing(each)}>
            {t(`control.do.${each}`)}
          </Button>
        ))}
      {doing && (
        <BulkDialog
          filter={{ ids: cases.map(({ id }) => id) }}
          doing={doing}
          from={element}
          steps={steps}
          onClose={() => setDoing(null)}
          onAsked={onAsked}
        />
      )}
    </span>
  )
}

type CaseProps = { one: RunningCase; chosen: boolean; onChoose: (on: boolean) => void }

function Case({ one, chosen, onChoose }: CaseProps) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const title = (one.subject && taskTitle(one.subject)) || t('processes.cases.nothing')
  const record = one.subject && pathOf(one.subject.kind, one.subject.id)
  return (
    <li className={css.case}>
      {one.maySteer && one.status === 'active' ? (
        // biome-ignore lint/a11y/noLabelWithoutControl: the tick box within is named by itself; around it there is room for a finger
        <label className={css.choose}>
          <Checkbox
            aria-label={t('control.choose', { title })}
            checked={chosen}
            onChange={(event) => onChoose(event.currentTarget.checked)}
          />
        </label>
      ) : (
        <span />
      )}
      <div className={css.words}>
        <span className={css.head}>
          <GoTo to={paths.case(one.id)} className="cut w5">
            {title}
          </GoTo>
          <How one={one} />
        </span>
        {one.status === 'active' && (
          <p className={css.waits}>
            <Waiting instance={one} />
          </p>
        )}
        <span className={css.meta}>
          <GoTo to={paths.process(one.process)}>{one.name[locale]}</GoTo>
          {record && (
            <GoTo to={record} className={wordLink}>
              {t('processes.case.record')}
            </GoTo>
          )}
          <span>{t('processes.cases.began', { when: format.near(one.startedAt) })}</span>
        </span>
      </div>
      <CaseMenu one={one} title={title} />
    </li>
  )
}

/** How late a case is, or how it stands. */
function How({ one }: { one: RunningCase }) {
  const t = useT()
  const format = useFormat()
  const due = one.tokens.flatMap(({ task }) => (task?.dueAt ? [Date.parse(task.dueAt)] : [])).sort((a, b) => a - b)[0]
  const now = businessNow()
  if (one.endedAt)
    return <StatusMark status="done">{t('processes.cases.ended.at', { when: format.near(one.endedAt) })}</StatusMark>
  if (one.suspended) return <StatusMark status="soon">{t('processes.case.suspended')}</StatusMark>
  if (one.tokens.some(({ incident }) => incident))
    return <StatusMark status="incident">{t('control.incident')}</StatusMark>
  if (due !== undefined && due < now) {
    return <StatusMark status="late">{t('control.late', { time: lasting(now - due, t) })}</StatusMark>
  }
  if (due !== undefined)
    return <span className="t-s ink-2 nowrap">{t('control.dueIn', { time: lasting(due - now, t) })}</span>
  return <StatusMark status="runs">{t('control.onTime')}</StatusMark>
}

/** '2 d 4 h', '7 h', '40 min' */
function lasting(ms: number, t: ReturnType<typeof useT>): string {
  const minutes = Math.floor(ms / 60_000)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)]
  if (days > 0) return t('control.lasting.days', { days, hours })
  return hours > 0 ? t('control.lasting.hours', { hours }) : t('control.lasting.minutes', { minutes })
}

/** The drawing of the chosen process with its cases on it; a step pressed narrows the list. */
function OneProcess({ process: key, element }: { process: string; element?: string }) {
  const t = useT()
  const [, setSearch] = useSearchState()
  const { data: process, error, refetch } = useQuery(processQuery(key))
  const names = useElementNames(process)
  if (!process) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={8} />
  const pick = (picked: string) => setSearch({ element: picked === element ? undefined : picked, state: 'running' })
  return (
    <>
      <Drawing process={process} names={names} picked={element} onPick={pick} />
      <Places process={process} names={names} picked={element} onPick={pick} />
      <div className={css.ways}>
        <Button component={GoTo} to={paths.process(key)}>
          {t('control.settings')}
        </Button>
        <Button component={GoTo} to={paths.processFigures(key)}>
          {t('shell.nav.figures')}
        </Button>
      </div>
    </>
  )
}

/** The processes with what runs in them; one pressed is drawn. */
function AllProcesses({ locale }: { locale: 'pl' | 'en' }) {
  const t = useT()
  const [, setSearch] = useSearchState()
  const { data: processes, error, refetch } = useQuery(processesQuery)
  return (
    <Section title={t('control.processes')}>
      {!processes && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} />)}
      <ul className={css.cases}>
        {processes?.map((one) => (
          <li key={one.key}>
            <button
              type="button"
              className={css.process}
              onClick={() => setSearch({ process: one.key }, { push: true })}
            >
              <span className="w5">{one.name[locale]}</span>
              <span className={css.numbers}>
                {one.incidents > 0 && (
                  <StatusMark status="incident">{t('processes.faulty', { count: one.incidents })}</StatusMark>
                )}
                {one.late > 0 && <StatusMark status="late">{t('processes.late', { count: one.late })}</StatusMark>}
                <span className="ink-2">{t('processes.running', { count: one.running })}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
