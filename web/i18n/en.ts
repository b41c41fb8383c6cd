import { en as server } from '../../pure/texts/en.ts'
import { audit } from './en/audit.ts'
import { calendar } from './en/calendar.ts'
import { calls } from './en/calls.ts'
import { cards } from './en/cards.ts'
import { contracts } from './en/contracts.ts'
import { deals } from './en/deals.ts'
import { designer } from './en/designer.ts'
import { details } from './en/details.ts'
import { distribution } from './en/distribution.ts'
import { documents } from './en/documents.ts'
import { figures } from './en/figures.ts'
import { firstRun } from './en/first-run.ts'
import { forms } from './en/forms.ts'
import { imports } from './en/imports.ts'
import { invoices } from './en/invoices.ts'
import { kinds } from './en/kinds.ts'
import { leads } from './en/leads.ts'
import { letters } from './en/letters.ts'
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
import { tickets } from './en/tickets.ts'
import { ui } from './en/ui.ts'
import type { pl } from './pl.ts'

const en: Record<keyof typeof pl, string> = {
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

export const all: Record<string, string> = { ...server, ...en }
