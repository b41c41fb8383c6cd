import type { tasks as pl } from '../pl/tasks.ts'

export const tasks: Record<keyof typeof pl, string> = {
  'tasks.new': 'New task',
  'tasks.done': 'Done',
  'tasks.emptyDone': 'Nothing is done yet.',
  'tasks.more': 'Show more',
}
