import { Button, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { dateIn } from '../../../pure/dates.ts'
import { api, data } from '../../api/client.ts'
import { businessNow } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useLocale, useT } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { WordButton } from '../../ui/WordButton.tsx'
import css from './figures.module.css'
import { PlanDialog, TargetDialog } from './PlanDialog.tsx'
import { isDate } from './periods.ts'
import { type Plan, plansQuery } from './queries.ts'
import { useFigureWords } from './words.ts'

/** What is meant to be reached, how much of it is, and what it comes to at this pace. */
export function Plans({ reports }: { reports: ReactNode }) {
  const t = useT()
  const { can, company } = useMe()
  const [search, setSearch] = useSearchState()
  const today = dateIn(company.zone, new Date(businessNow()).toISOString())
  const on = isDate(search.on) ? search.on : today
  const query = useQuery(plansQuery(on))
  const [adding, setAdding] = useState(false)
  const [changing, setChanging] = useState<Plan | null>(null)
  const may = (can['plan.create'] ?? 'none') !== 'none'
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['figures', 'plans'] })
  return (
    <Page
      title={t('shell.nav.figures')}
      actions={
        may && (
          <Button variant="filled" leftSection={<Icon of={IconPlus} />} onClick={() => setAdding(true)}>
            {t('plans.add')}
          </Button>
        )
      }
    >
      <div className={css.page}>
        {reports}
        <div className={css.filters}>
          <TextInput
            type="date"
            label={t('plans.on')}
            value={on}
            onChange={(event) => setSearch({ on: event.currentTarget.value || undefined })}
          />
        </div>
        {query.isPending ? (
          <Skeleton rows={4} />
        ) : query.isError ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : query.data.length === 0 ? (
          <EmptyState>{t(may ? 'plans.none' : 'plans.none.own')}</EmptyState>
        ) : (
          <ul className={css.plans}>
            {query.data.map((plan) => (
              <OnePlan key={plan.id} plan={plan} onChange={() => setChanging(plan)} onGone={refresh} />
            ))}
          </ul>
        )}
      </div>
      {adding && <PlanDialog on={on} onDone={refresh} onClose={() => setAdding(false)} />}
      {changing && <TargetDialog plan={changing} onDone={refresh} onClose={() => setChanging(null)} />}
    </Page>
  )
}

type Props = { plan: Plan; onChange: () => void; onGone: () => Promise<unknown> }

function OnePlan({ plan, onChange, onGone }: Props) {
  const t = useT()
  const locale = useLocale()
  const words = useFigureWords()
  const remove = useMutation({
    mutationFn: () => data(api.DELETE('/api/plans/{id}', { params: { path: { id: plan.id } } })),
    onSettled: onGone,
  })
  const unit = plan.measure === 'revenue' ? 'money' : 'count'
  const percent = (share: number) =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)
  const name = plan.person?.name ?? plan.department?.name ?? t('plans.company')
  const what = [words.column(plan.measure), plan.product?.name].filter(Boolean).join(', ')
  const done = plan.done >= 1
  return (
    <li className={css.plan}>
      <span className="apart">
        <span className="w5">{name}</span>
        <StatusMark status={done || plan.done >= plan.elapsed ? 'done' : 'soon'}>
          {t(done ? 'plans.full' : plan.done >= plan.elapsed ? 'plans.ahead' : 'plans.behind')}
        </StatusMark>
      </span>
      <span className="t-s ink-2">
        {what} · {t(`plans.period.${plan.period}`)} {words.row('week', { key: null, name: null, range: plan.range })}
      </span>
      <span className={css.meter} role="img" aria-label={t('plans.meter', { name, done: percent(plan.done) })}>
        <span className={css.now} style={{ width: `${Math.min(plan.done, 1) * 100}%` }} />
        <span className={css.due} style={{ left: `${plan.elapsed * 100}%` }} />
      </span>
      <span className="apart t-s">
        <span className="nums w5">
          {percent(plan.done)}{' '}
          <span className="ink-2">
            {t('plans.reached', {
              reached: words.value(unit, plan.reached),
              target: words.value(unit, plan.target),
            })}
          </span>
        </span>
        {plan.can && (
          <span className={css.doings}>
            <WordButton onClick={onChange}>{t('plans.change')}</WordButton>
            <WordButton disabled={remove.isPending} onClick={() => remove.mutate()}>
              {t('plans.remove')}
            </WordButton>
          </span>
        )}
      </span>
      {plan.pace !== null && plan.elapsed < 1 && (
        <span className="t-s ink-2">
          {t('plans.pace', { pace: words.value(unit, plan.pace), elapsed: percent(plan.elapsed) })}
        </span>
      )}
    </li>
  )
}
