import { useMemo } from 'react'
import { useCounts, useMe } from '../../api/session.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useT } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { type Claim, ClaimList } from '../../ui/ClaimList.tsx'
import { Section } from '../../ui/Section.tsx'
import { type OfferedClaim, useAccept } from './use-accept.ts'

function shown(claim: OfferedClaim, meId: string): Claim {
  const dueAt = claim.dueAt
  return {
    id: claim.id,
    title: claim.subject?.title || taskTitle(claim),
    channel: claim.channel,
    who: claim.who || null,
    receivedAt: claim.startedAt,
    dueAt,
    totalSeconds: dueAt ? (Date.parse(dueAt) - Date.parse(claim.startedAt)) / 1000 : 0,
    taken:
      claim.status === 'open' || !claim.completedBy || !claim.completedAt
        ? null
        : {
            name: claim.completedBy.name.split(' ')[0] ?? claim.completedBy.name,
            at: claim.completedAt,
            me: claim.completedBy.id === meId,
          },
    href: claim.subject && pathOf(claim.subject.kind, claim.subject.id),
  }
}

/** So many the server sends; the others come up as these are taken. */
const MOST = 50

/** Requests anybody of the department may take. Nothing is shown while there are none. */
export function Claims({ claims, tellsThen }: { claims: OfferedClaim[]; tellsThen: string | null }) {
  const t = useT()
  const { user } = useMe()
  const { requests } = useCounts()
  const { accept, pending } = useAccept()
  const cards = useMemo(() => claims.map((claim) => shown(claim, user.id)), [claims, user.id])
  if (claims.length === 0) return null
  const open = claims.filter((claim) => claim.status === 'open')
  const candidates = Math.max(0, ...open.map((claim) => claim.candidates))
  const note = [
    candidates > 0 && t('myDay.claims.note', { count: candidates }),
    tellsThen && t('myDay.claims.escalates', { name: tellsThen }),
  ].filter(Boolean)
  return (
    <Section
      title={t('myDay.claims')}
      count={claims.length < MOST ? open.length : Math.max(open.length, requests)}
      end={open.length > 0 && <span className="t-xs ink-3 desk-only cut">{note.join(' ')}</span>}
    >
      <ClaimList
        claims={cards}
        pending={pending}
        unknownWho={t('myDay.claims.unknown')}
        onAccept={(claim) => {
          const full = claims.find((one) => one.id === claim.id)
          if (full && !pending.has(claim.id)) accept(full)
        }}
      />
    </Section>
  )
}
