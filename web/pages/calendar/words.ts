import { taskTitle } from '../../i18n/task-title.ts'
import type { Item } from './queries.ts'

export const titleOf = (item: Item): string => taskTitle(item)
