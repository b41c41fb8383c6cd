import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { pathOf, paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import css from './processes.module.css'
import { incidentsQuery, useProcessRefresh } from './queries.ts'

/** Steps that could not be done. Each says what happened and waits for one of three answers. */
export function Incidents({ process }: { process?: string }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const { can } = useMe()
  const refresh = useProcessRefresh()
  const may = (can['process.steer'] ?? 'none') !== 'none'
  const { data: all = [] } = useQuery({ ...incidentsQuery, enabled: may })
  const incidents = all.filter((one) => !process || one.process === process)
  if (incidents.length === 0) return null
  const resolve = async (id: string, resolution: 'retry' | 'skip' | 'cancel') => {
    const body = { resolution }
    await data(api.POST('/api/incidents/{id}/resolution', { params: { path: { id } }, body })).catch(notifyProblem)
    await refresh()
  }
  return (
    <Section title={t('processes.incidents')} count={incidents.length}>
      <ul className={css.list}>
        {incidents.map((one) => (
          <li key={one.id} className={css.incident}>
            <div>
              <StatusMark status="incident">{one.element.name[locale]}</StatusMark>
              <p>{wordsOf(`error.${one.code}`) ?? one.message}</p>
              <p className={css.meta}>
                {!process && <GoTo to={paths.process(one.process)}>{one.processName[locale]}</GoTo>}
                {one.subject && (
                  <GoTo to={pathOf(one.subject.kind, one.subject.id) ?? paths.process(one.process)}>
                    {one.subject.title}
                  </GoTo>
                )}
                <GoTo to={paths.case(one.instance)}>{t('processes.case')}</GoTo>
                <span>{format.near(one.raisedAt)}</span>
              </p>
            </div>
            <span className={css.buttons}>
              <Button variant="filled" onClick={() => void resolve(one.id, 'retry')}>
                {t('processes.retry')}
              </Button>
              <Button onClick={() => void resolve(one.id, 'skip')}>{t('processes.skip')}</Button>
              <Button onClick={() => void resolve(one.id, 'cancel')}>{t('processes.end')}</Button>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
