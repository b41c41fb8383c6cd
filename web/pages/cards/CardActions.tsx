import { Button } from '@mantine/core'
import { IconMail, IconPhone } from '@tabler/icons-react'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Point } from './queries.ts'

type Props = { phones: Point[]; emails: Point[]; onArchive?: (() => void) | undefined }

/** What one does with somebody: call, write; put the card away. */
export function CardActions({ phones, emails, onArchive }: Props) {
  const t = useT()
  return (
    <>
      {phones[0] && (
        <Button component="a" href={`tel:${phones[0].value}`} leftSection={<Icon of={IconPhone} />}>
          {t('leads.do.call')}
        </Button>
      )}
      {emails[0] && (
        <Button component="a" href={`mailto:${emails[0].value}`} leftSection={<Icon of={IconMail} />}>
          {t('leads.do.write')}
        </Button>
      )}
      {onArchive && <Button onClick={onArchive}>{t('cards.archive')}</Button>}
    </>
  )
}
