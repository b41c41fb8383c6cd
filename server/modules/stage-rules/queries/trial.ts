import { DAY_MS, dateOfDay, dayOfDate } from '../../../../pure/dates.ts'
import { addDuration } from '../../../../pure/durations.ts'
import type { Do } from '../../../../pure/stage-rules.ts'
import { addWorkingTime } from '../../../../pure/work-calendar.ts'
import type { Actor, UserActor } from '../../../core/actor.ts'
import { businessNow } from '../../../core/clock.ts'
import type { Db } from '../../../core/db.ts'
import { baseCurrency } from '../../deals/queries/base-currency.ts'
import { recipientsOf } from '../../notifications/queries.ts'
import { calendarsOf, employeeNames } from '../../staff/queries.ts'
import type { Action, RuleAction, Trial, TrialInput } from '../schema.ts'
import { type Found, type Happened, ruledRows, type Settable } from './ruled.ts'
import { actorOfRule } from './rules.ts'

const DAYS = 30
const MOST_LOOKED_AT = 1000
const MOST_SHOWN = 50

/** When in the last days the trigger of a rule was met, newest first, of records this reader may see. */
async function happenings(db: Db, user: UserActor, rule: TrialInput, now: Date): Promise<Omit<Happened, 'until'>[]> {
  const since = new Date(now.getTime() - DAYS * DAY_MS)
  const calendars = await calendarsOf(db)
  const { stay } = rule
  // A stay that is over within these days may have begun long before: working time is at most a quarter of time.
  const asked = stay ? Date.parse(addDuration(now.toISOString(), stay.duration, calendars.zone)) - now.getTime() : 0
  const from = new Date(since.getTime() - asked * (stay?.working ? 5 : 1) - (stay?.working ? 7 * DAY_MS : 0))
  const rows = await ruledRows(rule.kind).happened(db, user, { rule, from, now, most: MOST_LOOKED_AT })
  if (!stay) return rows
  return rows
    .flatMap(({ id, at, until }) => {
      const begun = at.toISOString()
      const over = new Date(
        stay.working
          ? addWorkingTime(calendars.company, begun, stay.duration)
          : addDuration(begun, stay.duration, calendars.zone),
      )
      const isMet = over > since && over <= now && (until === null || until > over)
      return isMet ? [{ id, at: over }] : []
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime())
}

/**
 * What a rule would have done in the last 30 days, nothing written. The condition and what follows are asked of the records
 * as they are today: what they were like then is not kept in a form that can be asked.
 */
export async function tryRule(db: Db, user: UserActor, rule: TrialInput): Promise<Trial> {
  const now = await businessNow(db)
  const actor = await actorOfRule(db, rule.departmentId)
  const happened = await happenings(db, user, rule, now)
  const ids = [...new Set(happened.map(({ id }) => id))]
  const looked = await ruledRows(rule.kind).look(db, actor, ids, rule.condition)
  const found = new Map(looked.map((one) => [one.id, one]))
  const met = happened.filter(({ id }) => found.get(id)?.meets)
  const preview = previewer(db, actor, rule, now)
  const items: Trial['items'] = []
  for (const { id, at } of met.slice(0, MOST_SHOWN)) {
    const one = found.get(id)!
    const { number, title } = one
    items.push({ id, number, title, at: at.toISOString(), actions: await preview(one) })
  }
  return {
    from: new Date(now.getTime() - DAYS * DAY_MS).toISOString(),
    to: now.toISOString(),
    happened: happened.length,
    met: met.length,
    items,
  }
}

type Done = Trial['items'][number]['actions'][number]

/** What each action would come to for one record after the other; who is who is asked once. */
function previewer(db: Db, actor: Actor, { kind, actions }: TrialInput, now: Date) {
  const known = new Map<string, Promise<string[]>>()
  const names = async ({ who }: Found, to: string[]): Promise<string[]> => {
    const meant = to.map((one) => (one in who ? who[one as keyof typeof who] : one))
    const ids = await recipientsOf({ db, now }, meant, known)
    const byId = await employeeNames(db, ids)
    return ids.map((id) => byId.get(id) ?? '')
  }
  const rows = ruledRows(kind)
  const told: { [D in Do]?: (action: Action<D>, one: Found) => Promise<Partial<Done>> } = {
    set: async ({ fields }, { id }) => ({
      changes: changesOf(fields, await rows.settable(db, actor, id), (await baseCurrency(db, now)).today),
    }),
    task: async ({ to }, one) => ({ recipients: (await names(one, [to])).slice(0, 1) }),
    notify: async ({ to }, one) => ({ recipients: await names(one, to) }),
  }
  const refusable = async (action: RuleAction, { id }: Found) => ({
    refused: await rows.refusal(db, actor, id, action),
  })
  return async (one: Found): Promise<Done[]> => {
    const done: Done[] = []
    for (const action of actions) {
      const tell =
        (told[action.do] as ((action: RuleAction, one: Found) => Promise<Partial<Done>>) | undefined) ?? refusable
      done.push({ recipients: null, changes: [], refused: null, ...(await tell(action, one)) })
    }
    return done
  }
}

function changesOf(fields: Action<'set'>['fields'], record: Settable, today: string): Done['changes'] {
  const { expectedInDays, ownerId, source, custom = {} } = fields
  return [
    ...(expectedInDays === undefined
      ? []
      : [{ field: 'expectedOn', from: record.expectedOn, to: dateOfDay(dayOfDate(today) + expectedInDays) }]),
    ...(ownerId === undefined ? [] : [{ field: 'ownerId', from: record.ownerId, to: ownerId }]),
    ...(source === undefined ? [] : [{ field: 'source', from: record.source, to: source }]),
    ...Object.entries(custom).map(([name, to]) => ({
      field: `custom.${name}`,
      from: record.custom[name] ?? null,
      to,
    })),
  ].filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to))
}
