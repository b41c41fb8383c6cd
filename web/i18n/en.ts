import { en as server } from '../../pure/texts/en.ts'
import { audit } from './en/audit.ts'
import { calendar } from './en/calendar.ts'
import { calls } from './en/calls.ts'
import { cards } from './en/cards.ts'
import { deals } from './en/deals.ts'
import { distribution } from './en/distribution.ts'
import { firstRun } from './en/first-run.ts'
import { forms } from './en/forms.ts'
import { imports } from './en/imports.ts'
import { kinds } from './en/kinds.ts'
import { leads } from './en/leads.ts'
import { lists } from './en/lists.ts'
import { myDay } from './en/my-day.ts'
import { pipelines } from './en/pipelines.ts'
import { processes } from './en/processes.ts'
import { products } from './en/products.ts'
import { record } from './en/record.ts'
import { rules } from './en/rules.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { steering } from './en/steering.ts'
import { tasks } from './en/tasks.ts'
import { ui } from './en/ui.ts'
import type { pl } from './pl.ts'

const en: Record<keyof typeof pl, string> = {
  ...shell,
  ...ui,
  ...firstRun,
  ...myDay,
  ...record,
  ...kinds,
  ...leads,
  ...forms,
  ...processes,
  ...steering,
  ...tasks,
  ...calendar,
  ...calls,
  ...cards,
  ...deals,
  ...pipelines,
  ...distribution,
  ...products,
  ...rules,
  ...settings,
  ...imports,
  ...lists,
  ...audit,
}

export const all: Record<string, string> = { ...server, ...en }
