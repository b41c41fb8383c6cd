import type { EffectSender, Module, Reaction, StepDefinition } from './core/define.ts'
import { engineEvents } from './engine/events.ts'
import { auditModule } from './modules/audit/module.ts'
import { calendarModule } from './modules/calendar/module.ts'
import { contactsModule } from './modules/contacts/module.ts'
import { contractsModule } from './modules/contracts/module.ts'
import { currenciesModule } from './modules/currencies/module.ts'
import { dealsModule } from './modules/deals/module.ts'
import { detailsModule } from './modules/details/module.ts'
import { distributionModule } from './modules/distribution/module.ts'
import { documentEffects } from './modules/documents/effects.ts'
import { documentsModule } from './modules/documents/module.ts'
import { fieldsModule } from './modules/fields/module.ts'
import { figureEffects } from './modules/figures/effects.ts'
import { figuresModule } from './modules/figures/module.ts'
import { formsModule } from './modules/forms/module.ts'
import { importsModule } from './modules/imports/module.ts'
import { invoicesModule } from './modules/invoices/module.ts'
import { kindsModule } from './modules/kinds/module.ts'
import { leadsModule } from './modules/leads/module.ts'
import { lettersModule } from './modules/letters/module.ts'
import { listsModule } from './modules/lists/module.ts'
import { mailEffects } from './modules/mail/effects.ts'
import { mailModule } from './modules/mail/module.ts'
import { messageEffects } from './modules/messages/effects.ts'
import { messagesModule } from './modules/messages/module.ts'
import { notificationsModule } from './modules/notifications/module.ts'
import { outreachModule } from './modules/outreach/module.ts'
import { pipelinesModule } from './modules/pipelines/module.ts'
import { processesModule } from './modules/processes/module.ts'
import { productsModule } from './modules/products/module.ts'
import { pushEffects } from './modules/push/effects.ts'
import { pushModule } from './modules/push/module.ts'
import { staffModule } from './modules/staff/module.ts'
import { stageRulesModule } from './modules/stage-rules/module.ts'
import { tasksModule } from './modules/tasks/module.ts'
import { telephonyModule } from './modules/telephony/module.ts'
import { ticketsModule } from './modules/tickets/module.ts'
import { workplaceModule } from './modules/workplace/module.ts'

/** THE list: events, steps, reactions and effects derive from it. */
export const modules: Module[] = [
  staffModule,
  fieldsModule,
  contactsModule,
  currenciesModule,
  productsModule,
  formsModule,
  leadsModule,
  pipelinesModule,
  dealsModule,
  kindsModule,
  invoicesModule,
  distributionModule,
  tasksModule,
  notificationsModule,
  calendarModule,
  mailModule,
  pushModule,
  telephonyModule,
  messagesModule,
  outreachModule,
  ticketsModule,
  processesModule,
  stageRulesModule,
  listsModule,
  lettersModule,
  documentsModule,
  detailsModule,
  contractsModule,
  importsModule,
  workplaceModule,
  auditModule,
  figuresModule,
]

export const eventNames: ReadonlySet<string> = new Set(
  [...engineEvents, ...modules.flatMap((module) => module.events ?? [])].map((event) => event.name),
)

export const steps: ReadonlyMap<string, StepDefinition> = new Map(
  modules.flatMap((module) => module.steps ?? []).map((step) => [step.type, step]),
)

export const reactions: ReadonlyMap<string, Reaction[]> = modules
  .flatMap((module) => module.reactions ?? [])
  .reduce((byEvent, reaction) => {
    for (const name of reaction.on) byEvent.set(name, [...(byEvent.get(name) ?? []), reaction])
    return byEvent
  }, new Map<string, Reaction[]>())

export const effectSenders = (deps: Parameters<typeof mailEffects>[0]): ReadonlyMap<string, EffectSender> =>
  new Map(
    [...mailEffects(deps), messageEffects(deps), documentEffects(deps), figureEffects(deps), pushEffects(deps)].map(
      (sender) => [sender.topic, sender],
    ),
  )
