import type { Definition, Field, Language } from './queries.ts'

type Words = { pl?: string; en?: string }

/** Words of one language changed; an emptied language leaves the other. */
export function worded(text: Words | undefined, language: Language, value: string): Words {
  const { [language]: _, ...rest } = text ?? {}
  return value === '' ? rest : { ...rest, [language]: value }
}

const TARGET_OF: Partial<Record<Field['type'], NonNullable<Field['mapsTo']>>> = {
  email: 'email',
  phone: 'phone',
  nip: 'nip',
  amount: 'amount',
  long_text: 'message',
}

/** A new question of this kind, under a key nobody has; what a lead has a place for goes there by itself. */
export function withField(definition: Definition, type: Field['type'], label: Words): Definition {
  const keys = new Set(definition.fields.map((field) => field.key))
  let key: string = type
  for (let number = 2; keys.has(key); number += 1) key = `${type}_${number}`
  const target = TARGET_OF[type]
  const free = target && !definition.fields.some((field) => field.mapsTo === target)
  const chooses = type === 'select' || type === 'multi_select'
  const field: Field = {
    key,
    type,
    label,
    required: false,
    mapsTo: free ? target : null,
    ...(chooses ? { options: [{ value: 'a', label: { pl: 'Pierwsza', en: 'First' } }] } : {}),
  }
  return { ...definition, fields: [...definition.fields, field] }
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
