import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../../i18n/words.ts'
import type { Words } from '../deals/guards.ts'
import css from './Settings.module.css'

export interface Names {
  value: Words
  set: (change: Partial<Words>) => void
  /** Whether both are there; from now on what is missing is shown. */
  complete: () => boolean
  tried: boolean
}

export function useNames(before: Words = { pl: '', en: '' }): Names {
  const [value, setValue] = useState(before)
  const [tried, setTried] = useState(false)
  return {
    value: { pl: value.pl.trim(), en: value.en.trim() },
    set: (change) => setValue((now) => ({ ...now, ...change })),
    complete() {
      setTried(true)
      return value.pl.trim() !== '' && value.en.trim() !== ''
    },
    tried,
  }
}

/** A name in both languages. */
export function NameInputs({ names }: { names: Names }) {
  const t = useT()
  return (
    <div className={css.pair}>
      {(['pl', 'en'] as const).map((locale) => (
        <TextInput
          key={locale}
          label={t(`pipelines.name.${locale}`)}
          data-autofocus={locale === 'pl' || undefined}
          maxLength={80}
          defaultValue={names.value[locale]}
          error={names.tried && !names.value[locale] ? t('error.field.required') : null}
          onChange={(event) => names.set({ [locale]: event.currentTarget.value })}
        />
      ))}
    </div>
  )
}
