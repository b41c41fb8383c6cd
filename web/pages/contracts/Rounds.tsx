import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { useT } from '../../i18n/words.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { AnswerDialog } from './AnswerDialog.tsx'
import css from './contracts.module.css'
import type { Approval, Contract, Round } from './queries.ts'

/** Every round of approval: who was asked, who said what, and about which version. The last one is open. */
export function Rounds({ contract }: { contract: Contract }) {
  const t = useT()
  const [answering, setAnswering] = useState<Approval | null>(null)
  return (
    <Section
      title={t('contracts.approval')}
      end={
        contract.rounds.length > 0 && (
          <Button
            component="a"
            href={`/api/contracts/${contract.id}/approval-sheet`}
            target="_blank"
            rel="noreferrer"
            size="sm"
            variant="subtle"
            leftSection={<Icon of={IconPrinter} size={14} />}
          >
            {t('contracts.sheet')}
          </Button>
        )
      }
    >
      {contract.rounds.length === 0 && <p className={css.about}>{t('contracts.approval.none')}</p>}
      {contract.rounds.map((round, index) => (
        <OneRound key={round.no} round={round} open={index === 0} onAnswer={setAnswering} />
      ))}
      {answering && <AnswerDialog contract={contract} approval={answering} onClose={() => setAnswering(null)} />}
    </Section>
  )
}

type RoundProps = { round: Round; open: boolean; onAnswer: (approval: Approval) => void }

function OneRound({ round, open, onAnswer }: RoundProps) {
  const t = useT()
  const format = useFormat()
  const state = round.outcome
    ? t(`contracts.outcome.${round.outcome}`)
    : t('contracts.round.waits', {
        count: round.approvals.filter(({ state }) => state === 'asked' || state === 'late').length,
      })
  return (
    <details className={css.round} open={open}>
      <summary>
        <span>
          <span className="w5">{t('contracts.round', { no: round.no, version: round.documentNo })}</span>
          <span className="ink-2"> · {state}</span>
        </span>
      </summary>
      <p className={css.about}>
        {t('contracts.round.opened', {
          name: round.initiator.name,
          at: format.near(round.openedAt, { time: 'always' }),
        })}
        {round.quorum && ` · ${t(`contracts.quorum.${round.quorum}`)}`}
      </p>
      <p className={css.hash}>SHA-256: {round.documentHash}</p>
      {round.missing.length > 0 && (
        <>
          <StatusMark status="incident" wraps>
            {t('contracts.missing')}
          </StatusMark>
          <ul className={css.missing}>
            {round.missing.map((who) => (
              <li key={who}>{who}</li>
            ))}
          </ul>
        </>
      )}
      {round.approvals.length === 0 && round.missing.length === 0 && !round.outcome && (
        <p className={css.about}>{t('contracts.round.nobody')}</p>
      )}
      <ul className={css.approvals}>
        {round.approvals.map((approval) => (
          <OneApproval key={approval.id} approval={approval} onAnswer={() => onAnswer(approval)} />
        ))}
      </ul>
    </details>
  )
}

function OneApproval({ approval, onAnswer }: { approval: Approval; onAnswer: () => void }) {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  const { company } = useMe()
  const { approver, assignee, answeredBy, reason } = approval
  const acting = answeredBy ?? assignee
  const why = [
    t(`contracts.reason.${reason.approver as 'person'}`),
    reason.amountFrom !== null && t('contracts.reason.from', { amount: money(reason.amountFrom, company.currency) }),
  ].filter(Boolean)
  return (
    <li>
      <span className={css.words}>
        <span className="row">
          <Avatar id={acting.id} name={acting.name} />
          <span>
            <span className="w5">{acting.name}</span>
            {acting.id !== approver.id && ` ${t('contracts.inPlaceOf', { name: approver.name })}`}
          </span>
        </span>
        <span className="t-xs ink-3">{why.join(', ')}</span>
      </span>
      <span className={css.words}>
        <State approval={approval} />
        <span className="t-xs ink-3">
          {approval.answeredAt
            ? format.near(approval.answeredAt, { time: 'always' })
            : approval.dueAt &&
              approval.state !== 'dropped' &&
              t('contracts.due', { at: format.near(approval.dueAt, { time: 'always' }) })}
        </span>
      </span>
      {approval.comment && <p className={css.comment}>{approval.comment}</p>}
      {approval.mine && (
        <span className={css.mine}>
          <Button variant="filled" onClick={onAnswer}>
            {t('contracts.answer.do')}
          </Button>
        </span>
      )}
    </li>
  )
}

function State({ approval: { state, answer } }: { approval: Approval }) {
  const t = useT()
  if (answer === 'sent_back') return <StatusMark status="late">{t('contracts.answer.sent_back')}</StatusMark>
  if (answer) return <StatusMark status="done">{t(`contracts.answer.${answer}`)}</StatusMark>
  if (state === 'late') return <StatusMark status="late">{t('contracts.state.late')}</StatusMark>
  if (state === 'asked') return <StatusMark status="soon">{t('contracts.state.asked')}</StatusMark>
  return <Chip>{t(`contracts.state.${state as 'later'}`)}</Chip>
}
