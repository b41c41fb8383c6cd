import { Button } from '@mantine/core'
import { CallButton } from '../../components/calls/CallLink.tsx'
import type { CallSubject } from '../../components/calls/queries.ts'
import { WriteLetter } from '../../components/letters/WriteLetter.tsx'
import { useT } from '../../i18n/words.ts'
import type { Point } from './queries.ts'

type Props = {
  subject: CallSubject & { kind: 'contact' | 'company' }
  phones: Point[]
  onArchive?: (() => void) | undefined
}

/** What one does with somebody: call, write; put the card away. */
export function CardActions({ subject, phones, onArchive }: Props) {
  const t = useT()
  return (
    <>
      {phones[0] && <CallButton number={phones[0].value} subject={subject} />}
      <WriteLetter place={subject} />
      {onArchive && <Button onClick={onArchive}>{t('cards.archive')}</Button>}
    </>
  )
}
