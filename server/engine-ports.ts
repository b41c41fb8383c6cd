import type { EnginePorts } from './engine/ports.ts'
import { calendarsOf, departmentsBelow } from './modules/staff/queries.ts'
import { cancelUserTasks, createUserTasks, renameUserTasks } from './modules/tasks/commands/user-tasks.ts'
import { reactions, steps } from './registry.ts'

/** What the engine is given of the CRM; main.ts and the tests pass the same. */
export const enginePorts: EnginePorts = {
  userTasks: { create: createUserTasks, cancel: cancelUserTasks, rename: renameUserTasks },
  calendars: calendarsOf,
  departmentsBelow,
  steps,
  reactions,
  calendarEvents: new Set([
    'company.calendar_changed',
    'company.settings_changed',
    'absence.created',
    'absence.removed',
    'employee.updated',
  ]),
}
