import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { notify } from '../../ui/notify.tsx'
import type { Instance } from '../record/queries.ts'
import { BulkDialog } from './BulkDialog.tsx'
import type { BulkDoing } from './bulks.ts'

/** What makes sense for a case as it is; it is moved to another step on its own page, where it is drawn. */
export function doingsFor(one: Instance & { suspended?: boolean }): BulkDoing[] {
  const waitsForSomebody = one.tokens.some((token) => token.task)
  const stopped = one.tokens.some((token) => token.incident)
  return [
    ...(waitsForSomebody ? (['remind', 'reassign'] as const) : []),
    ...(stopped ? (['retry', 'skip'] as const) : []),
    ...(one.suspended === undefined ? [] : [one.suspended ? ('resume' as const) : ('suspend' as const)]),
    'cancel',
  ]
}

/** The menu of a case for whoever may steer it. */
export function CaseMenu({ one, title }: { one: Instance & { suspended?: boolean }; title: string }) {
  const t = useT()
  const [doing, setDoing] = useState<BulkDoing | null>(null)
  if (!one.maySteer || one.status !== 'active') return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('control.menu', { title })}>
            <Icon of={IconDots} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {doingsFor(one).map((each) => (
            <Menu.Item key={each} onClick={() => setDoing(each)}>
              {t(`control.do.${each}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {doing && (
        <BulkDialog
          filter={{ ids: [one.id] }}
          doing={doing}
          onClose={() => setDoing(null)}
          onAsked={() => notify('process', t('control.asked'))}
        />
      )}
    </>
  )
}
