import { Button, Select } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode, useMemo, useState } from 'react'
import { useMe } from '../../api/session.ts'
import { Diagram } from '../../components/diagram/Diagram.tsx'
import type { Mark } from '../../components/diagram/marks.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { cx } from '../../ui/cx.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { WordButton } from '../../ui/WordButton.tsx'
import { processesQuery, processQuery } from '../processes/queries.ts'
import { CasesDialog } from './CasesDialog.tsx'
import { Download, MailButton } from './Doings.tsx'
import css from './figures.module.css'
import { CompareField, compareAsked, PeriodFields, rangeAsked } from './PeriodFields.tsx'
import { type OfCases, processFiguresQuery, type ProcessFigures as View } from './queries.ts'
import { useFigureWords } from './words.ts'

/** So many steps have their time written on the drawing; the table names them all. */
const MOST_BUBBLES = 4

type Counted = NonNullable<View['before']>
/** What there was none of in the days compared with. */
const NO_TASKS = { tasks: 0, median: null, late: 0 }
const NO_STEP = { stays: 0, median: null, total: 0 }

type Open = (cell: OfCases, title: string) => void

/** What came of the cases of one process: how long they took, where the time went, who did how much, by which ways. */
export function ProcessFigures({ reports }: { reports: ReactNode }) {
  const t = useT()
  const locale = useLocale()
  const { company } = useMe()
  const [search, setSearch] = useSearchState()
  const { data: processes } = useQuery(processesQuery)
  const key = search.process ?? processes?.[0]?.key
  const range = useMemo(() => rangeAsked(search, company.zone), [search, company.zone])
  const compare = compareAsked(search)
  const asked = { key: key ?? '', ...range, ...(compare ? { compare } : {}) }
  const process = processes?.find((one) => one.key === key)
  const file = (format: string) =>
    `/api/figures/processes/${encodeURIComponent(asked.key)}/export?${new URLSearchParams({ ...range, ...(compare ? { compare } : {}), format })}`
  const query = useQuery({ ...processFiguresQuery(asked), enabled: key !== undefined })
  const [open, setOpen] = useState<{ cell: OfCases; title: string } | null>(null)
  return (
    <Page
      title={t('shell.nav.figures')}
      actions={
        <>
          {key && (
            <Button component={GoTo} to={paths.process(key)}>
              {t('figures.process.page')}
            </Button>
          )}
          {process && (
            <>
              <MailButton
                mailed={{
                  report: 'processes',
                  query: compare ? { compare } : {},
                  process: { key: process.key, name: process.name },
                }}
                search={search}
                onDone={setSearch}
              />
              <Download href={file} />
            </>
          )}
          <Button leftSection={<Icon of={IconPrinter} />} onClick={() => window.print()}>
            {t('figures.print')}
          </Button>
        </>
      }
    >
      <div className={css.page}>
        {reports}
        <div className={css.filters}>
          <Select
            label={t('figures.process')}
            allowDeselect={false}
            searchable
            value={key ?? null}
            data={(processes ?? []).map((one) => ({ value: one.key, label: one.name[locale] }))}
            onChange={(value) => setSearch({ process: value ?? undefined })}
          />
          <PeriodFields search={search} range={range} onChange={setSearch} />
          <CompareField search={search} onChange={setSearch} />
        </div>
        {query.isError ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data ? (
          <Shown view={query.data} process={asked.key} onOpen={(cell, title) => setOpen({ cell, title })} />
        ) : (
          <Skeleton rows={8} />
        )}
      </div>
      {open && <CasesDialog asked={asked} {...open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function Shown({ view, process, onOpen }: { view: View; process: string; onOpen: Open }) {
  const t = useT()
  const format = useFormat()
  const words = useFigureWords()
  const leadOf = (of: Counted) => of.times.find((time) => time.of === 'lead')!.median
  const shareOf = ({ dated, inTime }: Counted) => (dated === 0 ? null : inTime / dated)
  const { before } = view
  const tiles = [
    {
      of: 'begun',
      value: words.value('count', view.begun),
      was: before && words.value('count', before.begun),
      some: view.begun > 0,
    },
    {
      of: 'ended',
      value: words.value('count', view.ended),
      was: before && words.value('count', before.ended),
      some: view.ended > 0,
    },
    {
      of: 'lead',
      value: words.value('minutes', leadOf(view)),
      was: before && leadOf(before) !== null ? words.value('minutes', leadOf(before)) : null,
      note: t('figures.process.median').toLowerCase(),
      some: view.measured > 0,
    },
    {
      of: 'inTime',
      value: words.value('share', shareOf(view)),
      was: before && before.dated > 0 ? words.value('share', shareOf(before)) : null,
      note: view.dated > 0 ? t('plans.reached', { reached: view.inTime, target: view.dated }) : undefined,
      some: view.inTime > 0,
    },
    {
      of: 'past',
      value: words.value('count', view.dated - view.inTime),
      was: before && words.value('count', before.dated - before.inTime),
      some: view.dated > view.inTime,
    },
  ] as const
  return (
    <>
      <div className={css.tiles} role="group" aria-label={t('figures.process.numbers')}>
        {tiles.map((tile) => (
          <button
            key={tile.of}
            type="button"
            className={css.tile}
            disabled={!tile.some}
            onClick={() => onOpen({ of: tile.of }, t(`figures.process.${tile.of}`))}
          >
            <span className={css.name}>{t(`figures.process.${tile.of}`)}</span>
            <span className={css.value}>{tile.value}</span>
            {'note' in tile && tile.note && <span className={css.was}>{tile.note}</span>}
            <Was value={tile.was} />
          </button>
        ))}
      </div>
      {view.measured < view.ended && (
        <p className="t-s ink-2">{t('figures.process.measured', { count: view.measured })}</p>
      )}
      {view.measured === 0 ? (
        <EmptyState>{t('figures.process.none')}</EmptyState>
      ) : (
        <>
          <Times view={view} onOpen={onOpen} />
          <Steps view={view} process={process} onOpen={onOpen} />
          <Ways view={view} onOpen={onOpen} />
        </>
      )}
      <People view={view} onOpen={onOpen} />
      <p className={css.foot}>
        {t('figures.countedTo', { when: `${format.dateTime(view.countedTo)}:${view.countedTo.slice(17, 19)}` })}.
      </p>
      <details className={css.definitions}>
        <summary>{t('figures.definitions')}</summary>
        <dl>
          {(['lead', 'work', 'wait', 'late', 'inTime', 'people', 'steps', 'ways'] as const).map((what) => (
            <div key={what}>
              <dt>{t(`figures.process.${what}`)}</dt>
              <dd>{t(`figures.process.says.${what}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

/** What a number was in the days it is compared with; nothing where it is compared with none. */
function Was({ value }: { value: string | null }) {
  const t = useT()
  return value === null ? null : <span className={css.was}>{t('figures.was', { value })}</span>
}

/** A number that leads to its cases. */
function Figure({ shown, label, cell, onOpen }: { shown: string; label: string; cell: OfCases; onOpen: Open }) {
  const t = useT()
  return (
    <WordButton
      className={css.figure}
      aria-label={t('figures.process.open', { label, value: shown })}
      onClick={() => onOpen(cell, label)}
    >
      {shown}
    </WordButton>
  )
}

function Table({ label, heads, children }: { label: string; heads: string[]; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by keyboard too
    <div role="region" className={css.scroll} tabIndex={0} aria-label={label}>
      <table className={cx(css.table, css.level)}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

type PartProps = { view: View; onOpen: Open }

/** A span, and what it was in the days compared with. */
function Minutes({ now, was }: { now: number | null; was: number | null | undefined }) {
  const words = useFigureWords()
  return (
    <td>
      {words.value('minutes', now)}
      <Was value={was == null ? null : words.value('minutes', was)} />
    </td>
  )
}

/** The time of the cases: the whole, and how much of it was work, waiting, lateness. */
function Times({ view, onOpen }: PartProps) {
  const t = useT()
  const words = useFigureWords()
  const total = (of: string) => view.times.find((time) => time.of === of)?.total ?? 0
  const whole = total('lead')
  return (
    <Section title={t('figures.process.times')}>
      {whole > 0 && (
        <div className={css.split} aria-hidden>
          {total('work') > 0 && <span className={css.now} style={{ flexGrow: total('work') }} />}
          {total('wait') > 0 && <span className={css.before} style={{ flexGrow: total('wait') }} />}
        </div>
      )}
      <Table
        label={t('figures.process.times')}
        heads={(['time', 'cases', 'median', 'p90', 'total', 'share'] as const).map((head) =>
          t(`figures.process.${head}`),
        )}
      >
        {view.times.map(({ of, cases, median, p90, total: sum }) => {
          const was = view.before?.times.find((time) => time.of === of)
          return (
            <tr key={of}>
              <th scope="row">
                {of === 'work' && <span className={cx(css.key, css.now)} aria-hidden />}
                {of === 'wait' && <span className={cx(css.key, css.before)} aria-hidden />}
                {t(`figures.process.${of}`)}
              </th>
              <td>
                {cases === 0 ? (
                  <span className={css.nought}>0</span>
                ) : (
                  <Figure
                    shown={words.value('count', cases)}
                    label={t(`figures.process.${of}`)}
                    cell={{ of }}
                    onOpen={onOpen}
                  />
                )}
                <Was value={was ? words.value('count', was.cases) : null} />
              </td>
              <Minutes now={median} was={was?.median} />
              <Minutes now={p90} was={was?.p90} />
              <Minutes now={sum} was={was?.total} />
              <td>{words.value('share', whole > 0 ? sum / whole : null)}</td>
            </tr>
          )
        })}
      </Table>
    </Section>
  )
}

/** Where the time goes: the steps by the time spent on them, in a table and on the drawing. */
function Steps({ view, process: key, onOpen }: PartProps & { process: string }) {
  const t = useT()
  const locale = useLocale()
  const words = useFigureWords()
  const { data: process } = useQuery(processQuery(key))
  const { steps } = view
  const most = steps[0]?.total ?? 0
  const marks = steps.map(({ element, stays, median, total }, at): Mark => {
    const time = words.value('minutes', median)
    return {
      element: element.id,
      words: `${element.name[locale]}: ${t('figures.process.spent', { time, total: words.value('minutes', total), count: stays })}`,
      ...(at < MOST_BUBBLES ? { bubble: [time] } : {}),
    }
  })
  if (steps.length === 0) return null
  return (
    <Section title={t('figures.process.steps')}>
      <Table
        label={t('figures.process.steps')}
        heads={(['step', 'stays', 'median', 'total'] as const).map((head) => t(`figures.process.${head}`))}
      >
        {steps.map(({ element, stays, median, total }) => {
          const was = view.before && (view.before.steps.find((step) => step.element.id === element.id) ?? NO_STEP)
          return (
            <tr key={element.id}>
              <th scope="row">
                {element.name[locale]}
                <span className={css.spent} aria-hidden>
                  <span className={css.now} style={{ width: `${(total / most) * 100}%` }} />
                </span>
              </th>
              <td>
                <Figure
                  shown={words.value('count', stays)}
                  label={element.name[locale]}
                  cell={{ of: 'step', row: element.id }}
                  onOpen={onOpen}
                />
                <Was value={was && words.value('count', was.stays)} />
              </td>
              <Minutes now={median} was={was?.median} />
              <Minutes now={total} was={was?.total} />
            </tr>
          )
        })}
      </Table>
      {process && (
        <div className={css.drawing}>
          <Diagram
            bpmn={process.bpmn}
            names={locale === 'pl' ? null : process.elements}
            label={t('diagram.label', { name: process.name[locale] })}
            marks={marks}
            begin={steps[0]?.element.id}
            onPick={(id) => {
              const step = steps.find(({ element }) => element.id === id)
              if (step) onOpen({ of: 'step', row: id }, step.element.name[locale])
            }}
          />
        </div>
      )}
    </Section>
  )
}

/** The activities one after another, as cases went through them; one that came several times in a row stands once. */
function Ways({ view, onOpen }: PartProps) {
  const t = useT()
  const locale = useLocale()
  const words = useFigureWords()
  return (
    <Section title={t('figures.process.ways')}>
      <Table
        label={t('figures.process.ways')}
        heads={(['way', 'cases', 'share', 'median'] as const).map((head) => t(`figures.process.${head}`))}
      >
        {view.ways.map(({ key, elements, cases, median }) => {
          const said = runsOf(elements.map(({ name }) => name[locale]))
          const label = said.map(({ name, times }) => (times > 1 ? `${name} ×${times}` : name))
          const name = label.join(' → ') || t('figures.process.nothingDone')
          const was = view.before && (view.before.ways.find((way) => way.key === key) ?? { cases: 0, median: null })
          return (
            <tr key={key}>
              <th scope="row" className={css.way}>
                {label.length === 0
                  ? name
                  : label.map((one, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a step may come again, and the order is all there is
                      <Fragment key={at}>
                        {at > 0 && <span className="ink-3"> → </span>}
                        {one}
                      </Fragment>
                    ))}
              </th>
              <td>
                <Figure
                  shown={words.value('count', cases)}
                  label={name}
                  cell={{ of: 'way', row: key }}
                  onOpen={onOpen}
                />
                <Was value={was && words.value('count', was.cases)} />
              </td>
              <td>{words.value('share', cases / view.measured)}</td>
              <Minutes now={median} was={was?.median} />
            </tr>
          )
        })}
      </Table>
      {view.moreWays && <p className="t-s ink-2">{t('figures.process.moreWays', { count: view.ways.length })}</p>}
    </Section>
  )
}

function runsOf(names: string[]): { name: string; times: number }[] {
  const runs: { name: string; times: number }[] = []
  for (const name of names) {
    const last = runs.at(-1)
    if (last?.name === name) last.times += 1
    else runs.push({ name, times: 1 })
  }
  return runs
}

function People({ view, onOpen }: PartProps) {
  const t = useT()
  const words = useFigureWords()
  if (view.people.length === 0) return null
  return (
    <Section title={t('figures.process.people')}>
      <Table
        label={t('figures.process.people')}
        heads={(['person', 'tasks', 'median', 'lateTasks'] as const).map((head) => t(`figures.process.${head}`))}
      >
        {view.people.map(({ id, name, tasks, median, late }) => {
          const who = name ?? t('figures.process.nobody')
          const row = id ?? 'none'
          const was = view.before && (view.before.people.find((one) => one.id === id) ?? NO_TASKS)
          return (
            <tr key={row}>
              <th scope="row">{who}</th>
              <td>
                <Figure
                  shown={words.value('count', tasks)}
                  label={`${t('figures.process.tasks')}, ${who}`}
                  cell={{ of: 'tasks', row }}
                  onOpen={onOpen}
                />
                <Was value={was && words.value('count', was.tasks)} />
              </td>
              <Minutes now={median} was={was?.median} />
              <td>
                {late === 0 ? (
                  <span className={css.nought}>0</span>
                ) : (
                  <Figure
                    shown={words.value('count', late)}
                    label={`${t('figures.process.lateTasks')}, ${who}`}
                    cell={{ of: 'lateTasks', row }}
                    onOpen={onOpen}
                  />
                )}
                <Was value={was && words.value('count', was.late)} />
              </td>
            </tr>
          )
        })}
      </Table>
      {view.moreTasks && <p className="t-s ink-2">{t('figures.process.moreTasks')}</p>}
    </Section>
  )
}
