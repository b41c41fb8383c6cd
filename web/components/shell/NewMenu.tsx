import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactElement, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useCreations } from './navigation.ts'

/** "Nowe": with the key N, unless the page has a creation of its own under it. */
export function NewMenu({ target, hotkey = true }: { target?: ReactElement; hotkey?: boolean }) {
  const t = useT()
  const go = useGo()
  const creations = useCreations()
  const [open, setOpen] = useState(false)
  useKeys(hotkey && creations.length > 0 ? { n: () => setOpen(true) } : {})
  if (creations.length === 0) return null
  return (
    <Menu opened={open} onChange={setOpen} position={target ? 'top' : 'bottom-end'} width={180}>
      <Menu.Target>
        {target ?? (
          <Button leftSection={<Icon of={IconPlus} />} rightSection={<kbd>N</kbd>}>
            {t('shell.new')}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {creations.map((creation) => (
          <Menu.Item key={creation.key} leftSection={<Icon of={creation.icon} />} onClick={() => go(creation.to)}>
            {creation.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
