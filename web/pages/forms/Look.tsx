import { ColorInput, Select, Slider, Textarea, TextInput } from '@mantine/core'
import { useT } from '../../i18n/words.ts'
import { Section } from '../../ui/Section.tsx'
import { worded } from './draft.ts'
import type { PartProps } from './Fields.tsx'
import css from './forms.module.css'
import type { Definition } from './queries.ts'

/** How the form looks, and what stands in its place once it was sent. */
export function Look({ definition, language, errors, disabled, onChange }: PartProps) {
  const t = useT()
  const { look, thankYou } = definition
  const set = (part: Partial<Definition['look']>) => onChange({ look: { ...look, ...part } })
  const thanks = (part: Partial<Definition['thankYou']>) => onChange({ thankYou: { ...thankYou, ...part } })
  const choice = <Value extends string>(values: readonly Value[], prefix: 'theme' | 'font' | 'size') =>
    values.map((value) => ({ value, label: t(`forms.look.${prefix}.${value}` as 'forms.look.theme.auto') }))
  return (
    <>
      <Section title={t('forms.tab.look')}>
        <div className={css.pair}>
          <ColorInput
            label={t('forms.look.accent')}
            format="hex"
            disabled={disabled}
            error={errors['definition.look.accent']}
            value={look.accent}
            onChange={(accent) => set({ accent })}
          />
          <Select
            label={t('forms.look.theme')}
            allowDeselect={false}
            disabled={disabled}
            value={look.theme}
            data={choice(['auto', 'light', 'dark'], 'theme')}
            onChange={(theme) => set({ theme: theme as typeof look.theme })}
          />
          <Select
            label={t('forms.look.font')}
            allowDeselect={false}
            disabled={disabled}
            value={look.font}
            data={choice(['inherit', 'inter'], 'font')}
            onChange={(font) => set({ font: font as typeof look.font })}
          />
          <Select
            label={t('forms.look.size')}
            allowDeselect={false}
            disabled={disabled}
            value={look.size ?? 'normal'}
            data={choice(['small', 'normal', 'large'], 'size')}
            onChange={(size) => set({ size: size as 'small' | 'normal' | 'large' })}
          />
          <TextInput
            label={t('forms.look.button')}
            disabled={disabled}
            maxLength={80}
            value={look.button?.[language] ?? ''}
            onChange={(event) => {
              const button = worded(look.button, language, event.currentTarget.value)
              set({ button: Object.keys(button).length > 0 ? button : undefined })
            }}
          />
          <div>
            <span className={css.label}>{t('forms.look.radius')}</span>
            <Slider
              thumbLabel={t('forms.look.radius')}
              min={0}
              max={24}
              disabled={disabled}
              value={look.radius}
              onChange={(radius) => set({ radius })}
            />
          </div>
        </div>
      </Section>
      <Section title={t('forms.thanks')}>
        <div className={css.column}>
          <TextInput
            label={t('forms.thanks.heading')}
            disabled={disabled}
            maxLength={200}
            value={thankYou.heading[language] ?? ''}
            onChange={(event) => thanks({ heading: worded(thankYou.heading, language, event.currentTarget.value) })}
          />
          <Textarea
            label={t('forms.thanks.text')}
            disabled={disabled}
            autosize
            minRows={2}
            maxLength={2000}
            value={thankYou.text[language] ?? ''}
            onChange={(event) => thanks({ text: worded(thankYou.text, language, event.currentTarget.value) })}
          />
          <TextInput
            label={t('forms.thanks.redirect')}
            placeholder="https://"
            disabled={disabled}
            error={errors['definition.thankYou.redirectUrl']}
            value={thankYou.redirectUrl ?? ''}
            onChange={(event) => thanks({ redirectUrl: event.currentTarget.value || undefined })}
          />
        </div>
      </Section>
    </>
  )
}
