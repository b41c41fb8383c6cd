import { IconCheck, IconX } from '@tabler/icons-react'
import { Fragment } from 'react'
import type { components } from '../../api/schema.d.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { Answer } from './Answer.tsx'
import css from './FilledIn.module.css'

type Submission = components['schemas']['FilledIn']

/** What came in through a form: the answers as they were sent, in the form's own words, and what was agreed to. */
export function FilledIn({ submissions }: { submissions: Submission[] }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const inWords = (text: { pl?: string; en?: string } | null) => text?.[locale] ?? text?.pl ?? text?.en ?? ''
  return submissions.map((submission) => (
    <Fragment key={submission.id}>
      <Section title={t('leads.submission', { form: submission.formName })}>
        {submission.answers.map((answer) => {
          const options = answer.words.map((label, at) => ({ value: String([answer.value].flat()[at]), label }))
          return (
            <Field key={answer.key} label={inWords(answer.label)} value={answer.words.map(inWords).join(', ')}>
              <Answer question={{ ...answer, options }} value={answer.value} currency={answer.currency} />
            </Field>
          )
        })}
      </Section>
      {submission.consents.length > 0 && (
        <Section title={t('leads.consents')}>
          <ul>
            {submission.consents.map((consent) => (
              <li key={consent.key} className={css.consent}>
                <span className={consent.agreed ? 'c-grn' : 'ink-3'}>
                  <Icon of={consent.agreed ? IconCheck : IconX} />
                </span>
                <span>
                  {inWords(consent.text) || consent.key}
                  <span className={css.note}>
                    {' '}
                    {t(consent.agreed ? 'leads.consent.agreed' : 'leads.consent.refused', {
                      version: consent.version,
                      when: format.dateTime(submission.receivedAt),
                    })}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Fragment>
  ))
}
