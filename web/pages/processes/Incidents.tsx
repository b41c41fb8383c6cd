import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { BulkDialog } from '../../components/cases/BulkDialog.tsx'
import { type BulkDoing, bulksQuery, reaches } from '../../components/cases/bulks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { pathOf, paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { WordButton } from '../../ui/WordButton.tsx'
import { FaultDetail } from './FaultDetail.tsx'
import { faultOf, groupsOf, type IncidentGroup } from './incident-groups.ts'
import css from './processes.module.css'
import { type Incident, incidentsQuery, useProcessRefresh } from './queries.ts'

/** As many as the server tells at once. */
const MOST = 200

/** Steps that could not be done, equal ones as one line. Each says what happened and waits for one of three answers. */
export function Incidents({ process }: { process?: string }) {
  const t = useT()
  const { can } = useMe()
  const may = (can['process.steer'] ?? 'none') !== 'none'
  const { data: all = [] } = useQuery({ ...incidentsQuery, enabled: may })
  const incidents = all.filter((one) => !process || one.process === process)
  const cut = all.length >= MOST
  return (
    <>
      {incidents.length > 0 && (
        <Section title={t('processes.incidents')} count={cut ? `${incidents.length}+` : incidents.length}>
          <ul className={css.list}>
            {groupsOf(incidents).map((group) =>
              group.incidents.length === 1 ? (
                <Single key={group.id} one={group.incidents[0]} named={!process} />
              ) : (
                <Group key={group.id} group={group} named={!process} cut={cut} />
              ),
            )}
          </ul>
        </Section>
      )}
    </>
  )
}

function Group({ group, named, cut }: { group: IncidentGroup; named: boolean; cut: boolean }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const list = useId()
  const [open, setOpen] = useState(false)
  const [asking, setAsking] = useState<BulkDoing | null>(null)
  const { data: bulks = [] } = useQuery(bulksQuery)
  const [newest] = group.incidents
  const filter = { process: newest.process, element: newest.element.id, code: newest.code }
  const { words, detail } = faultOf(newest)
  const alike = group.incidents.every((one) => one.message === newest.message)
  const cases = t('processes.cases.here', { count: group.cases })
  return (
    <li className={css.incident}>
      <div>
        <StatusMark status="incident">{newest.element.name[locale]}</StatusMark>
        <p>{words}</p>
        <p className={css.meta}>
          {named && <GoTo to={paths.process(newest.process)}>{newest.processName[locale]}</GoTo>}
          <span className="w5 nums">{cut ? t('steering.group.atLeast', { cases }) : cases}</span>
          <span>{t('steering.group.last', { when: format.near(newest.raisedAt, { time: 'always' }) })}</span>
          <WordButton aria-expanded={open} aria-controls={list} onClick={() => setOpen(!open)}>
            {t(open ? 'steering.group.hide' : 'steering.group.show')}
          </WordButton>
        </p>
      </div>
      {!bulks.some((bulk) => !bulk.finishedAt && reaches(bulk, filter)) && (
        <span className={css.buttons}>
          <Button variant="filled" onClick={() => setAsking('retry')}>
            {t('steering.retry.all')}
          </Button>
          <Button onClick={() => setAsking('skip')}>{t('steering.skip.all')}</Button>
          <Button onClick={() => setAsking('cancel')}>{t('steering.cancel.all')}</Button>
        </span>
      )}
      <div id={list} className={css.singles} hidden={!open}>
        {open && (
          <>
            {alike && detail && <p className={css.detail}>{detail}</p>}
            <ul className={css.list} aria-label={t('steering.group.list', { name: newest.element.name[locale] })}>
              {group.incidents.map((one) => (
                <li key={one.id} className={css.incident}>
                  <div>
                    <Where one={one} />
                    {!alike && <FaultDetail of={one} />}
                  </div>
                  <Answers one={one} small />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {asking && (
        <BulkDialog filter={filter} doing={asking} name={newest.element.name[locale]} onClose={() => setAsking(null)} />
      )}
    </li>
  )
}

function Single({ one, named }: { one: Incident; named: boolean }) {
  const locale = useLocale()
  return (
    <li className={css.incident}>
      <div>
        <StatusMark status="incident">{one.element.name[locale]}</StatusMark>
        <p>{faultOf(one).words}</p>
        <Where one={one} named={named} />
        <FaultDetail of={one} />
      </div>
      <Answers one={one} />
    </li>
  )
}

function Where({ one, named }: { one: Incident; named?: boolean }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  return (
    <p className={css.meta}>
      {named && <GoTo to={paths.process(one.process)}>{one.processName[locale]}</GoTo>}
      {one.subject && (
        <GoTo to={pathOf(one.subject.kind, one.subject.id) ?? paths.process(one.process)}>{one.subject.title}</GoTo>
      )}
      <GoTo to={paths.case(one.instance)}>{t('processes.case')}</GoTo>
      <span>{format.near(one.raisedAt, { time: 'always' })}</span>
    </p>
  )
}

function Answers({ one, small }: { one: Incident; small?: boolean }) {
  const t = useT()
  const refresh = useProcessRefresh()
  const resolve = async (resolution: 'retry' | 'skip' | 'cancel') => {
    const body = { resolution }
    await data(api.POST('/api/incidents/{id}/resolution', { params: { path: { id: one.id } }, body })).catch(
      notifyProblem,
    )
    await refresh()
  }
  const size = small ? 'sm' : 'md'
  return (
    <span className={css.buttons}>
      <Button size={size} variant={small ? 'default' : 'filled'} onClick={() => void resolve('retry')}>
        {t('processes.retry')}
      </Button>
      <Button size={size} onClick={() => void resolve('skip')}>
        {t('processes.skip')}
      </Button>
      <Button size={size} onClick={() => void resolve('cancel')}>
        {t('processes.end')}
      </Button>
    </span>
  )
}
