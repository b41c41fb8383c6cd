import { wordsOf } from './words.ts'

/** A task set by a process carries a code with parameters; one a person wrote is its own title. */
export function taskTitle(task: { title: string; titleParams?: Record<string, unknown> | null }): string {
  return wordsOf(task.title, task.titleParams ?? {}) ?? task.title
}

/** The same where the record's own name stands beside anyway: 'Obsłuż leada' instead of 'Obsłuż leada nr 25: …'. */
export function shortTaskTitle(task: { title: string; titleParams?: Record<string, unknown> | null }): string {
  return (task.titleParams && wordsOf(`short.${task.title}`, task.titleParams)) ?? taskTitle(task)
}
