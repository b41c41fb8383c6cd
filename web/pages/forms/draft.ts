import { linkedBy, ownName, type Target, targetsOf } from '../../../pure/forms.ts'
import type { RecordField } from '../../components/fields/queries.ts'
import type { Definition, Field, Language } from './queries.ts'

type Words = { pl?: string; en?: string }

/** Words of one language changed; an emptied language leaves the other. */
export function worded(text: Words | undefined, language: Language, value: string): Words {
  const { [language]: _, ...rest } = text ?? {}
  return value === '' ? rest : { ...rest, [language]: value }
}

const TARGET_OF: Partial<Record<Field['type'], Target>> = {
  email: 'email',
  phone: 'phone',
  nip: 'nip',
  amount: 'amount',
  long_text: 'message',
}

/** A new question of this type, under a key nobody has; what the form's kind has a place for goes there by itself. */
export function withField(definition: Definition, makes: string, type: Field['type'], label: Words): Definition {
  const target = TARGET_OF[type]
  const has = target !== undefined && targetsOf(makes).includes(target)
  const free = has && !definition.fields.some((field) => field.mapsTo === target)
  const chooses = type === 'select' || type === 'multi_select'
  return added(definition, type, {
    ...{ type, label, required: false, mapsTo: free ? target : null },
    ...(chooses ? { options: [{ value: 'a', label: { pl: 'Pierwsza', en: 'First' } }] } : {}),
  })
}

/** A new question that fills a field of the company's own. */
export function withOwn(definition: Definition, own: RecordField, asked: string | null): Definition {
  const type = asked as Field['type'] | null
  if (!type) return definition
  const name = ownName(own.key) ?? own.key
  return added(definition, `f_${name}`.slice(0, 36), {
    ...{ type, label: own.label, required: own.required, mapsTo: own.key },
    ...(type === 'linked' ? { links: linkedBy(own) } : {}),
    ...optionsOf(own),
  })
}

function added(definition: Definition, wanted: string, question: Omit<Field, 'key'>): Definition {
  const keys = new Set(definition.fields.map((field) => field.key))
  let key = wanted
  for (let number = 2; keys.has(key); number += 1) key = `${wanted}_${number}`
  return { ...definition, fields: [...definition.fields, { key, ...question }] }
}

/** What can be chosen is what the field knows. */
export function optionsOf(own: RecordField | undefined): Pick<Field, 'options'> {
  if (own?.type !== 'choice' && own?.type !== 'choices') return {}
  const options = own.options.filter(({ archived }) => !archived)
  return { options: options.map(({ key, label }) => ({ value: key, label })) }
}

export function moved<Item>(items: Item[], from: number, to: number): Item[] {
  if (to < 0 || to >= items.length || from === to) return items
  const next = [...items]
  const [item] = next.splice(from, 1)
  next.splice(to, 0, item!)
  return next
}

/** One option a line, as typed; the value of an option whose words stay is kept, since leads hold it. */
export function optionsFrom(
  text: string,
  before: NonNullable<Field['options']>,
  language: Language,
): NonNullable<Field['options']> {
  const lines = text.split('\n').map((line) => line.trim())
  const taken = new Set<string>()
  return lines.flatMap((line, at) => {
    if (!line) return []
    const same = before.find((option) => option.label[language] === line) ?? before[at]
    let value = same && !taken.has(same.value) ? same.value : line.slice(0, 200)
    for (let number = 2; taken.has(value); number += 1) value = `${line.slice(0, 190)} ${number}`
    taken.add(value)
    return [{ value, label: { ...(same?.value === value ? same.label : {}), [language]: line } }]
  })
}
