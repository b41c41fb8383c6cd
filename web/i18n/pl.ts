import { pl as server } from '../../pure/texts/pl.ts'
import { firstRun } from './pl/first-run.ts'
import { leads } from './pl/leads.ts'
import { myDay } from './pl/my-day.ts'
import { record } from './pl/record.ts'
import { settings } from './pl/settings.ts'
import { shell } from './pl/shell.ts'
import { ui } from './pl/ui.ts'

export const pl = {
  ...shell,
  ...ui,
  ...firstRun,
  ...myDay,
  ...record,
  ...leads,
  ...settings,
}

export const all: Record<string, string> = { ...server, ...pl }
