import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Icon } from './Icon.tsx'
import css from './SearchField.module.css'

const TYPING_MS = 200

type Props = { label: string; value: string; onChange: (value: string | undefined) => void }

/** Words to search a list for; the list asks when the typing pauses. */
export function SearchField({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  const send = useDebouncedCallback((text: string) => {
    sent.current = text
    onChange(text || undefined)
  }, TYPING_MS)
  // Changed from outside: back in the history, filters cleared.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  return (
    <TextInput
      className={css.search}
      size="xs"
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<Icon of={IconSearch} />}
      value={typed}
      maxLength={100}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        send(event.currentTarget.value)
      }}
    />
  )
}
