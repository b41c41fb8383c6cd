import { taskTitles } from '../../pure/texts/task-titles.en.ts'
import { myDay } from './en/my-day.ts'
import { shell } from './en/shell.ts'
import { tasks } from './en/tasks.ts'
import { ui } from './en/ui.ts'

/** See the Polish ones. */
export const first: Record<string, string> = { ...taskTitles, ...shell, ...ui, ...myDay, ...tasks }
