import { Button, Switch, Textarea } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { worded } from './draft.ts'
import type { PartProps } from './Fields.tsx'
import css from './forms.module.css'
import type { Definition } from './queries.ts'

type Consent = Definition['consents'][number]

/** Texts people agree to. A changed text is a new version; who agreed to which one stays known. */
export function Consents({ definition, language, errors, disabled, onChange }: PartProps) {
  const t = useT()
  const { consents } = definition
  const set = (at: number, part: Partial<Consent>) =>
    onChange({ consents: consents.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  const add = () => {
    let number = consents.length + 1
    while (consents.some((one) => one.key === `consent_${number}`)) number += 1
    onChange({ consents: [...consents, { key: `consent_${number}`, text: {}, required: false, version: 1 }] })
  }
  return (
    <Section title={t('forms.tab.consents')} count={consents.length}>
      <p className={css.about}>{t('forms.consents.about')}</p>
      <ul className={css.list}>
        {consents.map((consent, at) => (
          <li key={consent.key} className={css.field}>
            <Textarea
              label={t('forms.consents.text')}
              description={t('forms.consents.version', { version: consent.version })}
              disabled={disabled}
              autosize
              minRows={2}
              maxLength={5000}
              error={Object.entries(errors).find(([path]) => path.startsWith(`definition.consents.${at}.`))?.[1]}
              value={consent.text[language] ?? ''}
              onChange={(event) => set(at, { text: worded(consent.text, language, event.currentTarget.value) })}
            />
            <span className={css.buttons}>
              <Switch
                label={t('forms.consents.required')}
                disabled={disabled}
                checked={consent.required}
                onChange={(event) => set(at, { required: event.currentTarget.checked })}
              />
              {!disabled && (
                <Button onClick={() => onChange({ consents: consents.filter((_, index) => index !== at) })}>
                  {t('forms.consents.remove')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {!disabled && (
        <Button leftSection={<Icon of={IconPlus} />} onClick={add}>
          {t('forms.consents.add')}
        </Button>
      )}
    </Section>
  )
}
