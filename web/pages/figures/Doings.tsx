import { Button, Menu } from '@mantine/core'
import { IconDownload, IconMail } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FIGURE_PERIODS } from '../../../pure/figures.ts'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Search } from '../../ui/use-search.ts'
import { type Mailed, MailingDialog } from './MailingDialog.tsx'
import { mailingsQuery } from './queries.ts'

/** Takes a report along as a file. */
export function Download({ href }: { href: (format: string) => string }) {
  const t = useT()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<Icon of={IconDownload} />}>{t('figures.export')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={href(format)} download>
            {t(`figures.export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type Props = { mailed: Omit<Mailed, 'period'>; search: Search; onDone: (change: Search) => void }

/** Has a report go out by mail with the filters it is read with; where they name days of one's own, for the last week. */
export function MailButton({ mailed, search, onDone }: Props) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const client = useQueryClient()
  const own = Boolean(search.from || search.to)
  const period = (!own && FIGURE_PERIODS.find((one) => one === search.period)) || 'lastWeek'
  return (
    <>
      <Button leftSection={<Icon of={IconMail} />} onClick={() => setOpen(true)}>
        {t('figures.mail')}
      </Button>
      {open && (
        <MailingDialog
          mailed={{ ...mailed, period }}
          onDone={async () => {
            await client.invalidateQueries({ queryKey: mailingsQuery.queryKey })
            onDone({ report: 'mailings' })
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
