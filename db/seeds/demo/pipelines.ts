import { sql } from 'kysely'
import { addDealPerson } from '../../../server/modules/deals/commands/deal-people.ts'
import { createPipeline } from '../../../server/modules/pipelines/commands/pipelines.ts'
import { createStage, updateStage } from '../../../server/modules/pipelines/commands/stages.ts'
import type { StageChange } from '../../../server/modules/pipelines/schema.ts'
import { departmentByKey } from '../../../server/modules/staff/queries.ts'
import { createRule } from '../../../server/modules/stage-rules/commands.ts'
import type { RuleInput } from '../../../server/modules/stage-rules/schema.ts'
import type { StageKey } from './data/deals.ts'
import type { Story } from './story.ts'

/** What the owner has come to ask of deals, after two weeks of seeing how they go. */
const GUARDS: Record<StageKey, StageChange> = {
  qualification: { rottingDays: 7 },
  offer: { requiredFields: ['amount'], rottingDays: 7 },
  negotiation: {
    requiredFields: ['expectedOn'],
    rottingDays: 10,
    checklist: [
      { name: { pl: 'Oferta omówiona z klientem', en: 'Offer talked over with the customer' } },
      { name: { pl: 'Pomiar umówiony', en: 'Measuring arranged' } },
    ],
  },
  contract: {
    requiredFields: ['expectedOn', 'contactId'],
    rottingDays: 14,
    checklist: [{ name: { pl: 'Umowa podpisana', en: 'Contract signed' } }],
  },
}

const SERVICE = {
  name: { pl: 'Serwis', en: 'Service' },
  stages: [
    { name: { pl: 'Wycena naprawy', en: 'Estimate of the repair' }, probability: 40 },
    { name: { pl: 'Naprawa umówiona', en: 'Repair arranged' }, probability: 90 },
  ],
}

type DemoRule = Pick<RuleInput, 'name' | 'actions'> & Partial<RuleInput>

/** What follows by itself: documents once the contract begins, and nobody forgotten after an offer. */
const RULES: { stage: StageKey; rule: DemoRule }[] = [
  {
    stage: 'contract',
    rule: {
      name: 'Dokumenty do umowy',
      actions: [
        { do: 'set', fields: { expectedInDays: 14 } },
        {
          do: 'task',
          title: 'Przygotuj umowę i załączniki',
          body: '',
          to: 'owner',
          due: { duration: 'P2D', working: true },
        },
        { do: 'notify', to: ['head'], text: 'Zawieramy umowę', mail: false },
      ],
    },
  },
  {
    stage: 'offer',
    rule: {
      name: 'Oferta bez odpowiedzi',
      trigger: 'stay',
      stay: { duration: 'P5D', working: true },
      condition: { all: [{ field: 'amountBase', op: 'gte', value: 2_000_000 }] },
      actions: [
        { do: 'task', title: 'Zapytaj klienta o ofertę', body: '', to: 'owner', due: null },
        { do: 'wait', duration: 'P3D', working: true },
        { do: 'notify', to: ['supervisor'], text: 'Klient nadal milczy po ofercie', mail: true },
      ],
    },
  },
]

/** Plans the guards of the stages, a second pipeline, and who decides and pays in one deal. */
export function planPipelines(story: Story): void {
  story.plan(story.calendar.at(-1, '15:20'), async () => {
    const { rows: stages } = await sql<{ id: string; key: StageKey }>`select s.id, s.key from stages s
      join pipelines p on p.id = s.pipeline_id where p.key = 'sales'`.execute(story.deps.database.db)
    await story.as('marek', async (cx) => {
      for (const { id, key } of stages) await updateStage(cx, { id, set: GUARDS[key], expected: null })
      const department = await departmentByKey(cx.db, 'sales')
      for (const { stage, rule } of RULES) {
        const stageId = stages.find(({ key }) => key === stage)!.id
        const blank = {
          departmentId: department?.id ?? null,
          stageId,
          trigger: 'enter',
          stay: null,
          condition: null,
        } as const
        await createRule(cx, { ...blank, ...rule })
      }
      const { id: pipelineId } = await createPipeline(cx, { name: SERVICE.name })
      for (const stage of SERVICE.stages) await createStage(cx, { pipelineId, ...stage })
    })
    const dealId = story.record('deal:bloki').id
    const contactId = story.record('contact:zrodlo').id
    const companyId = story.record('company:zrodlo').id
    await story.as('anna', async (cx) => {
      await addDealPerson(cx, { dealId, kind: 'contact', cardId: contactId, role: 'decision_maker' })
      await addDealPerson(cx, { dealId, kind: 'company', cardId: companyId, role: 'payer' })
    })
  })
}
