import { Button } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { formatPhone } from '../../../pure/phone.ts'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/Icon.tsx'
import { WordButton, wordLink } from '../../ui/WordButton.tsx'
import { useDial } from './dial.ts'
import type { CallSubject } from './queries.ts'

type Props = { number: string; subject?: CallSubject }

/** A number one presses to call it: by the exchange where one has a telephone there, else by the device. */
export function CallLink({ number, subject }: Props) {
  const t = useT()
  const { dial, pending } = useDial()
  const shown = formatPhone(number)
  const label = t('calls.dial', { number: shown })
  if (!dial) {
    return (
      <a className={cx(wordLink, 'nums')} href={`tel:${number}`} aria-label={label}>
        {shown}
      </a>
    )
  }
  return (
    <WordButton className="nums" aria-label={label} disabled={pending} onClick={() => dial(number, subject)}>
      {shown}
    </WordButton>
  )
}

/** The same as a button among the actions of a page. */
export function CallButton({ number, subject, words, small }: Props & { words?: string; small?: boolean }) {
  const t = useT()
  const { dial, pending } = useDial()
  const shared = { leftSection: <Icon of={IconPhone} />, ...(small ? { size: 'sm' } : {}) }
  const label = words ?? t('leads.do.call')
  return dial ? (
    <Button {...shared} loading={pending} onClick={() => dial(number, subject)}>
      {label}
    </Button>
  ) : (
    <Button {...shared} component="a" href={`tel:${number}`}>
      {label}
    </Button>
  )
}
