import { pl as server } from '../../pure/texts/pl.ts'
import { audit } from './pl/audit.ts'
import { calendar } from './pl/calendar.ts'
import { calls } from './pl/calls.ts'
import { cards } from './pl/cards.ts'
import { contracts } from './pl/contracts.ts'
import { deals } from './pl/deals.ts'
import { designer } from './pl/designer.ts'
import { details } from './pl/details.ts'
import { distribution } from './pl/distribution.ts'
import { documents } from './pl/documents.ts'
import { figures } from './pl/figures.ts'
import { firstRun } from './pl/first-run.ts'
import { forms } from './pl/forms.ts'
import { imports } from './pl/imports.ts'
import { invoices } from './pl/invoices.ts'
import { kinds } from './pl/kinds.ts'
import { leads } from './pl/leads.ts'
import { letters } from './pl/letters.ts'
import { lists } from './pl/lists.ts'
import { myDay } from './pl/my-day.ts'
import { pipelines } from './pl/pipelines.ts'
import { processes } from './pl/processes.ts'
import { products } from './pl/products.ts'
import { record } from './pl/record.ts'
import { rules } from './pl/rules.ts'
import { settings } from './pl/settings.ts'
import { shell } from './pl/shell.ts'
import { steering } from './pl/steering.ts'
import { tasks } from './pl/tasks.ts'
import { tickets } from './pl/tickets.ts'
import { ui } from './pl/ui.ts'

export const pl = {
  ...shell,
  ...ui,
  ...firstRun,
  ...myDay,
  ...record,
  ...invoices,
  ...contracts,
  ...kinds,
  ...leads,
  ...forms,
  ...processes,
  ...steering,
  ...tasks,
  ...tickets,
  ...calendar,
  ...calls,
  ...cards,
  ...deals,
  ...pipelines,
  ...distribution,
  ...designer,
  ...details,
  ...documents,
  ...products,
  ...rules,
  ...settings,
  ...imports,
  ...letters,
  ...lists,
  ...audit,
  ...figures,
}

export const all: Record<string, string> = { ...server, ...pl }
