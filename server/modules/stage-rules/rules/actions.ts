import type { Do } from '../../../../pure/stage-rules.ts'
import type { Action, Pause, RuleAction } from '../schema.ts'
import type { RuledKind } from './subjects.ts'

/** JSON is FEEL: texts, numbers, lists and contexts are written alike. */
export const feel = (value: unknown): string => `=${JSON.stringify(value)}`

/** Whom an action means, as FEEL over what look_up found. */
const meant = (who: string) => (/^[a-z]+$/.test(who) ? `who.${who}` : JSON.stringify(who))

/** What an action is in the process. `leaves`: the record is no longer where the trigger saw it. */
export type Element =
  | { step: string; inputs: Record<string, string>; leaves?: boolean }
  | { calls: string }
  | { waits: Pause }

const ELEMENTS: { [D in Do]: (action: Action<D>, kind: RuledKind) => Element } = {
  // Who is given a new lead has it in hand.
  set: ({ fields }, { module }) => ({
    step: `${module}.set_fields`,
    inputs: { fields: feel(fields) },
    leaves: module === 'leads' && fields.ownerId !== undefined,
  }),
  move: ({ stageId }, { module }) => ({ step: `${module}.move`, inputs: { stageId: feel(stageId) }, leaves: true }),
  win: () => ({ step: 'deals.win', inputs: {}, leaves: true }),
  lose: ({ reasonId }) => ({ step: 'deals.lose', inputs: { reasonId: feel(reasonId) }, leaves: true }),
  resume: () => ({ step: 'leads.resume', inputs: { early: '=true' }, leaves: true }),
  put_off: ({ duration, working }) => ({
    step: 'leads.put_off',
    inputs: { duration: feel(duration), working: feel(working) },
    leaves: true,
  }),
  reject: ({ reason }) => ({ step: 'leads.reject', inputs: { reason: feel(reason) }, leaves: true }),
  reopen: () => ({ step: 'leads.reopen', inputs: {}, leaves: true }),
  task: ({ title, body, to, due }) => ({
    step: 'tasks.create',
    inputs: { title: feel(title), body: feel(body), to: `=${meant(to)}`, due: feel(due) },
  }),
  notify: ({ to, text, mail }, { found, of }) => ({
    step: 'notifications.notify',
    inputs: {
      to: `=[${to.map(meant).join(', ')}]`,
      code: feel('stage_rule'),
      params: `={of: ${of}, number: ${found}.number, title: ${found}.title, text: ${JSON.stringify(text)}}`,
      mail: feel(mail),
      optional: '=true',
    },
  }),
  process: ({ key }) => ({ calls: key }),
  wait: ({ duration, working }) => ({ waits: { duration, working } }),
}

/** The element an action becomes. */
export const elementOf = <D extends Do>(action: Action<D> & RuleAction, kind: RuledKind): Element =>
  (ELEMENTS[action.do] as (action: RuleAction, kind: RuledKind) => Element)(action, kind)
