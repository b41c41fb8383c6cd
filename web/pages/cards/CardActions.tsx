import { Button } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { CallButton } from '../../components/calls/CallLink.tsx'
import type { CallSubject } from '../../components/calls/queries.ts'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Point } from './queries.ts'

type Props = { subject: CallSubject; phones: Point[]; emails: Point[]; onArchive?: (() => void) | undefined }

/** What one does with somebody: call, write; put the card away. */
export function CardActions({ subject, phones, emails, onArchive }: Props) {
  const t = useT()
  return (
    <>
      {phones[0] && <CallButton number={phones[0].value} subject={subject} />}
      {emails[0] && (
        <Button component="a" href={`mailto:${emails[0].value}`} leftSection={<Icon of={IconMail} />}>
          {t('leads.do.write')}
        </Button>
      )}
      {onArchive && <Button onClick={onArchive}>{t('cards.archive')}</Button>}
    </>
  )
}
