import { extension, textAt } from '../../xml.ts'
import { ATTACHABLE, type Context, type ElementBehaviour, type Execution, Stopped } from '../behaviour.ts'

/** A person's work. The shell keeps the task; the token waits for `user_task.completed`. */
export const userTask: ElementBehaviour = {
  kind: 'userTask',
  accepts: (node) => node.$type === 'bpmn:UserTask',
  extensions: [
    'zeebe:UserTask',
    'zeebe:AssignmentDefinition',
    'zeebe:TaskSchedule',
    'zeebe:FormDefinition',
    'zeebe:PriorityDefinition',
  ],
  hosts: ATTACHABLE,

  read(node) {
    const assignment = extension(node, 'zeebe:AssignmentDefinition')
    const schedule = extension(node, 'zeebe:TaskSchedule')
    const form = extension(node, 'zeebe:FormDefinition')
    return {
      assignment: {
        assignee: textAt(assignment, 'assignee'),
        candidateGroups: textAt(assignment, 'candidateGroups'),
        candidateUsers: textAt(assignment, 'candidateUsers'),
      },
      schedule: { dueDate: textAt(schedule, 'dueDate'), followUpDate: textAt(schedule, 'followUpDate') },
      priority: textAt(extension(node, 'zeebe:PriorityDefinition'), 'priority'),
      formKey: textAt(form, 'formKey') ?? textAt(form, 'formId') ?? textAt(form, 'externalReference'),
    }
  },

  enter(execution, token, element) {
    const input = execution.inputs(token, element) ?? {}
    const visible = execution.context(token.scope)
    const context = element.inputs ? { ...visible, ...input } : visible
    const assignee = execution.text(element.assignment?.assignee, context)
    const priority = execution.value(element.priority, context)
    execution.emit({
      type: 'user_task.create',
      token: token.id,
      element: element.id,
      name: element.name ?? element.id,
      assignee,
      candidateGroups: names(execution, element.assignment?.candidateGroups, context),
      candidateUsers: names(execution, element.assignment?.candidateUsers, context),
      dueAt: execution.due(element.schedule?.dueDate, context, element, assignee),
      followUpAt: execution.due(element.schedule?.followUpDate, context, element, assignee),
      priority: priority === null ? undefined : Number(priority),
      formKey: execution.text(element.formKey, context),
      properties: properties(execution, element.properties, context),
      input,
    })
    execution.openBoundaries(token, element, assignee)
    execution.rest(token)
  },

  on: {
    'user_task.completed'(execution, token, element, event) {
      execution.complete(token, element, event.variables)
    },
  },

  withdraw(execution, token) {
    execution.emit({ type: 'user_task.cancel', token: token.id })
  },
}

function names(execution: Execution, source: string | undefined, context: Context): string[] {
  const value = execution.value(source, context)
  if (value === null) return []
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value]
  for (const each of list) {
    if (typeof each !== 'string' && typeof each !== 'number') {
      throw new Stopped('expression_failed', `The expression "${source}" gave ${JSON.stringify(value)}, not names`)
    }
  }
  return list.map((each) => String(each).trim()).filter((each) => each !== '')
}

function properties(
  execution: Execution,
  sources: Record<string, string> | undefined,
  context: Context,
): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name in sources) {
    const value = execution.value(sources[name], context)
    if (value !== null) found[name] = typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  return found
}
