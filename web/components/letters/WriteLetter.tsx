import { Button } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Place } from './queries.ts'

// Fetched when somebody first writes: most days begin without.
const Composer = lazy(() => import('./Composer.tsx'))

type Props = {
  place: Place
  /** Of a record: the kind its fields are of, for the templates that go with it. */
  fieldsOf?: string | undefined
}

/** "Napisz list", on every record that has customers. */
export function WriteLetter({ place, fieldsOf }: Props) {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button leftSection={<Icon of={IconMail} />} onClick={() => setOpen(true)}>
        {t('letters.write')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <Composer place={place} fieldsOf={fieldsOf} onClose={() => setOpen(false)} onAgain={() => setOpen(true)} />
        </Suspense>
      )}
    </>
  )
}
