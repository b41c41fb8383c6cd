import { askedAs, linkedBy } from '../../../../pure/forms.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import { mayField } from '../../../core/fields.ts'
import type { Cx } from '../../../core/write.ts'
import { customFields } from '../../fields/queries.ts'
import { type CreateForm, type DefinitionInput, definitionInput } from '../schema.ts'
import { defaultForm } from '../shipped.ts'

const MOST_QUESTIONS = 50

/** What a new form begins with: the contact form, or a question for each field of the kind that a form can ask for. */
export async function firstDefinition(
  cx: Cx,
  { kind, public: open }: Pick<CreateForm, 'kind' | 'public'>,
  locale: Locale,
): Promise<DefinitionInput> {
  if (kind === 'lead') return defaultForm(locale, null).definition
  const own = (await customFields(cx.db, kind)).filter(
    (field) => !field.archived && !field.deleted && mayField(cx.actor, field, 'edit'),
  )
  const questions = own.flatMap((field) => {
    const type = askedAs(kind, field.type, open)
    const options = field.options.filter(({ archived }) => !archived)
    if (!type || (type.endsWith('select') && options.length === 0)) return []
    return [
      {
        ...{ key: `f_${field.name}`.slice(0, 40), type, label: field.label, required: field.required },
        mapsTo: `custom.${field.name}`,
        ...(type === 'linked' ? { links: linkedBy(field) } : {}),
        ...(type.endsWith('select') ? { options: options.map(({ key, label }) => ({ value: key, label })) } : {}),
      },
    ]
  })
  const title = { pl: 'Czego dotyczy', en: 'What it is about' }
  return definitionInput.parse({
    fields: [
      { key: 'title', type: 'text', label: title, required: true, mapsTo: 'title' },
      ...questions.slice(0, MOST_QUESTIONS),
    ],
    title: '{title}',
    source: 'form',
    thankYou: { heading: { pl: 'Zapisane', en: 'Saved' }, text: { pl: 'Dziękujemy.', en: 'Thank you.' } },
    proofOfWork: false,
  })
}
