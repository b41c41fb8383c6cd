import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../../api/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useT } from '../../../i18n/words.ts'
import { Failed } from '../../../ui/Failed.tsx'
import { notifyProblem } from '../../../ui/notify.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { StatusMark } from '../../../ui/StatusMark.tsx'
import css from './audit.module.css'
import { sealsQuery } from './queries.ts'

type Part = Awaited<ReturnType<typeof verified>>
interface Check {
  events: number
  erased: number
  faults: Part['faults']
  done: boolean
}

const verified = (after: number) => data(api.GET('/api/audit/verification', { params: { query: { after } } }))

/** How far the log is sealed, and whether it still is as it was written. */
export function Seals() {
  const t = useT()
  const format = useFormat()
  const { data: seals, error, refetch } = useQuery(sealsQuery)
  const [check, setCheck] = useState<Check | null>(null)
  const verify = async () => {
    let sum: Check = { events: 0, erased: 0, faults: [], done: false }
    setCheck(sum)
    try {
      for (let after: number | null = 0; after !== null; ) {
        const part: Part = await verified(after)
        after = part.next
        sum = {
          events: sum.events + part.events,
          erased: sum.erased + part.erased,
          faults: [...sum.faults, ...part.faults],
          done: after === null,
        }
        setCheck(sum)
      }
    } catch (problem) {
      setCheck(null)
      notifyProblem(problem)
    }
    await refetch()
  }
  return (
    <Section
      title={t('audit.seal')}
      end={
        <Button loading={check !== null && !check.done} onClick={() => void verify()}>
          {t('audit.verify')}
        </Button>
      }
    >
      {!seals && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={2} />)}
      {seals && (
        <div className={css.seals}>
          <p>
            {t('audit.sealed', { count: seals.sealed })}{' '}
            {seals.unsealed.events > 0
              ? t('audit.unsealed', {
                  count: seals.unsealed.events,
                  when: format.near(seals.unsealed.since ?? '', { time: 'always' }),
                })
              : t('audit.allSealed')}
          </p>
          {seals.head && (
            <p className={css.head}>
              {t('audit.head', { seq: seals.head.seq, when: format.dateTime(seals.head.sealedAt) })}{' '}
              <code>
                {seals.head.seq}:{seals.head.hash}
              </code>
            </p>
          )}
          <div role="status">{check && <Result check={check} />}</div>
        </div>
      )}
    </Section>
  )
}

function Result({ check }: { check: Check }) {
  const t = useT()
  const { events, erased, faults, done } = check
  if (!done) return <p>{t('audit.verifying', { count: events })}</p>
  if (faults.length === 0) {
    return (
      <>
        <StatusMark status="done">{t('audit.whole', { count: events })}</StatusMark>
        {erased > 0 && <p>{t('audit.erased', { count: erased })}</p>}
      </>
    )
  }
  return (
    <>
      <StatusMark status="incident">{t('audit.broken', { count: faults.length })}</StatusMark>
      <ul className={css.faults}>
        {faults.map((one) => (
          <li key={`${one.kind}-${one.seal}-${one.events.map(({ id }) => id).join()}`}>
            {t(`audit.fault.${one.kind}`, {
              seal: one.seal,
              events: one.events.map(({ id, name }) => (name ? `${id} (${name})` : id)).join(', '),
            })}
          </li>
        ))}
      </ul>
    </>
  )
}
