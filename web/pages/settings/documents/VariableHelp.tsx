import { TextInput } from '@mantine/core'
import { IconCopy, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import css from '../../../components/documents/documents.module.css'
import { useT } from '../../../i18n/words.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { notify } from '../../../ui/notify.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useVariableGroups } from './variables.ts'

/** Puts words where the reader pastes them from. */
export function useCopy(): (words: string) => Promise<void> {
  const t = useT()
  return async (words) => {
    await navigator.clipboard.writeText(words)
    notify('variable', t('documents.word.copied', { words }))
  }
}

/** Ways of writing, each as it is copied into Word. */
const WAYS = {
  field: '{{customer.name}}',
  row: '{{#lines}}{{line.no}}',
  rowEnd: '{{line.value}}{{/lines}}',
  filled: '{{#document.remarks}}{{document.remarks}}{{/}}',
  empty: '{{#!customer.nip}} … {{/}}',
  equals: '{{#document.payment = przelew}} … {{/}}',
} as const

/** How fields are written in Word, and all of them to be copied. */
export function VariableHelp({ section }: { section: string }) {
  const t = useT()
  const copy = useCopy()
  const groups = useVariableGroups(section)
  const [words, setWords] = useState('')
  const sought = words.trim().toLowerCase()
  const found = groups
    .map((group) => ({
      ...group,
      variables: group.variables.filter(
        ({ key, label }) => key.includes(sought) || label.toLowerCase().includes(sought),
      ),
    }))
    .filter(({ variables }) => variables.length > 0)
  return (
    <Section title={t('documents.word.how')}>
      <div className={css.form}>
        <p className={css.meta}>{t('documents.word.how.about')}</p>
        <ul className={css.list}>
          {(Object.keys(WAYS) as (keyof typeof WAYS)[])
            .filter((way) => section === 'deal' || !way.startsWith('row'))
            .map((way) => (
              <li key={way}>
                <Copied words={WAYS[way]} label={t(`documents.word.way.${way}`)} onCopy={copy} />
              </li>
            ))}
        </ul>
        <TextInput
          label={t('documents.word.find')}
          leftSection={<Icon of={IconSearch} size={14} />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard, too */}
        <section className={css.variables} aria-label={t('documents.word.fields')} tabIndex={0}>
          {found.map(({ title, list, variables }) => (
            <div key={title}>
              <h3 className={css.group}>
                {list ? t('documents.word.inList', { title, open: `{{#${list}}}`, close: `{{/${list}}}` }) : title}
              </h3>
              <ul className={css.list}>
                {variables.map(({ key, label }) => (
                  <li key={key}>
                    <Copied words={`{{${key}}}`} label={label} onCopy={copy} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
          {found.length === 0 && <p className={css.meta}>{t('documents.word.find.none')}</p>}
        </section>
      </div>
    </Section>
  )
}

type CopiedProps = { words: string; label: string; onCopy: (words: string) => Promise<void> }

function Copied({ words, label, onCopy }: CopiedProps) {
  const t = useT()
  return (
    <button
      type="button"
      className={css.copy}
      aria-label={t('documents.word.copy', { label, words })}
      onClick={() => void onCopy(words)}
    >
      <span>{label}</span>
      <code>{words}</code>
      <Icon of={IconCopy} size={14} />
    </button>
  )
}
