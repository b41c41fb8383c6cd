import type { FormField } from '../../../../pure/process-design/forms.ts'
import { OCCASIONS } from '../../../../pure/process-design/occasions.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import type { Blank } from '../blanks.tsx'
import { type Board, definitionOf, extensionOf, messageOf, outputsOf, type Shape } from './drawing.ts'
import type { Catalogue, Occasion } from './queries.ts'

/** Something a formula or a text may name. */
export interface Variable {
  path: string
  /** What it is called, where anybody knows. */
  label: string
  /** What it was the last time, to recognise it by. */
  example: string
}

const LOOKED_UP: Record<string, { kind: string; variable: string }> = {
  'leads.look_up': { kind: 'lead', variable: 'lead' },
  'deals.look_up': { kind: 'deal', variable: 'deal' },
  'records.look_up': { kind: '', variable: 'record' },
}

interface Known {
  board: Board
  catalogue: Catalogue | undefined
  occasions: Occasion[]
  blanks: Record<string, Blank>
  settings: Record<string, unknown>
  locale: Locale
}

/** All that the process knows: of its beginning, what steps leave, what people write into forms, its settings. */
export function variablesOf({ board, catalogue, occasions, blanks, settings, locale }: Known): Variable[] {
  const found = new Map<string, Variable>()
  const add = (path: string, label = '', value?: unknown) => {
    const known = found.get(path)
    found.set(path, { path, label: known?.label || label, example: known?.example || exampleOf(value) })
  }
  const kindOfRecord = String(occasions[0]?.variables.kind ?? '')
  const labels = new Map(
    catalogue?.kinds
      .filter(({ key }) => key === kindOfRecord || key === occasions[0]?.subject.kind)
      .flatMap(({ fields }) => fields.map((field) => [field.path, field.label[locale]] as const)) ?? [],
  )
  for (const { variables } of occasions.slice(0, 5)) {
    for (const [name, value] of Object.entries(variables)) {
      if (name === 'version') continue
      add(name, labels.get(name), isPlain(value) ? undefined : value)
      if (!isPlain(value)) continue
      for (const [inner, each] of Object.entries(value)) {
        if (!isPlain(each)) add(`${name}.${inner}`, labels.get(`${name}.${inner}`), each)
      }
    }
  }
  for (const step of board.steps()) {
    for (const { target } of outputsOf(step)) add(target, step.businessObject.name)
    const type = extensionOf(step, 'zeebe:TaskDefinition')?.type
    const looked = LOOKED_UP[type]
    if (looked && outputsOf(step).some(({ target }) => target === looked.variable)) {
      const kind = catalogue?.kinds.find(({ key }) => key === (looked.kind || kindOfRecord))
      for (const field of kind?.fields ?? []) add(`${looked.variable}.${field.path}`, field.label[locale])
    }
    for (const { key, label } of formOf(board, step)?.components ?? []) if (key) add(key, label)
    if (step.type === 'bpmn:UserTask') {
      add('outcome')
      add('completedBy')
    }
  }
  for (const [name, blank] of Object.entries(blanks)) add(`settings.${name}`, blank.label[locale], settings[name])
  return [...found.values()]
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const exampleOf = (value: unknown): string =>
  value === null || value === undefined || typeof value === 'object' ? '' : String(value).slice(0, 40)

/** The form of a task where it lies in the file, as form-js has it. */
export function formOf(board: Board, step: Shape): { components: FormField[] } | null {
  const id = extensionOf(step, 'zeebe:FormDefinition')?.formId
  const forms = board.process.extensionElements?.values ?? []
  const body = forms.find(
    (one: { $type: string; id?: string }) => one.$type === 'zeebe:UserTaskForm' && one.id === id,
  )?.body
  if (!body) return null
  try {
    const schema = JSON.parse(body)
    return { ...schema, components: Array.isArray(schema.components) ? schema.components : [] }
  } catch {
    return null
  }
}

/** The event the process begins by, of several the first. */
export function beginningOf(board: Board): string | null {
  const start = board.steps().find((one) => one.type === 'bpmn:StartEvent' && messageOf(one)?.name)
  return start && definitionOf(start) ? (messageOf(start)!.name ?? null) : null
}

export const occasionOf = (event: string | null | undefined) => OCCASIONS.find((one) => one.event === event)
