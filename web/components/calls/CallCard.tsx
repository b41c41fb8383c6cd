import { Button, CloseButton } from '@mantine/core'
import { IconPhone, IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { formatPhone } from '../../../pure/phone.ts'
import { useSecond } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { useT } from '../../i18n/words.ts'
import { creating, paths } from '../../paths.ts'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { CallNote } from './CallNote.tsx'
import css from './CallPopups.module.css'
import { cardOf } from './dial.ts'
import { type Call, callQuery, talkedFor } from './queries.ts'

/** One call, from its ringing to the note that is written after it. */
export default function CallCard({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const go = useGo()
  const { user } = useMe()
  const { data: call } = useQuery(callQuery(id))
  const mine = call?.employee?.id === user.id
  // Nobody took it, or a colleague did: there is nothing to write down.
  const passed = call && (call.state === 'missed' || (call.state !== 'ringing' && !mine))
  useEffect(() => {
    if (passed) onClose()
  }, [passed, onClose])
  if (!call || passed) return null
  const card = cardOf(call)
  const number = call.number ? formatPhone(call.number) : t('calls.withheld')
  return (
    <article className={css.call} aria-label={card?.name ?? number}>
      <header className={css.head}>
        <span className={call.state === 'ringing' ? css.ringing : css.quiet}>
          <Icon
            of={call.direction === 'out' ? IconPhoneOutgoing : call.state === 'ringing' ? IconPhoneIncoming : IconPhone}
          />
        </span>
        <span className={css.state} role="status">
          <State call={call} />
        </span>
        <CloseButton aria-label={t('shell.close')} onClick={onClose} />
      </header>
      <div className={css.who}>
        {card ? (
          <GoTo to={card.to} className="w6">
            {card.name}
          </GoTo>
        ) : (
          <span className="w6">{t('calls.unknown')}</span>
        )}
        {!card?.unnamed && <span className="nums ink-2">{number}</span>}
        {call.company && card?.name !== call.company.name && (
          <GoTo to={paths.company(call.company.id)} className="ink-2">
            {call.company.name}
          </GoTo>
        )}
        {call.deal && (
          <GoTo to={paths.deal(call.deal.id)} className="ink-2">
            {call.deal.name}
          </GoTo>
        )}
      </div>
      <CallNote call={call} />
      <div className={css.actions}>
        {card ? (
          <Button variant="filled" onClick={() => go(card.to)}>
            {t('calls.open')}
          </Button>
        ) : (
          call.number && (
            <Button
              variant="filled"
              onClick={() => go(`${creating(paths.contacts)}&phone=${encodeURIComponent(number)}`)}
            >
              {t('calls.newContact')}
            </Button>
          )
        )}
      </div>
    </article>
  )
}

function State({ call }: { call: Call }) {
  const t = useT()
  const second = useSecond()
  if (call.state === 'ringing') return t(call.direction === 'out' ? 'calls.state.dialling' : 'calls.state.ringing')
  if (call.state === 'answered' && call.answeredAt) {
    const seconds = Math.max(0, Math.round(second - Date.parse(call.answeredAt) / 1000))
    return t('calls.state.talking', { time: talkedFor(seconds) })
  }
  return t('calls.state.over', { time: talkedFor(call.seconds ?? 0) })
}
