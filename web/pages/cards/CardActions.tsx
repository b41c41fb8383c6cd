import { Button } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { WriteLetter } from '../../components/letters/WriteLetter.tsx'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Point } from './queries.ts'

type Props = {
  card: { kind: 'contact' | 'company'; id: string }
  phones: Point[]
  onArchive?: (() => void) | undefined
}

/** What one does with somebody: call, write; put the card away. */
export function CardActions({ card, phones, onArchive }: Props) {
  const t = useT()
  return (
    <>
      {phones[0] && (
        <Button component="a" href={`tel:${phones[0].value}`} leftSection={<Icon of={IconPhone} />}>
          {t('leads.do.call')}
        </Button>
      )}
      <WriteLetter place={card} />
      {onArchive && <Button onClick={onArchive}>{t('cards.archive')}</Button>}
    </>
  )
}
