import { Button, Select, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { colleaguesQuery } from '../../../components/record/queries.ts'
import { sentenceOf } from '../../../components/record/sentence.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useLocale, useT, type WordKey, wordsOf } from '../../../i18n/words.ts'
import { type Column, DataTable } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useSearchState } from '../../../ui/use-search.ts'
import { WordButton } from '../../../ui/WordButton.tsx'
import { processesQuery } from '../../processes/queries.ts'
import settings from '../Settings.module.css'
import { Settings } from '../Settings.tsx'
import css from './audit.module.css'
import { EventDialog } from './EventDialog.tsx'
import { auditQuery, entryOf, type LoggedEvent } from './queries.ts'
import { Seals } from './Seals.tsx'

const AREAS = [
  'process lead deal contact company record task appointment note mail message call notice form import list bulk_edit',
  'product employee department api_token stage_rule distribution_rule pipeline field audit',
].flatMap((line) => line.split(' '))
const FILTERS = ['from', 'to', 'actor', 'area', 'process', 'about'] as const
const DAY = /^\d{4}-\d\d-\d\d$/

const keyOf = (event: LoggedEvent) => event.id

/** Everything that happened: who, when, what, from which value to which, by which process. */
export default function AuditPage() {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const [search, setSearch] = useSearchState()
  const [open, setOpen] = useState<LoggedEvent | null>(null)
  const filter = useMemo(
    () =>
      Object.fromEntries(
        FILTERS.flatMap((name) => {
          const value = search[name]
          return value && ((name !== 'from' && name !== 'to') || DAY.test(value)) ? [[name, value]] : []
        }),
      ),
    [search],
  )
  const query = useInfiniteQuery(auditQuery(filter))
  const events = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  // A page may hold few events and still not be the last: what was asked for lies further back.
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const wanted = 30
  useEffect(() => {
    if (events.length < wanted && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [events.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  const who = (event: LoggedEvent) => event.actor.name ?? t(`audit.actor.${event.actor.kind}` as WordKey)
  const by = (event: LoggedEvent) =>
    event.why ? t('audit.by', { name: event.why.process[locale], version: event.why.version }) : ''
  const columns: Column<LoggedEvent>[] = [
    {
      key: 'at',
      head: t('audit.when'),
      width: '148px',
      cell: (event) => <span className="nums">{format.dateTime(event.at)}</span>,
    },
    { key: 'who', head: t('audit.who'), width: 'minmax(120px, 0.8fr)', cell: who },
    {
      key: 'what',
      head: t('audit.what'),
      width: 'minmax(220px, 2.4fr)',
      cell: (event) => <span className="cut">{sentenceOf(entryOf(event), format)}</span>,
    },
    { key: 'about', head: t('audit.about'), width: 'minmax(120px, 1fr)', cell: (event) => event.subject?.title ?? '' },
    { key: 'process', head: t('audit.process'), width: 'minmax(120px, 1fr)', cell: by },
  ]
  return (
    <Settings
      title={t('audit.title')}
      right="audit.read"
      wide
      actions={
        <Button
          component="a"
          href={`/api/audit/export?${new URLSearchParams(filter)}`}
          download
          leftSection={<Icon of={IconDownload} />}
        >
          {t('audit.export')}
        </Button>
      }
    >
      <Seals />
      <Section className={settings.filling} title={t('audit.list')}>
        <Filters search={search} onChange={setSearch} />
        {search.about && (
          <p className={settings.meta}>
            {t('audit.onlyAbout', { name: events[0]?.subject?.title || t('audit.oneRecord') })}{' '}
            <WordButton onClick={() => setSearch({ about: undefined })}>{t('audit.forget')}</WordButton>
          </p>
        )}
        {query.isPending ? (
          <Skeleton rows={8} />
        ) : query.isError ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div className={`${settings.table} ${settings.grow} ${css.log}`}>
            <DataTable
              label={t('audit.title')}
              rows={events}
              columns={columns}
              keyOf={keyOf}
              onOpen={setOpen}
              onEnd={() => hasNextPage && !isFetchingNextPage && void fetchNextPage()}
              loadingMore={isFetchingNextPage}
              empty={<EmptyState>{hasNextPage ? t('audit.list') : t('audit.none')}</EmptyState>}
              cardHeight={76}
              card={(event) => (
                <>
                  <span className={css.sentence}>{sentenceOf(entryOf(event), format)}</span>
                  <span className="apart t-s ink-2">
                    <span className="cut">{event.subject?.title || by(event) || who(event)}</span>
                    <span className="nowrap nums">{format.dateTime(event.at)}</span>
                  </span>
                </>
              )}
            />
          </div>
        )}
      </Section>
      {open && <EventDialog event={open} who={who(open)} onClose={() => setOpen(null)} />}
    </Settings>
  )
}

type FiltersProps = {
  search: Record<string, string | undefined>
  onChange: (change: Record<string, string | undefined>) => void
}

function Filters({ search, onChange }: FiltersProps) {
  const t = useT()
  const locale = useLocale()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: processes = [] } = useQuery(processesQuery)
  const day = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      label={t(`audit.${name}`)}
      value={search[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
    />
  )
  return (
    <div className={css.filters}>
      {day('from')}
      {day('to')}
      <Select
        label={t('audit.who')}
        placeholder={t('audit.anyone')}
        clearable
        searchable
        value={search.actor ?? null}
        onChange={(value) => onChange({ actor: value ?? undefined })}
        data={[
          ...(['process', 'system', 'visitor'] as const).map((value) => ({ value, label: t(`audit.actor.${value}`) })),
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Select
        label={t('audit.what')}
        placeholder={t('audit.anything')}
        clearable
        searchable
        value={search.area ?? null}
        onChange={(value) => onChange({ area: value ?? undefined })}
        data={AREAS.map((value) => ({ value, label: wordsOf(`audit.area.${value}`) ?? value }))}
      />
      <Select
        label={t('audit.process')}
        placeholder={t('audit.anyProcess')}
        clearable
        searchable
        value={search.process ?? null}
        onChange={(value) => onChange({ process: value ?? undefined })}
        data={processes.map(({ key, name }) => ({ value: key, label: name[locale] }))}
      />
    </div>
  )
}
