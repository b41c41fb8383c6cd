import { SegmentedControl, Select, TextInput } from '@mantine/core'
import css from '../../../components/documents/documents.module.css'
import { KINDS, type Template } from '../../../components/documents/queries.ts'
import { useT } from '../../../i18n/words.ts'
import { useSections } from './sections.ts'

export type AboutDraft = Pick<Template, 'name' | 'kind' | 'section' | 'sells' | 'locale' | 'series'>

/** What a template begins with. */
export const newTemplate = (locale: 'pl' | 'en'): AboutDraft => ({
  name: '',
  kind: 'contract',
  section: 'deal',
  sells: null,
  locale,
  series: '',
})

/** Of a draft just what is said about it. */
export const aboutOf = ({ name, kind, section, sells, locale, series }: AboutDraft): AboutDraft => ({
  ...{ name: name.trim(), kind, section, sells, locale, series: series.trim() },
})

type AboutProps = {
  draft: AboutDraft
  errors: Record<string, string>
  onChange: (some: Partial<AboutDraft>) => void
}

/** What a template is called, what it is for, and in which language. */
export function About({ draft, errors, onChange }: AboutProps) {
  const t = useT()
  const sections = useSections()
  return (
    <div className={css.form}>
      <TextInput
        label={t('documents.templates.name')}
        value={draft.name}
        maxLength={200}
        error={errors.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <div className={css.pair}>
        <Select
          label={t('documents.templates.kind')}
          data={KINDS.map((value) => ({ value, label: t(`documents.kind.${value}`) }))}
          value={draft.kind}
          allowDeselect={false}
          onChange={(kind) => onChange({ kind: kind as AboutDraft['kind'] })}
        />
        <Select
          label={t('documents.templates.section')}
          data={[...sections].map(([value, label]) => ({ value, label }))}
          value={draft.section}
          allowDeselect={false}
          error={errors.section}
          onChange={(section) => section && onChange({ section, ...(section === 'deal' ? {} : { sells: null }) })}
        />
        <SegmentedControl
          aria-label={t('shell.language')}
          value={draft.locale}
          onChange={(locale) => onChange({ locale: locale as AboutDraft['locale'] })}
          data={(['pl', 'en'] as const).map((value) => ({ value, label: t(`shell.language.${value}`) }))}
        />
        <TextInput
          label={t('documents.templates.series')}
          description={t('documents.templates.series.about')}
          value={draft.series}
          maxLength={10}
          error={errors.series}
          onChange={(event) => onChange({ series: event.currentTarget.value })}
        />
        {draft.section === 'deal' && (
          <Select
            label={t('documents.templates.sells')}
            placeholder={t('documents.templates.sells.any')}
            data={(['goods', 'services'] as const).map((value) => ({
              value,
              label: t(`documents.templates.sells.${value}`),
            }))}
            clearable
            clearButtonProps={{ 'aria-label': t('documents.templates.sells.any') }}
            value={draft.sells}
            onChange={(sells) => onChange({ sells: sells as AboutDraft['sells'] })}
          />
        )}
      </div>
    </div>
  )
}
