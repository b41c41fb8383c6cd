/** A field of a form as form-js has it; others it knows are not asked. */
export interface FormField {
  id?: string
  type: string
  key: string
  label: string
  values?: { label: string; value: string }[]
  validate?: { required?: boolean }
}

const ASKED = new Set(['textfield', 'textarea', 'number', 'datetime', 'checkbox', 'radio', 'select'])
const LONGEST = 10_000

/** What a form of form-js asks, in order; null for what is no form. */
export function fieldsOfForm(body: string): FormField[] | null {
  try {
    const { components } = JSON.parse(body) as { components?: unknown }
    if (!Array.isArray(components)) return []
    return components.filter((one): one is FormField => typeof one?.key === 'string' && ASKED.has(one.type))
  } catch {
    return null
  }
}

/** The answers as variables, what was left out as null; or the fields that are wrong with the code of each. */
export function answersTo(
  fields: readonly FormField[],
  given: Record<string, unknown>,
): { answers: Record<string, unknown> } | { wrong: { path: string; code: string }[] } {
  const wrong: { path: string; code: string }[] = []
  const answers: Record<string, unknown> = {}
  for (const field of fields) {
    const value = given[field.key] === '' ? null : (given[field.key] ?? null)
    answers[field.key] = value
    const path = `answers.${field.key}`
    if (value === null || (field.type === 'checkbox' && value === false)) {
      if (field.validate?.required) wrong.push({ path, code: 'field.required' })
    } else if (!fits(field, value)) wrong.push({ path, code: 'field.invalid' })
  }
  return wrong.length > 0 ? { wrong } : { answers }
}

function fits({ type, values }: FormField, value: unknown): boolean {
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value)
  if (type === 'checkbox') return typeof value === 'boolean'
  if (typeof value !== 'string' || value.length > LONGEST) return false
  if (type === 'radio' || type === 'select') return values?.some((one) => one.value === value) ?? false
  return type !== 'datetime' || !Number.isNaN(Date.parse(value))
}
