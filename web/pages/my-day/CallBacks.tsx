import { Button } from '@mantine/core'
import { formatPhone } from '../../../pure/phone.ts'
import { useMinute } from '../../api/clock.ts'
import { CallButton } from '../../components/calls/CallLink.tsx'
import { cardOf } from '../../components/calls/dial.ts'
import { type Call, useCalledBack } from '../../components/calls/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { wordLink } from '../../ui/WordButton.tsx'
import css from './Waiting.module.css'

const SHOWN = 5

/** Who rang and was missed, what is due first on top. */
export default function CallBacks({ calls }: { calls: Call[] }) {
  const t = useT()
  const format = useFormat()
  const minute = useMinute()
  const done = useCalledBack()
  return (
    <Section
      title={t('calls.back')}
      count={calls.length < 20 ? calls.length : '20+'}
      end={
        <GoTo to={`${paths.calls}?tab=back`} className={wordLink}>
          {t('calls.back.all')}
        </GoTo>
      }
    >
      <ul>
        {calls.slice(0, SHOWN).map((call) => {
          const card = cardOf(call)
          const number = formatPhone(call.number ?? '')
          const when = format.short(call.callBackDueAt!)
          const late = Date.parse(call.callBackDueAt!) < minute
          return (
            <li key={call.id} className={css.wait}>
              <div className={css.head}>
                <h3 className="cut nums">{card ? <GoTo to={card.to}>{card.name}</GoTo> : number}</h3>
                <span className={css.since}>
                  <StatusMark status={late ? 'late' : 'soon'}>{t('calls.back.by', { when })}</StatusMark>
                </span>
              </div>
              <div className={css.calls}>
                <CallButton small number={call.number!} words={t('calls.callBack')} />
                <Button size="sm" disabled={done.isPending} onClick={() => done.mutate(call.id)}>
                  {t('calls.back.settle')}
                </Button>
              </div>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
