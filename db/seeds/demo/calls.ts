import { sql } from 'kysely'
import { system } from '../../../server/core/actor.ts'
import { type Cx, write } from '../../../server/core/write.ts'
import { updateEmployee } from '../../../server/modules/staff/commands/update-employee.ts'
import { createExchange } from '../../../server/modules/telephony/commands/exchanges.ts'
import { hearCalls } from '../../../server/modules/telephony/commands/hear-calls.ts'
import { updateCall } from '../../../server/modules/telephony/commands/update-call.ts'
import { CALLS, EXTENSIONS } from './data/calls.ts'
import type { Story } from './story.ts'

const CALL_BACK_WITHIN = 'PT1H'

/** Plans the calls of the week: an exchange set up early in the story tells of them as each one ends. */
export function planCalls(story: Story): void {
  const { calendar } = story
  let exchange: string | null = null
  story.plan(calendar.at(-9, '08:50'), () =>
    story.as('marek', async (cx) => {
      for (const [who, extension] of Object.entries(EXTENSIONS)) {
        await updateEmployee(cx, {
          id: story.people.get(who as keyof typeof EXTENSIONS)!,
          set: { extension },
          expected: null,
        })
      }
      const made = await createExchange(cx, {
        ...{ kind: 'webhook', name: 'Centrala biurowa', departmentId: story.sales },
        ...{ callBackWithin: CALL_BACK_WITHIN, active: true },
      })
      exchange = made.id
    }),
  )
  for (const [at, call] of CALLS.entries()) {
    const externalId = `demo-${at + 1}`
    story.plan(calendar.at(call.day, call.time), async () => {
      await write(story.deps, system('telephony'), async (cx) => {
        const speaking = { id: exchange!, departmentId: story.sales, callBackWithin: CALL_BACK_WITHIN }
        const number = 'of' in call ? await numberOf(cx, story.record(call.of).id) : call.number
        const extension = call.who ? EXTENSIONS[call.who] : null
        const seconds = call.seconds ?? null
        await hearCalls(cx, speaking, [
          {
            ...{ event: seconds === null ? 'missed' : 'ended', call: externalId, number, extension, seconds, at: null },
            direction: call.direction ?? 'in',
          },
        ])
      })
      if (!call.note || !call.who) return
      const { rows } = await sql<{ id: string }>`select id from calls where external_id = ${externalId}`.execute(
        story.deps.database.db,
      )
      await story.as(call.who, (cx) => updateCall(cx, rows[0]!.id, { note: call.note! }, null))
    })
  }
}

/** The first number of a customer's card. */
async function numberOf(cx: Cx, id: string): Promise<string | null> {
  const { rows } = await sql<{ value: string }>`select value from contact_points
    where (contact_id = ${id} or company_id = ${id}) and kind = 'phone' order by position limit 1`.execute(cx.db)
  return rows[0]?.value ?? null
}
