import { Button } from '@mantine/core'
import {
  IconApi,
  IconCheck,
  IconMail,
  IconMessage,
  IconPencil,
  IconPhoneIncoming,
  IconWorld,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useFormat } from '../i18n/format.ts'
import { sourceWords } from '../i18n/source-words.ts'
import { bind, useT } from '../i18n/words.ts'
import css from './ClaimList.module.css'
import { cx } from './cx.ts'
import { GoTo } from './GoTo.tsx'
import { Icon, type IconType } from './Icon.tsx'
import { TimeLeft, TimeRing } from './TimeRing.tsx'
import { useKeys } from './use-keys.ts'
import { useLeaving } from './use-leaving.ts'

export interface Claim {
  id: string
  title: string
  /** 'form', 'phone', 'mail', ...; an unknown one is shown by its own name. */
  channel: string
  /** Who asks: 'Ireneusz Świątek, Port Łeba S.A.'; null for a number nobody knows. */
  who: string | null
  receivedAt: string
  /** When the time to accept runs out. Null: nobody waits with a watch. */
  dueAt: string | null
  totalSeconds: number
  /** Who was first. `me` when it is the person at this screen. */
  taken: { name: string; at: string; me: boolean } | null
  /** The record's page. */
  href: string | null
}

const icons: Record<string, IconType> = {
  form: IconWorld,
  phone: IconPhoneIncoming,
  mail: IconMail,
  messenger: IconMessage,
  api: IconApi,
  manual: IconPencil,
}

type Props = {
  claims: Claim[]
  onAccept: (claim: Claim) => void
  /** Being accepted right now. */
  pending?: ReadonlySet<string>
  unknownWho: string
}

const keyOf = (claim: Claim) => claim.id

/** Requests waiting to be accepted, the most urgent first; keys 1 to 9 accept. Taken ones say by whom and leave. */
export function ClaimList({ claims, onAccept, pending, unknownWho }: Props) {
  const t = useT()
  const format = useFormat()
  const open = claims.filter((claim) => !claim.taken)
  const shown = useLeaving(claims, keyOf)
  // What was there when the page came stands still; only what arrives later fades in.
  const [initial] = useState(() => new Set(claims.map(keyOf)))
  useKeys(Object.fromEntries(open.slice(0, 9).map((claim, at) => [String(at + 1), () => onAccept(claim)])))

  return (
    <ul className={css.claims}>
      {shown.map(({ item: claim, leaving }) => {
        const words = bind(claim.title)
        const title = claim.href ? <GoTo to={claim.href}>{words}</GoTo> : words
        if (claim.taken) {
          const time = format.time(claim.taken.at)
          return (
            <li key={claim.id} className={cx(css.claim, css.gone, leaving && css.leaving)}>
              <span className={css.check}>
                <Icon of={IconCheck} />
              </span>
              <span className="t-s cut">{title}</span>
              <span className="t-s nowrap nums">
                {claim.taken.me ? t('ui.claim.you', { time }) : t('ui.claim.taken', { name: claim.taken.name, time })}
              </span>
            </li>
          )
        }
        const place = open.indexOf(claim)
        const first = place === 0
        const deadline = { dueAt: claim.dueAt ?? '', total: claim.totalSeconds }
        const channel = <Icon of={icons[claim.channel] ?? IconWorld} />
        return (
          <li key={claim.id} className={cx(css.claim, !initial.has(claim.id) && css.fresh, leaving && css.leaving)}>
            {claim.dueAt ? <TimeRing {...deadline}>{channel}</TimeRing> : <span className={css.plain}>{channel}</span>}
            <div className={css.words}>
              <h3 className={css.title}>{title}</h3>
              <p className={css.from}>
                {format.short(claim.receivedAt)}, {sourceWords(claim.channel)} · {claim.who ?? unknownWho}
              </p>
            </div>
            {claim.dueAt ? <TimeLeft {...deadline} /> : <span />}
            <Button
              className={css.accept}
              variant={first ? 'filled' : 'outline'}
              loading={pending?.has(claim.id)}
              onClick={() => onAccept(claim)}
              aria-label={`${t('ui.claim.accept')}: ${claim.title}`}
              rightSection={place >= 0 && place < 9 ? <kbd className="desk-only">{place + 1}</kbd> : undefined}
            >
              {t('ui.claim.accept')}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
