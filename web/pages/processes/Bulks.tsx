import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { type Bulk, bulksQuery } from '../../components/cases/bulks.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT, wordsOf } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { useElementNames } from './Drawing.tsx'
import css from './processes.module.css'
import { processQuery, useProcessRefresh } from './queries.ts'

/** What is being done to many cases, how far it is, and what came of what ended while one looked. */
export function Bulks({ process }: { process?: string }) {
  const refresh = useProcessRefresh()
  const { data: bulks } = useQuery(bulksQuery)
  // What had ended before the page was opened is history.
  const [past, setPast] = useState<ReadonlySet<string> | null>(null)
  useEffect(() => {
    if (bulks && !past) setPast(new Set(bulks.filter((one) => one.finishedAt).map((one) => one.id)))
  }, [bulks, past])
  const shown = past
    ? bulks?.filter((one) => !past.has(one.id) && (!process || !one.filter.process || one.filter.process === process))
    : undefined
  const ended = shown?.filter((one) => one.finishedAt).length ?? 0
  const before = useRef(ended)
  useEffect(() => {
    // The cases have moved, and no hint tells that of each of them.
    if (ended > before.current) void refresh()
    before.current = ended
  }, [ended, refresh])
  return (
    <ul className={css.bulks} aria-live="polite">
      {shown?.map((one) => (
        <BulkRow key={one.id} one={one} onClose={() => setPast(new Set([...(past ?? []), one.id]))} />
      ))}
    </ul>
  )
}

const DOINGS = ['retry', 'skip', 'cancel'] as const

function BulkRow({ one, onClose }: { one: Bulk; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const refresh = useProcessRefresh()
  const { process, element } = one.filter
  const known = useQuery({ ...processQuery(String(process)), enabled: typeof process === 'string' })
  const names = useElementNames(known.data)
  const doing = DOINGS.find((each) => each === one.action.do)
  const title =
    doing && typeof element === 'string'
      ? t(`steering.bulk.${doing}`, { name: names.get(element) ?? element })
      : (wordsOf(`control.bulk.${one.action.do}`) ?? t('steering.bulk.other'))
  const done = one.done + one.refused
  const parts = { done: format.number(one.finishedAt ? one.done : done), total: format.number(one.total) }
  const stop = async () => {
    await data(api.DELETE('/api/case-actions/{id}', { params: { path: { id: one.id } } })).catch(notifyProblem)
    await refresh()
  }
  return (
    <li className={css.bulk}>
      <div className="grow">
        <p className="apart">
          {one.finishedAt ? (
            <StatusMark status={one.stopped || one.refused > 0 ? 'soon' : 'done'}>{title}</StatusMark>
          ) : (
            <StatusMark status="runs">{title}</StatusMark>
          )}
          {!one.finishedAt && <span className="nums nowrap">{t('steering.bulk.far', parts)}</span>}
        </p>
        {one.finishedAt ? (
          <p className="t-s">
            {t(one.stopped ? 'steering.bulk.stopped' : 'steering.bulk.done', parts)}
            {one.refused > 0 &&
              ` ${t(one.action.do === 'migrate' ? 'steering.bulk.stayed' : 'steering.bulk.refused', { count: one.refused })}`}
          </p>
        ) : (
          <progress className={css.far} aria-label={title} max={Math.max(one.total, done, 1)} value={done} />
        )}
      </div>
      {one.finishedAt ? (
        <ActionIcon aria-label={t('shell.close')} onClick={onClose}>
          <Icon of={IconX} />
        </ActionIcon>
      ) : (
        <Button size="sm" onClick={() => void stop()}>
          {t('steering.bulk.stop')}
        </Button>
      )}
    </li>
  )
}
