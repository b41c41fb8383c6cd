import { dateIn } from '../../../pure/dates.ts'
import { createCompany } from '../../../server/modules/contacts/commands/create-company.ts'
import { createRecord } from '../../../server/modules/kinds/commands/create-record.ts'
import { moveRecord } from '../../../server/modules/kinds/commands/move-record.ts'
import { type DemoRecord, RECORDS, SUPPLIERS } from './data/records.ts'
import type { Step, Story } from './story.ts'

const DAY_MS = 86_400_000

/** Plans the purchases, shipments and expenses: asked for, approved, on their way, and some of them late. */
export function planRecords(story: Story): void {
  for (const [key, name] of SUPPLIERS) {
    story.plan(story.calendar.at(-9, '10:30'), async () => {
      const { id } = await story.as('zenon', (cx) => createCompany(cx, { name }))
      story.remember(`company:${key}`, 'company', id)
    })
  }
  for (const record of RECORDS) story.thread(stepsOf(story, record))
}

function stepsOf(story: Story, { kind, who, title, day, time, custom, days, moves = [] }: DemoRecord): Step[] {
  const { calendar, deps } = story
  let id = ''
  const filled = (fields: Record<string, string | number>, at: Date, later: Record<string, number> = {}) => ({
    ...Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [
        key,
        /^company:/.test(`${value}`) ? story.record(`${value}`).id : value,
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(later).map(([key, count]) => [
        key,
        dateIn('Europe/Warsaw', new Date(at.getTime() + count * DAY_MS).toISOString()),
      ]),
    ),
  })
  const stage = async (key: string) => {
    const { id: stageId } = await deps.database.db
      .selectFrom('stages as s')
      .innerJoin('pipelines as p', 'p.id', 's.pipeline_id')
      .where('p.kind', '=', kind)
      .where('s.key', '=', key)
      .select('s.id')
      .executeTakeFirstOrThrow()
    return stageId
  }
  const begun = calendar.at(day, time)
  return [
    [
      begun,
      async () => {
        const given = { title, custom: filled(custom, begun, days) }
        ;({ id } = await story.as(who, (cx) => createRecord(cx, kind, given, { asked: true })))
      },
    ],
    ...moves.map(([moved, when, by, key, fields]): Step => {
      const at = calendar.at(moved, when)
      return [
        at,
        async () => {
          const move = {
            recordId: id,
            stageId: await stage(key),
            ...(fields ? { fields: { custom: filled(fields.custom, at, fields.days) } } : {}),
          }
          await story.as(by, (cx) => moveRecord(cx, move))
        },
      ]
    }),
  ]
}
