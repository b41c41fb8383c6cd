import { sql } from 'kysely'
import { quietUntil } from '../../../../pure/quiet-hours.ts'
import { smsWish } from '../../../../pure/sms.ts'
import { allow, allowAtAll } from '../../../core/access.ts'
import { type Channel, UNSUBSCRIBE } from '../../../core/channel.ts'
import { refuseStale } from '../../../core/edit.ts'
import { invalid, Refusal } from '../../../core/errors.ts'
import { changesBetween, type Subject } from '../../../core/events.ts'
import { writeSetting } from '../../../core/settings.ts'
import type { Cx } from '../../../core/write.ts'
import { calendarsOf } from '../../staff/queries.ts'
import { optedOut, optOutsOf, PEACE, PEACE_ID, type Peace, peaceOf } from '../queries/peace.ts'

const SHOWN = ['from', 'to', 'restDays', 'dailyCap'] as const
const settingsSubject: Subject = { kind: 'customer_peace', id: PEACE_ID }

/** Sets when customers are left in peace. `expected`: the version the sender saw, null for whichever. */
export async function changePeace(cx: Cx, input: Peace, expected: number | null): Promise<void> {
  allowAtAll(cx.actor, 'customer_peace', 'update')
  await sql`select from settings where key = ${PEACE} for update`.execute(cx.db)
  const { version, ...before } = await peaceOf(cx.db)
  const changes = changesBetween({ ...before }, { ...input }, SHOWN)
  const fields = changes.map(({ field }) => field)
  await refuseStale(cx.db, settingsSubject, expected, version, fields)
  if (changes.length === 0) return
  await writeSetting(cx, PEACE, input)
  cx.record('customer_peace.changed', { subject: settingsSubject, payload: { version: version + 1 }, changes })
}

/** Channels that ring in a pocket; a mail waits until it is opened. */
const disturbs = ({ threads }: Channel): boolean => threads === 'address'

export interface Approach {
  channel: Channel
  addresses: string[]
  toMany: boolean
  /** Written by a process: it waits for the morning. A person is asked, and may say `evenNow`. */
  automatic: boolean
  evenNow: boolean
  /** The customer wrote and waits for this answer. */
  awaited: boolean
  sendAt: Date | null
}

/**
 * When a message may leave: at its time, or once the quiet hours are over. Refuses one to somebody who asked to be left alone,
 * and a person's own within the quiet hours unless it is to go even so.
 */
export async function approach(cx: Cx, asked: Approach): Promise<Date | null> {
  const { channel, addresses, automatic, evenNow, awaited } = asked
  const [refused] = keepsOptOuts(channel, asked) ? await optedOut(cx.db, channel.key, addresses) : []
  if (refused !== undefined) throw invalid({ path: 'to', code: 'message.opted_out', params: { address: refused } })
  const sendAt = asked.sendAt && asked.sendAt > cx.now ? asked.sendAt : null
  if (!disturbs(channel) || evenNow || awaited || (sendAt && !automatic)) return sendAt
  const [peace, { company }] = await Promise.all([peaceOf(cx.db), calendarsOf(cx.db)])
  const until = quietUntil(peace, company, (sendAt ?? cx.now).toISOString())
  if (!until) return sendAt
  if (automatic) return new Date(until)
  throw new Refusal('message.quiet_hours', { params: { until } })
}

/** Whether who asked to be left alone is: a mail to him alone, or about what he asked for, still reaches him. */
export const keepsOptOuts = (channel: Channel, { toMany }: { toMany: boolean }): boolean => disturbs(channel) || toMany

/**
 * What an answer says of being written to: STOP and its like, and taking it back. By mail only the subject that the
 * `List-Unsubscribe` of our letters asks for: a customer who writes of stopping may mean his order.
 */
export function wishIn(
  channel: Channel,
  { text, subject }: { text: string; subject: string },
): 'stop' | 'start' | null {
  if (disturbs(channel)) return smsWish(text)
  return channel.address === 'email' && subject.trim().toUpperCase() === UNSUBSCRIBE ? 'stop' : null
}

export interface Heard {
  channel: string
  address: string
  messageId: string
  conversationId: string
  links: Subject[]
}

/** Writes down that an answer asked to be left alone, or to be written to again. */
export async function hearWish(cx: Cx, wish: 'stop' | 'start', heard: Heard): Promise<void> {
  const { channel, address, messageId, conversationId, links } = heard
  const changed = await keepOptOut(cx, { channel, address, messageId, employeeId: null }, wish === 'stop')
  if (!changed) return
  cx.record(wish === 'stop' ? 'customer.opted_out' : 'customer.opted_in', {
    subject: { kind: 'conversation', id: conversationId },
    payload: { channel, how: 'answer' },
    personal: { address },
    also: links,
  })
}

/** The same as somebody says it, on a card that has the address. */
export async function setOptOut(
  cx: Cx,
  card: { kind: 'contact' | 'company'; id: string },
  given: { channel: string; address: string; optedOut: boolean },
): Promise<void> {
  await allow(cx.db, cx.actor, card.kind, 'update', card.id)
  const { channel, address } = given
  const ways = await optOutsOf(cx.db, cx.deps.channels, card)
  if (!ways.some((way) => way.channel === channel && way.address === address))
    throw invalid({ path: 'address', code: 'field.invalid' })
  const employeeId = cx.actor.kind === 'user' ? cx.actor.id : null
  if (!(await keepOptOut(cx, { channel, address, messageId: null, employeeId }, given.optedOut))) return
  cx.record(given.optedOut ? 'customer.opted_out' : 'customer.opted_in', {
    subject: card,
    payload: { channel, how: 'hand' },
    personal: { address },
  })
}

async function keepOptOut(
  cx: Cx,
  given: { channel: string; address: string; messageId: string | null; employeeId: string | null },
  out: boolean,
): Promise<boolean> {
  const { channel, address, messageId, employeeId } = given
  const { numAffectedRows } = out
    ? await sql`insert into opt_outs (channel, address, at, message_id, employee_id)
        values (${channel}, ${address}, ${cx.now}, ${messageId}, ${employeeId}) on conflict do nothing`.execute(cx.db)
    : await sql`delete from opt_outs where channel = ${channel} and address = ${address}`.execute(cx.db)
  return (numAffectedRows ?? 0n) > 0n
}
