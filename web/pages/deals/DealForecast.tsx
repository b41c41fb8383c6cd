import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../api/session.ts'
import { useMoney } from '../../i18n/money.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { usePhone } from '../settings/Settings.tsx'
import css from './deals.module.css'
import { type Forecast, forecastQuery } from './queries.ts'

type Month = Forecast['months'][number]

/** Open deals by the month they are expected in and by stage: in full, and weighed by the stage's probability. */
export function DealForecast(asked: { pipeline: string; owner: string; department: string }) {
  const t = useT()
  const locale = useLocale()
  const money = useMoney()
  const phone = usePhone()
  const { user } = useMe()
  const { data: forecast, isError, error, refetch } = useQuery(forecastQuery(asked, user.id))
  if (!forecast) {
    return isError ? (
      <Failed error={error} onRetry={() => void refetch()} />
    ) : (
      <div style={{ padding: '0 var(--gutter)' }}>
        <Skeleton rows={8} />
      </div>
    )
  }
  if (forecast.total.count === 0) return <EmptyState>{t('deals.forecast.empty')}</EmptyState>
  const sum = (minor: number) => money(minor, forecast.currency)
  const stages = forecast.stages.filter((stage) => stage.count > 0)
  const nameOf = ({ month }: Month) => {
    if (!month) return <StatusMark status="soon">{t('deals.forecast.undated')}</StatusMark>
    const words = new Intl.DateTimeFormat(locale === 'pl' ? 'pl' : 'en-GB', { month: 'long', year: 'numeric' }).format(
      new Date(`${month}-15T12:00:00`),
    )
    return month < forecast.month ? (
      <StatusMark status="late">{t('deals.forecast.late', { month: words })}</StatusMark>
    ) : (
      words
    )
  }
  const left = forecast.total.unconverted
  return (
    <div className={css.forecast}>
      <dl className={css.totals}>
        <div>
          <dt>{t('deals.forecast.full')}</dt>
          <dd className="nums">{sum(forecast.total.sum)}</dd>
        </div>
        <div>
          <dt>{t('deals.forecast.weighted')}</dt>
          <dd className="nums">{sum(forecast.total.weighted)}</dd>
        </div>
        <div>
          <dt>{t('deals.forecast.open')}</dt>
          <dd className="nums">{forecast.total.count}</dd>
        </div>
      </dl>
      {phone ? (
        <ul className={css.cards}>
          {forecast.months.map((month) => (
            <li key={month.month ?? ''}>
              <span className="apart">
                <span className="w5">{nameOf(month)}</span>
                <span className="w5 nums nowrap">{sum(month.weighted)}</span>
              </span>
              <span className="apart t-s ink-2">
                <span>{t('deals.forecast.count', { count: month.count })}</span>
                <span className="nums nowrap">{t('deals.forecast.ofFull', { sum: sum(month.sum) })}</span>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <table className={css.months}>
          <thead>
            <tr>
              <th scope="col">{t('deals.forecast.month')}</th>
              {stages.map((stage) => (
                <th key={stage.id} scope="col">
                  {stage.name[locale]}
                  <small className="nums">{stage.probability}%</small>
                </th>
              ))}
              <th scope="col">{t('deals.forecast.full')}</th>
              <th scope="col">{t('deals.forecast.weighted')}</th>
            </tr>
          </thead>
          <tbody>
            {forecast.months.map((month) => (
              <tr key={month.month ?? ''}>
                <th scope="row">
                  {nameOf(month)}
                  <small>{t('deals.forecast.count', { count: month.count })}</small>
                </th>
                {stages.map((stage) => {
                  const cell = month.stages.find(({ stageId }) => stageId === stage.id)
                  return (
                    <td key={stage.id} className="nums">
                      {cell && (
                        <>
                          {sum(cell.sum)}
                          <small>{sum(cell.weighted)}</small>
                        </>
                      )}
                    </td>
                  )
                })}
                <td className="nums">{sum(month.sum)}</td>
                <td className="nums w5">{sum(month.weighted)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {left > 0 && <p className="t-s ink-2">{t('deals.forecast.unconverted', { count: left })}</p>}
    </div>
  )
}
