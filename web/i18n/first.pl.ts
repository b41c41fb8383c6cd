import { taskTitles } from '../../pure/texts/task-titles.pl.ts'
import { myDay } from './pl/my-day.ts'
import { shell } from './pl/shell.ts'
import { tasks } from './pl/tasks.ts'
import { ui } from './pl/ui.ts'

/** What the frame and My day are drawn with; everything else may come a moment later. */
export const first: Record<string, string> = { ...taskTitles, ...shell, ...ui, ...myDay, ...tasks }
