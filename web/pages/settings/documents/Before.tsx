import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import css from '../../../components/documents/documents.module.css'
import { type Template, type TemplateVersion, templateVersionsQuery } from '../../../components/documents/queries.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useT } from '../../../i18n/words.ts'
import { Section } from '../../../ui/Section.tsx'

type Props = { template: Template; children: (was: TemplateVersion) => ReactNode }

/** What a template was, each with what can be done with it. */
export function Before({ template, children }: Props) {
  const t = useT()
  const format = useFormat()
  const { data: versions = [] } = useQuery(templateVersionsQuery(template.id))
  const older = versions.filter((one) => one.version < template.version)
  if (older.length === 0) return null
  return (
    <Section title={t('documents.templates.before')} count={older.length}>
      <ul className={css.list}>
        {older.map((was) => (
          <li key={was.version} className={css.item}>
            <span>
              {t('documents.version', { no: was.version })}
              <br />
              <span className={css.meta}>
                {[format.near(was.savedAt, { time: 'always' }), was.savedBy].filter(Boolean).join(' · ')}
              </span>
            </span>
            {children(was)}
          </li>
        ))}
      </ul>
    </Section>
  )
}
