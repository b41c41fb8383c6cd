import { sql } from 'kysely'
import { addDealPerson } from '../../../server/modules/deals/commands/deal-people.ts'
import { createPipeline } from '../../../server/modules/pipelines/commands/pipelines.ts'
import { createStage, updateStage } from '../../../server/modules/pipelines/commands/stages.ts'
import type { StageChange } from '../../../server/modules/pipelines/schema.ts'
import { departmentByKey } from '../../../server/modules/staff/queries.ts'
import { createRule } from '../../../server/modules/stage-rules/commands/rules.ts'
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

type DemoRule = Pick<RuleInput, 'name' | 'kind' | 'stage' | 'actions'> & Partial<RuleInput>

/** What follows by itself, at the stages with these keys: nobody forgotten after an offer, no purchase without its bill. */
const RULES: DemoRule[] = [
  {
    name: 'Dokumenty do umowy',
    kind: 'deal',
    stage: 'contract',
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
  {
    name: 'Oferta bez odpowiedzi',
    kind: 'deal',
    stage: 'offer',
    trigger: 'stay',
    stay: { duration: 'P5D', working: true },
    condition: { all: [{ field: 'amountBase', op: 'gte', value: 2_000_000 }] },
    actions: [
      { do: 'task', title: 'Zapytaj klienta o ofertę', body: '', to: 'owner', due: null },
      { do: 'wait', duration: 'P3D', working: true },
      { do: 'notify', to: ['supervisor'], text: 'Klient nadal milczy po ofercie', mail: true },
    ],
  },
  {
    name: 'Duży lead odłożony',
    kind: 'lead',
    stage: 'waiting',
    condition: { all: [{ field: 'amount', op: 'gte', value: 5_000_000 }] },
    actions: [{ do: 'notify', to: ['supervisor'], text: 'Duży lead odłożono na później', mail: false }],
  },
  {
    name: 'Faktura po odbiorze',
    kind: 'purchase',
    stage: 'received',
    departmentId: null,
    actions: [
      {
        do: 'task',
        title: 'Sprawdź fakturę dostawcy i oddaj ją do zapłaty',
        body: '',
        to: 'owner',
        due: { duration: 'P3D', working: true },
      },
    ],
  },
]

/** Plans the guards of the stages, a second pipeline, and who decides and pays in one deal. */
export function planPipelines(story: Story): void {
  story.plan(story.calendar.at(-1, '15:20'), async () => {
    const { rows } = await sql<{ id: string; kind: string; key: string }>`select s.id, p.kind, s.key from stages s
      join pipelines p on p.id = s.pipeline_id where p.key = 'sales' or p.kind <> 'deal'`.execute(
      story.deps.database.db,
    )
    await story.as('marek', async (cx) => {
      for (const { id, kind, key } of rows)
        if (kind === 'deal') await updateStage(cx, { id, set: GUARDS[key as StageKey], expected: null })
      const department = await departmentByKey(cx.db, 'sales')
      for (const rule of RULES) {
        const { kind, stage: key } = rule
        const stage = rows.find((one) => one.kind === kind && one.key === key)?.id ?? key
        const blank = { departmentId: department?.id ?? null, trigger: 'enter', stay: null, condition: null } as const
        await createRule(cx, { ...blank, ...rule, stage })
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
