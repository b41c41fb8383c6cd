import type { Cx } from '../../../core/write.ts'
import { distribute } from '../rules.ts'
import type { Method } from '../schema.ts'
import { loads, staffBetween } from './staff.ts'

/**
 * Somebody present of a department (and of those below it) by one of the methods of distribution; null where all are away.
 * `draw` is an id by which chance draws, `last` who had the last turn, `further` what people have to do beside leads and tasks.
 */
export async function chooseOne(
  { db, now }: Pick<Cx, 'db' | 'now'>,
  asked: { departmentId: string; method: Method; draw: string; last: string | null; further: Map<string, number> },
): Promise<string | null> {
  const { departmentId, method, last, further } = asked
  const load = method === 'least_loaded' || method === 'first_available' ? await loads(db) : new Map<string, number>()
  const rule = {
    ...{ id: 'one', name: '', conditions: { all: [] }, workingOnly: false },
    target: { kind: 'department' as const, departmentId, method },
  }
  const outcome = distribute(
    [rule],
    { leadId: asked.draw, values: {}, customerOwnerId: null },
    {
      at: now.getTime(),
      people: await staffBetween(db, now, now),
      turns: new Map(last ? [[rule.id, last]] : []),
      load: (id) => (load.get(id) ?? 0) + (further.get(id) ?? 0),
    },
  )
  return outcome.personId
}
