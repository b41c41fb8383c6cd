import { createDeal } from '../../../server/modules/deals/commands/create-deal.ts'
import { loseDeal } from '../../../server/modules/deals/commands/lose-deal.ts'
import { moveDeal } from '../../../server/modules/deals/commands/move-deal.ts'
import { updateDeal } from '../../../server/modules/deals/commands/update-deal.ts'
import { winDeal } from '../../../server/modules/deals/commands/win-deal.ts'
import { addNote } from '../../../server/modules/workplace/notes.ts'
import { DEALS, type DealChange, type DealStep, type StageKey } from './data/deals.ts'
import type { Person } from './data/people.ts'
import { sell } from './products.ts'
import type { Step, Story } from './story.ts'

/** Plans the deals the sellers make themselves, and what becomes of them. */
export function planDeals(story: Story): void {
  const { calendar } = story
  for (const [at, deal] of DEALS.entries()) {
    const make: Step = [
      calendar.at(...deal.made),
      async () => {
        const company = deal.customer.startsWith('contact:') ? null : story.record(`company:${deal.customer}`)
        const contact = story.record(company ? `contact:${deal.customer}` : deal.customer)
        const stageId = await stageNamed(story, deal.stage)
        const { id } = await story.as(deal.owner, (cx) =>
          createDeal(cx, {
            title: deal.title,
            amount: deal.amount === null ? null : Math.round(deal.amount * 100),
            ...(company ? { companyId: company.id } : {}),
            contactId: contact.id,
            stageId,
            ...(deal.expected === undefined ? {} : { expectedOn: calendar.dateAhead(deal.expected) }),
            ...(deal.note ? { note: deal.note } : {}),
            source: 'manual',
            custom: measured(deal.title, at, calendar),
          }),
        )
        await sell(story, deal.key, id, deal.owner)
        story.remember(`deal:${deal.key}`, 'deal', id)
      },
    ]
    story.thread([make, ...dealSteps(story, deal.key, deal.owner, deal.later ?? [])])
  }
}

const FRAMES = ['pvc', 'aluminium', 'wood']

/** What was measured and agreed, in the company's own fields; not of every deal yet. */
function measured(title: string, at: number, calendar: Story['calendar']): Record<string, unknown> {
  if (at % 4 === 3) return {}
  return {
    frame: FRAMES[at % FRAMES.length],
    area: Math.round(120 + title.length * 37.5 + at * 14) / 10,
    ...(at % 2 === 0 ? { fitting_on: calendar.dateAhead(6 + at) } : {}),
  }
}

/** What becomes of a deal, as steps of a thread. */
export function dealSteps(story: Story, key: string, owner: Person, steps: DealStep[]): Step[] {
  return steps.map(([day, time, ...what]) => [
    story.calendar.at(day, time),
    () => changeDeal(story, story.record(`deal:${key}`).id, owner, what),
  ])
}

async function changeDeal(story: Story, dealId: string, owner: Person, what: DealChange): Promise<void> {
  const [verb, detail] = what
  switch (verb) {
    case 'move': {
      const stageId = await stageNamed(story, detail)
      return story.as(owner, (cx) => moveDeal(cx, { dealId, stageId }))
    }
    case 'win':
      await story.as(owner, (cx) => winDeal(cx, { dealId }))
      return
    case 'lose':
      return story.as(owner, (cx) => loseDeal(cx, { dealId, reason: detail }))
    case 'amount':
      return story.as(owner, (cx) => updateDeal(cx, dealId, { amount: Math.round(detail * 100) }, null))
    case 'note':
      await story.as(what[2] ?? owner, (cx) => addNote(cx, { kind: 'deal', id: dealId }, detail))
  }
}

async function stageNamed(story: Story, key: StageKey): Promise<string> {
  const { id } = await story.deps.database.db
    .selectFrom('stages')
    .innerJoin('pipelines', 'pipelines.id', 'stages.pipeline_id')
    .select('stages.id')
    .where('pipelines.key', '=', 'sales')
    .where('stages.key', '=', key)
    .executeTakeFirstOrThrow()
  return id
}
