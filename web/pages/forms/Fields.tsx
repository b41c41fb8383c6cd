import { ActionIcon, Button, Menu, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { askedAs, fits, fitsOwn, targetsOf } from '../../../pure/forms.ts'
import { registryQuery } from '../../components/fields/queries.ts'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { moved, optionsFrom, optionsOf, withField, withOwn, worded } from './draft.ts'
import css from './forms.module.css'
import type { Definition, Field, Language } from './queries.ts'

export interface PartProps {
  /** What the form makes, and whether the world may fill it in. */
  kind: string
  open: boolean
  definition: Definition
  language: Language
  /** By path, as the server says them: 'definition.fields.0.label'. */
  errors: Record<string, string>
  disabled: boolean
  onChange: (part: Partial<Definition>) => void
}

const KINDS = [
  'text',
  'long_text',
  'email',
  'phone',
  'nip',
  'number',
  'amount',
  'select',
  'multi_select',
  'checkbox',
  'date',
] as const

/** The questions, in their order: what is asked, how, and where the answer goes. */
export function Fields({ kind: makes, open, definition, language, errors, disabled, onChange }: PartProps) {
  const t = useT()
  const { fields } = definition
  const { data: registry = [] } = useQuery(registryQuery(makes))
  const own = registry.filter(({ custom, editable }) => custom && editable)
  const unasked = own.filter(
    ({ key, type }) => askedAs(makes, type, open) && !fields.some(({ mapsTo }) => mapsTo === key),
  )
  const set = (at: number, part: Partial<Field>) =>
    onChange({ fields: fields.map((field, index) => (index === at ? { ...field, ...part } : field)) })
  const errorOf = (at: number, part: string) =>
    Object.entries(errors).find(([path]) => path.startsWith(`definition.fields.${at}.${part}`))?.[1]
  return (
    <Section title={t('forms.fields')} count={fields.length}>
      <ol className={css.list}>
        {fields.map((field, at) => {
          const label = field.label[language] ?? field.label.pl ?? field.label.en ?? ''
          const chooses = field.type === 'select' || field.type === 'multi_select'
          const targets = [
            ...targetsOf(makes)
              .filter((one) => fits(field.type, one))
              .map((value) => ({ value: value as string, label: t(`forms.target.${value}`) })),
            ...own
              .filter(({ type }) => fitsOwn(makes, field.type, type))
              .map(({ key, label }) => ({ value: key, label: label[language] })),
          ]
          return (
            <li key={field.key} className={css.field} aria-label={label}>
              <div className={css.head}>
                <span className={css.meta}>{t(`forms.kind.${field.type}`)}</span>
                <span className={css.buttons}>
                  <ActionIcon
                    aria-label={t('forms.up', { label })}
                    disabled={disabled || at === 0}
                    onClick={() => onChange({ fields: moved(fields, at, at - 1) })}
                  >
                    <Icon of={IconArrowUp} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={t('forms.down', { label })}
                    disabled={disabled || at === fields.length - 1}
                    onClick={() => onChange({ fields: moved(fields, at, at + 1) })}
                  >
                    <Icon of={IconArrowDown} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={t('forms.remove', { label })}
                    disabled={disabled || fields.length === 1}
                    onClick={() => onChange({ fields: fields.filter((_, index) => index !== at) })}
                  >
                    <Icon of={IconTrash} />
                  </ActionIcon>
                </span>
              </div>
              <div className={css.pair}>
                <TextInput
                  label={t('forms.label')}
                  disabled={disabled}
                  maxLength={200}
                  error={errorOf(at, 'label')}
                  value={field.label[language] ?? ''}
                  onChange={(event) => set(at, { label: worded(field.label, language, event.currentTarget.value) })}
                />
                <TextInput
                  label={t('forms.help')}
                  disabled={disabled}
                  maxLength={500}
                  value={field.help?.[language] ?? ''}
                  onChange={(event) => {
                    const help = worded(field.help, language, event.currentTarget.value)
                    set(at, { help: Object.keys(help).length > 0 ? help : undefined })
                  }}
                />
                {targets.length > 0 && (
                  <Select
                    label={t('forms.mapsTo', { of: makes })}
                    disabled={disabled}
                    clearable
                    placeholder={t('forms.mapsTo.none', { of: makes })}
                    error={errorOf(at, 'mapsTo')}
                    value={field.mapsTo}
                    data={targets}
                    onChange={(mapsTo) => set(at, { mapsTo, ...optionsOf(own.find(({ key }) => key === mapsTo)) })}
                  />
                )}
                <Switch
                  label={t('ui.required')}
                  className={css.required}
                  disabled={disabled}
                  checked={field.required}
                  onChange={(event) => set(at, { required: event.currentTarget.checked })}
                />
              </div>
              {chooses && (
                <Textarea
                  label={t('forms.options')}
                  description={t('forms.optionsAbout')}
                  disabled={disabled}
                  autosize
                  minRows={3}
                  error={errorOf(at, 'options')}
                  defaultValue={(field.options ?? [])
                    .map((option) => option.label[language] ?? option.value)
                    .join('\n')}
                  key={`${field.key}-${language}`}
                  onBlur={(event) =>
                    set(at, { options: optionsFrom(event.currentTarget.value, field.options ?? [], language) })
                  }
                />
              )}
            </li>
          )
        })}
      </ol>
      {!disabled && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button leftSection={<Icon of={IconPlus} />}>{t('forms.add')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {KINDS.map((kind) => (
              <Menu.Item
                key={kind}
                onClick={() => onChange(withField(definition, makes, kind, { [language]: t(`forms.kind.${kind}`) }))}
              >
                {t(`forms.kind.${kind}`)}
              </Menu.Item>
            ))}
            {unasked.length > 0 && <Menu.Label>{t('forms.ownFields')}</Menu.Label>}
            {unasked.map((one) => (
              <Menu.Item
                key={one.key}
                onClick={() => onChange(withOwn(definition, one, askedAs(makes, one.type, open)))}
              >
                {one.label[language]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Section>
  )
}
