import { sql } from 'kysely'
import { addDuration } from '../../../../pure/durations.ts'
import { OWN } from '../../../../pure/kinds.ts'
import { Refusal } from '../../../core/errors.ts'
import type { Subject } from '../../../core/events.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { writeMessage } from '../../messages/commands/write-message.ts'
import { peaceOf } from '../../messages/queries/peace.ts'
import { companyOf } from '../../staff/queries.ts'
import { digestOf, tokenOf } from '../queries/confirmations.ts'
import { type Customer, customersOf, type Way, waysTo } from '../queries/customers.ts'
import { valuesOf } from '../queries/values.ts'
import { filled, inLanguage, names, orderOf } from '../rules.ts'
import type { SendInput } from '../schema.ts'

const USUAL_CHANNELS = ['sms', 'mail']
const USUAL_PATIENCE = 'PT2H'
const CONFIRM_WITHIN = 'P30D'

export interface Sent {
  outreachId: string
  messageId: string
  channel: string
}

/**
 * Writes to the customer of a record in his language and by his channel, else by the first of those given by which he can be
 * reached. Refuses, so that the process stops, where there is nobody to write to.
 */
export async function sendToCustomer(cx: Cx, about: Subject, given: SendInput, key: string): Promise<Sent[]> {
  const customers = await customersOf(cx.db, about)
  if (customers.length === 0) throw new Refusal('outreach.no_customer')
  const sent: Sent[] = []
  let refused: unknown
  for (const customer of customers) {
    try {
      sent.push(await cx.savepoint(() => sendTo(cx, about, customer, given, `${key} ${customer.id}`)))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused = error
    }
  }
  if (sent.length === 0) throw refused
  return sent
}

async function sendTo(cx: Cx, about: Subject, customer: Customer, given: SendInput, key: string): Promise<Sent> {
  const order = orderOf(customer.preferred, given.channels ?? USUAL_CHANNELS)
  const { ways, why } = await waysTo(cx.db, cx.deps.channels, customer, order)
  if (ways.length === 0) throw new Refusal('outreach.no_way', { params: { name: customer.name, why } })
  await refuseMore(cx, customer)
  const { zone } = await companyOf(cx.db)
  const id = newId()
  const { config } = cx.deps
  const token = given.confirm ? tokenOf(config.secret, id) : null
  const link = token && `${config.publicUrl}/c/${token}`
  const values = await valuesOf(cx.db, about, customer, { now: cx.now, link })
  for (const [name, value] of Object.entries(given.params ?? {})) values.set(name, String(value ?? ''))
  const words = inLanguage(given.text, customer.locale)
  const body = filled(link && !names(words, 'link') ? `${words} {{link}}` : words, values)
  const heading = filled(inLanguage(given.heading, customer.locale) || '{{company.name}}', values)
  const within = (duration: string) => addDuration(cx.now.toISOString(), duration, zone)
  const row: Outreach = {
    id,
    subject_kind: about.kind,
    subject_id: about.id,
    customer_kind: customer.kind,
    customer_id: customer.id,
    heading,
    body,
    ways,
    name: customer.name,
  }
  await sql`insert into outreaches (id, key, subject_kind, subject_id, customer_kind, customer_id, locale, heading, body, ways, fall_back_until,
      confirm_digest, confirm_until, created_at)
    values (${id}, ${key}, ${about.kind}, ${about.id}, ${customer.kind}, ${customer.id}, ${customer.locale}, ${heading}, ${body},
      ${JSON.stringify(ways)}::jsonb, ${within(given.fallBackWithin ?? USUAL_PATIENCE)}, ${token && digestOf(token)},
      ${token ? (given.confirmUntil ?? within(CONFIRM_WITHIN)) : null}, ${cx.now})`.execute(cx.db)
  return tryWays(cx, row)
}

/** Customers are not flooded, however many processes mean well. */
async function refuseMore(cx: Cx, customer: Customer): Promise<void> {
  const { dailyCap } = await peaceOf(cx.db)
  if (dailyCap === null) return
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from outreaches o, company c
    where o.customer_id = ${customer.id}
      and o.created_at >= date_trunc('day', ${cx.now}::timestamptz at time zone c.zone) at time zone c.zone`.execute(
    cx.db,
  )
  if (rows[0]!.count >= dailyCap)
    throw new Refusal('outreach.enough_today', { params: { name: customer.name, count: dailyCap } })
}

export interface Outreach {
  id: string
  subject_kind: string
  subject_id: string
  customer_kind: string
  customer_id: string
  heading: string
  body: string
  ways: Way[]
  name: string
}

/** Writes by the first way that takes the message; the ways after it are kept for the case that it does not arrive. */
export async function tryWays(cx: Cx, outreach: Outreach): Promise<Sent> {
  let refused: unknown
  for (const [at, way] of outreach.ways.entries()) {
    try {
      const { id } = await cx.savepoint(() =>
        writeMessage(cx, {
          channel: way.channel,
          to: [{ address: way.address, name: outreach.name }],
          subject: outreach.heading,
          text: outreach.body,
          about: filedUnder(outreach),
          automatic: true,
        }),
      )
      await sql`update outreaches set message_id = ${id}, ways = ${JSON.stringify(outreach.ways.slice(at + 1))}::jsonb
        where id = ${outreach.id}`.execute(cx.db)
      return { outreachId: outreach.id, messageId: id, channel: way.channel }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused = error
    }
  }
  throw refused
}

const FILED = new Set(['lead', 'deal', 'contact', 'company', OWN])

/** The record it is about, where conversations are filed under such records. */
const filedUnder = ({ subject_kind: kind, subject_id: id }: Outreach): Subject[] =>
  FILED.has(kind) ? [{ kind, id }] : []
