import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import css from './PasswordField.module.css'

/** A password that can be looked at; `aside` stands at the right end of the label's line. */
export function PasswordField({ aside, ...rest }: TextInputProps & { aside?: ReactNode }) {
  const t = useT()
  const [seen, setSeen] = useState(false)
  return (
    <div className={css.field}>
      <TextInput
        {...rest}
        type={seen ? 'text' : 'password'}
        spellCheck={false}
        autoCapitalize="off"
        rightSection={
          <ActionIcon
            size="sm"
            aria-label={t(seen ? 'signIn.hidePassword' : 'signIn.showPassword')}
            aria-pressed={seen}
            onClick={() => setSeen(!seen)}
          >
            <Icon of={seen ? IconEyeOff : IconEye} />
          </ActionIcon>
        }
      />
      {aside && <span className={css.aside}>{aside}</span>}
    </div>
  )
}
