import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../../i18n/format.ts'
import { useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { GoTo } from '../../../ui/GoTo.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useSearchState } from '../../../ui/use-search.ts'
import css from './Distribution.module.css'
import { type Simulation as Answer, simulationQuery } from './queries.ts'

/** What the rules would have said of the last month, before anybody switches them on. */
export function Simulation() {
  const t = useT()
  const [search, setSearch] = useSearchState()
  const off = search.off !== 'no'
  const { rule, person } = search
  const query = useQuery(simulationQuery({ off, ...(rule ? { rule } : {}), ...(person ? { person } : {}) }))
  return (
    <Section
      title={t('distribution.simulation')}
      end={
        <Switch
          label={t('distribution.simulation.off')}
          checked={off}
          onChange={(event) => setSearch({ off: event.currentTarget.checked ? undefined : 'no' })}
        />
      }
    >
      <p className={css.about}>{t('distribution.simulation.about')}</p>
      {query.isPending ? (
        <Skeleton rows={6} />
      ) : query.isError ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.examined === 0 ? (
        <EmptyState>{t('distribution.simulation.nothing')}</EmptyState>
      ) : (
        <Result answer={query.data} />
      )}
    </Section>
  )
}

function Result({ answer }: { answer: Answer }) {
  const t = useT()
  const format = useFormat()
  const [search, setSearch] = useSearchState()
  const narrowed = search.rule ?? search.person
  return (
    <>
      <p className={css.sum}>
        {t('distribution.simulation.examined', { count: answer.examined })}
        {answer.cut && ` ${t('distribution.simulation.cut')}`}
      </p>
      <div className={css.counts}>
        <Counts
          title={t('distribution.simulation.byRule')}
          total={answer.examined}
          chosen={search.rule}
          onChoose={(rule) => setSearch({ rule, person: undefined })}
          rows={[
            ...answer.rules,
            { id: 'none', name: t('distribution.simulation.unmatched'), count: answer.unmatched },
          ]}
        />
        <Counts
          title={t('distribution.simulation.byPerson')}
          total={answer.examined}
          chosen={search.person}
          onChoose={(person) => setSearch({ person, rule: undefined })}
          rows={answer.people}
          more={answer.departments.map((one) => ({
            ...one,
            name: t('distribution.simulation.offered', { name: one.name }),
          }))}
        />
      </div>
      <h3 className={css.heading}>
        {t(narrowed ? 'distribution.simulation.chosen' : 'distribution.simulation.latest')}
      </h3>
      {answer.requests.length === 0 && <EmptyState>{t('distribution.simulation.none')}</EmptyState>}
      <ul className={css.requests}>
        {answer.requests.map((one) => (
          <li key={one.leadId}>
            <span className={css.what}>
              <GoTo to={paths.lead(one.leadId)}>{one.title}</GoTo>
              <span className={css.meta}>
                {format.dateTime(one.receivedAt)}
                {one.skipped.length > 0 &&
                  ` · ${t('distribution.simulation.skipped', { names: one.skipped.map(({ name }) => `„${name}”`).join(', ') })}`}
              </span>
            </span>
            <span className={css.whose}>
              <span className="w5">
                {one.person?.name ??
                  (one.department
                    ? t('distribution.simulation.offered', { name: one.department.name })
                    : t('distribution.simulation.asProcess'))}
              </span>
              <span className={css.meta}>
                {one.rule?.name ?? t('distribution.simulation.unmatched')}
                {one.owner &&
                  one.owner.id !== one.person?.id &&
                  ` · ${t('distribution.simulation.really', { name: one.owner.name })}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

type Count = { id: string; name: string; count: number }
type CountsProps = {
  title: string
  total: number
  rows: Count[]
  /** Counted, but nobody to choose. */
  more?: Count[]
  chosen: string | undefined
  onChoose: (id: string | undefined) => void
}

function Counts({ title, total, rows, more = [], chosen, onChoose }: CountsProps) {
  const t = useT()
  const format = useFormat()
  const bar = (count: number) => (
    <span className={css.bar} aria-hidden>
      <span style={{ width: `${total ? (100 * count) / total : 0}%` }} />
    </span>
  )
  return (
    <div>
      <h3 className={css.heading}>{title}</h3>
      {rows.length + more.length === 0 && <p className={css.meta}>{t('distribution.simulation.nobody')}</p>}
      <ul className={css.bars}>
        {rows.map(({ id, name, count }) => (
          <li key={id}>
            <button type="button" aria-pressed={chosen === id} onClick={() => onChoose(chosen === id ? undefined : id)}>
              <span className={css.label}>{name}</span>
              <b className="num">{format.number(count)}</b>
              {bar(count)}
            </button>
          </li>
        ))}
        {more.map(({ id, name, count }) => (
          <li key={id} className={css.still}>
            <span className={css.label}>{name}</span>
            <b className="num">{format.number(count)}</b>
            {bar(count)}
          </li>
        ))}
      </ul>
    </div>
  )
}
