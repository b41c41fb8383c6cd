import { Button } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { type ComponentProps, lazy, Suspense, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Place } from './queries.ts'

// Fetched when somebody first writes: most days begin without.
const Composer = lazy(() => import('./Composer.tsx'))

type ComposerProps = ComponentProps<typeof Composer>

type Props = {
  place: Place
  /** Of a record: the kind its fields are of, for the templates that go with it. */
  fieldsOf?: string | undefined
  /** Documents that are to go along from the beginning. */
  attach?: ComposerProps['attach']
  label?: string
}

/** "Napisz list", on every record that has customers. */
export function WriteLetter({ label, ...letter }: Props) {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button leftSection={<Icon of={IconMail} />} onClick={() => setOpen(true)}>
        {label ?? t('letters.write')}
      </Button>
      {open && <LetterDialog {...letter} onClose={() => setOpen(false)} onAgain={() => setOpen(true)} />}
    </>
  )
}

/** The dialog alone, where something else opens it. */
export const LetterDialog = (props: ComposerProps) => (
  <Suspense fallback={null}>
    <Composer {...props} />
  </Suspense>
)
