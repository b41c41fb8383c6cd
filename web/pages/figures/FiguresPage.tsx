import { Button, Select } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { GROUPINGS, REPORTS, reportOf } from '../../../pure/figures.ts'
import { useMe } from '../../api/session.ts'
import { departmentsQuery } from '../../components/lists/choices.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT, type WordKey } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { type Search, useSearchState } from '../../ui/use-search.ts'
import { pipelinesQuery } from '../deals/queries.ts'
import { Chart } from './Chart.tsx'
import { Download, MailButton } from './Doings.tsx'
import { FigureTable } from './FigureTable.tsx'
import css from './figures.module.css'
import { Mailings } from './Mailings.tsx'
import { CompareField, compareAsked, PeriodFields, rangeAsked } from './PeriodFields.tsx'
import { Plans } from './Plans.tsx'
import { ProcessFigures } from './ProcessFigures.tsx'
import { type Asked, type FigureReport, type OfCell, reportQuery } from './queries.ts'
import { RecordsDialog } from './RecordsDialog.tsx'
import { useFigureWords } from './words.ts'

const PLANS = 'plans'
const PROCESSES = 'processes'
const MAILINGS = 'mailings'
const OTHERS = [PROCESSES, PLANS, MAILINGS]

/** What was done, by whom, and what came of it: counted as it is committed, each number with the records behind it. */
export default function FiguresPage() {
  const t = useT()
  const [search, setSearch] = useSearchState()
  const reports = (
    <Tabs
      label={t('figures.reports')}
      className={css.reports}
      value={OTHERS.find((one) => one === search.report) ?? reportOf(search.report ?? '')?.key ?? REPORTS[0]!.key}
      onChange={(key) =>
        setSearch({ report: key === REPORTS[0]!.key ? undefined : key, by: undefined, shown: undefined })
      }
      tabs={[
        ...REPORTS.map(({ key }) => ({ key, label: t(`figure.report.${key}` as WordKey) })),
        { key: PROCESSES, label: t('shell.nav.processes') },
        { key: PLANS, label: t('plans.title') },
        { key: MAILINGS, label: t('figures.mail.tab') },
      ]}
    />
  )
  if (search.report === PLANS) return <Plans reports={reports} />
  if (search.report === PROCESSES) return <ProcessFigures reports={reports} />
  if (search.report === MAILINGS) return <Mailings reports={reports} />
  return <OneReport reports={reports} search={search} setSearch={setSearch} />
}

type OneProps = { reports: ReactNode; search: Search; setSearch: (change: Search) => void }

function OneReport({ reports, search, setSearch }: OneProps) {
  const t = useT()
  const { company } = useMe()
  const report = reportOf(search.report ?? '') ?? REPORTS[0]!
  const asked = useMemo(() => askedOf(search, report.by, company.zone), [search, report, company.zone])
  const query = useQuery(reportQuery(report.key, asked))
  const [open, setOpen] = useState<{ cell: OfCell; title: string } | null>(null)
  const { from: _from, to: _to, ...narrowed } = asked
  const file = (format: string) =>
    `/api/figures/${report.key}/export?${new URLSearchParams({ ...(asked as unknown as Record<string, string>), format })}`
  return (
    <Page
      title={t('shell.nav.figures')}
      actions={
        <>
          <MailButton
            mailed={{ report: report.key, query: narrowed, process: null }}
            search={search}
            onDone={setSearch}
          />
          <Download href={file} />
          <Button leftSection={<Icon of={IconPrinter} />} onClick={() => window.print()}>
            {t('figures.print')}
          </Button>
        </>
      }
    >
      <div className={css.page}>
        {reports}
        <Filters search={search} asked={asked} by={report.by} view={query.data} onChange={setSearch} />
        {query.isPending ? (
          <Skeleton rows={8} />
        ) : query.isError ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data.report === report.key ? (
          <Shown
            view={query.data}
            asked={asked}
            shown={search.shown}
            onShow={(shown) => setSearch({ shown })}
            onOpen={(cell, title) => setOpen({ cell, title })}
          />
        ) : (
          <Skeleton rows={8} />
        )}
      </div>
      {open && <RecordsDialog report={report.key} asked={asked} {...open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

/** What the address asks for; what it does not say is this month. */
function askedOf(search: Search, rows: readonly string[], zone: string): Asked {
  const by = GROUPINGS.find((one) => one === search.by && rows.includes(one))
  const compare = compareAsked(search)
  return {
    ...rangeAsked(search, zone),
    ...(by ? { by } : {}),
    ...(search.person ? { person: search.person } : {}),
    ...(search.department ? { department: search.department } : {}),
    ...(search.pipeline && rows.includes('stage') ? { pipeline: search.pipeline } : {}),
    ...(compare ? { compare } : {}),
  }
}

type ShownProps = {
  view: FigureReport
  asked: Asked
  shown: string | undefined
  onShow: (column: string) => void
  onOpen: (cell: OfCell, title: string) => void
}

function Shown({ view, asked, shown, onShow, onOpen }: ShownProps) {
  const t = useT()
  const format = useFormat()
  const words = useFigureWords()
  const wanted = shown ?? reportOf(view.report)?.shown
  const column = view.columns.find(({ key }) => key === wanted) ?? view.columns[0]!
  const nothing = view.columns.every(({ key }) => !view.total.values[key])
  const when = format.dateTime(view.countedTo)
  return (
    <>
      <div className={css.tiles} role="group" aria-label={t('figures.show')}>
        {view.columns.map(({ key, unit }) => (
          <button
            key={key}
            type="button"
            className={css.tile}
            aria-pressed={key === column.key}
            onClick={() => onShow(key)}
          >
            <span className={css.name}>{words.column(key)}</span>
            <span className={css.value}>{words.value(unit, view.total.values[key])}</span>
            {view.total.before && (
              <span className={css.was}>{t('figures.was', { value: words.value(unit, view.total.before[key]) })}</span>
            )}
          </button>
        ))}
      </div>
      {nothing ? (
        <EmptyState>{t('figures.none')}</EmptyState>
      ) : (
        <>
          <Chart view={view} column={column} />
          <FigureTable view={view} asked={asked} onOpen={onOpen} />
          {view.more && <p className="t-s ink-2">{t('figures.more', { count: view.rows.length })}</p>}
        </>
      )}
      <p className={css.foot}>
        {view.within && <>{t(view.within.departments.length > 0 ? 'figures.onlyDepartment' : 'figures.onlyMine')} </>}
        {t('figures.countedTo', { when: `${when}:${view.countedTo.slice(17, 19)}` })}.
      </p>
      <details className={css.definitions}>
        <summary>{t('figures.definitions')}</summary>
        <dl>
          {view.columns.map(({ key }) => (
            <div key={key}>
              <dt>{words.column(key)}</dt>
              <dd>{t(`figures.says.${key}` as WordKey)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

type FiltersProps = {
  search: Search
  asked: Asked
  by: readonly (typeof GROUPINGS)[number][]
  view: FigureReport | undefined
  onChange: (change: Search) => void
}

function Filters({ search, asked, by, view, onChange }: FiltersProps) {
  const t = useT()
  const locale = useLocale()
  const { can } = useMe()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: departments = [] } = useQuery(departmentsQuery)
  const stages = by.includes('stage')
  const { data: pipelines = [] } = useQuery({ ...pipelinesQuery, enabled: stages })
  const many = (can['figure.see'] ?? 'none') !== 'own'
  return (
    <div className={css.filters}>
      <PeriodFields search={search} range={asked} onChange={onChange} />
      {by.length > 1 && (
        <Select
          label={t('figures.by')}
          allowDeselect={false}
          value={asked.by ?? by[0]!}
          data={by.map((value) => ({ value, label: t(`figure.by.${value}`) }))}
          onChange={(value) => onChange({ by: value === by[0] ? undefined : (value ?? undefined) })}
        />
      )}
      {stages && pipelines.length > 1 && (
        <Select
          label={t('figures.pipeline')}
          allowDeselect={false}
          value={asked.pipeline ?? view?.pipeline ?? null}
          data={pipelines.map(({ id, name }) => ({ value: id, label: name[locale] }))}
          onChange={(value) => onChange({ pipeline: value ?? undefined })}
        />
      )}
      {many && (
        <Select
          label={t('figures.person')}
          placeholder={t('figures.anyone')}
          clearable
          searchable
          value={asked.person ?? null}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => onChange({ person: value ?? undefined })}
        />
      )}
      {many && (
        <Select
          label={t('figures.department')}
          placeholder={t('figures.anyDepartment')}
          clearable
          searchable
          value={asked.department ?? null}
          data={departments.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => onChange({ department: value ?? undefined })}
        />
      )}
      <CompareField search={search} onChange={onChange} />
    </div>
  )
}
