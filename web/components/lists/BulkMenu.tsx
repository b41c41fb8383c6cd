import { Button } from '@mantine/core'
import { IconEdit } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { BulkDialog } from './BulkDialog.tsx'
import css from './lists.module.css'
import type { List } from './use-list.ts'

/** Something for all the filter finds, not only for what is on the screen. */
export function BulkMenu({ list }: { list: List }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="xs" className={css.tool} leftSection={<Icon of={IconEdit} />} onClick={() => setOpen(true)}>
        {t('lists.bulk.all')}
      </Button>
      {open && <BulkDialog list={list} onClose={() => setOpen(false)} />}
    </>
  )
}
