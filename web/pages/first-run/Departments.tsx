import { Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import css from './Departments.module.css'

type Props = {
  names: string[]
  onChange: (names: string[]) => void
  error?: string | null
}

/** Chips whose names can be written over, taken out and added. */
export function Departments({ names, onChange, error }: Props) {
  const t = useT()
  const [draft, setDraft] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const add = () => {
    const name = draft.trim()
    if (name && !names.some((one) => one.toLowerCase() === name.toLowerCase())) onChange([...names, name])
    setDraft('')
    field.current?.focus()
  }
  return (
    <div className={css.departments}>
      <ul className={css.chips}>
        {names.map((name, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name itself is being written
          <li key={at} className={css.chip}>
            <input
              aria-label={t('setup.departments.rename', { name })}
              value={name}
              maxLength={80}
              onChange={(event) =>
                onChange(names.map((one, place) => (place === at ? event.currentTarget.value : one)))
              }
              onBlur={() => names.some((one) => !one.trim()) && onChange(names.filter((one) => one.trim()))}
            />
            <button
              type="button"
              aria-label={t('setup.departments.remove', { name })}
              onClick={() => onChange(names.filter((_, place) => place !== at))}
            >
              <Icon of={IconX} size={14} />
            </button>
          </li>
        ))}
      </ul>
      <div className={css.add}>
        <TextInput
          ref={field}
          className="grow"
          aria-label={t('setup.departments.add')}
          placeholder={t('setup.departments.add')}
          value={draft}
          maxLength={80}
          error={error}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !draft.trim()) return
            // Enter adds what is written; on an empty field it goes on with the form.
            event.preventDefault()
            add()
          }}
        />
        <Button size="lg" onClick={add}>
          {t('setup.departments.addButton')}
        </Button>
      </div>
    </div>
  )
}
