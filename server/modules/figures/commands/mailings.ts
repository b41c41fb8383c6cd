import { sql } from 'kysely'
import { DAY_MS, dateIn, dateOfDay, dayOfDate, wallToInstant } from '../../../../pure/dates.ts'
import { type MailingDays, mailedNext, mailedOn } from '../../../../pure/figure-mailings.ts'
import { rangeOfPeriod } from '../../../../pure/figures.ts'
import { allow, allowAtAll } from '../../../core/access.ts'
import { editRow } from '../../../core/edit-row.ts'
import { type FieldError, invalid, notFound, Refusal } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Cx } from '../../../core/write.ts'
import { actorOf, companyOf } from '../../staff/queries.ts'
import { MAILING, type MailingRow, maySeeReport } from '../queries/mailings.ts'
import { readReport } from '../queries/report.ts'
import type { MailingChange, MailingInput } from '../schema.ts'

export const FIGURES_TOPIC = 'figures.mail'

/** Mailings whose hour came that are handed out by one transaction. */
const DUE_AT_ONCE = 50
/** Nobody needs more. */
const MOST_OF_ONE = 100

const subject = (id: string) => ({ kind: 'figure_mailing', id })

/** Has a report go out by mail from now on. Each of its recipients has to be somebody who may see it. */
export async function createMailing(cx: Cx, given: MailingInput): Promise<{ id: string }> {
  allowAtAll(cx.actor, 'figure_mailing', 'create')
  const { actor } = cx
  if (actor.kind !== 'user') throw notFound()
  if ((given.report === 'processes') !== (given.process !== null))
    throw invalid({ path: 'process', code: given.process === null ? 'field.required' : 'field.unknown' })
  const { zone } = await companyOf(cx.db)
  const today = dateIn(zone, cx.now.toISOString())
  if (given.report !== 'processes') readReport(given.report, { ...given.query, ...rangeOfPeriod(given.period, today) })
  else if (Object.keys(given.query).some((key) => key !== 'compare'))
    throw invalid({ path: 'query', code: 'field.unknown' })
  if (given.process !== null) await refuseNoProcess(cx, given.process)
  const days = daysOf(given)
  await refuseStrangers(cx, given)
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from figure_mailings where owner_id = ${actor.id}`.execute(cx.db)
  if (rows[0]!.n >= MOST_OF_ONE) throw new Refusal('figure_mailing.too_many', { params: { max: MOST_OF_ONE } })
  const id = newId()
  await sql`insert into figure_mailings (id, owner_id, report, process_key, query, period, every, day, at, next_on, recipients, created_at)
    values (${id}, ${actor.id}, ${given.report}, ${given.process}, ${JSON.stringify(given.query)}::jsonb, ${given.period}, ${days.every},
      ${days.day}, ${given.at}, ${firstOn(cx, zone, days, given.at)}, ${unique(given.recipients)}::uuid[], ${cx.now})`.execute(
    cx.db,
  )
  cx.record('figure_mailing.created', {
    subject: subject(id),
    payload: { mailingId: id, report: given.report, version: 1 },
  })
  return { id }
}

/** Changes when it goes out and to whom, halts it or lets it go on. What was missed while it was halted is not made up for. */
export async function changeMailing(cx: Cx, id: string, change: MailingChange, expected: number | null): Promise<void> {
  await allow(cx.db, cx.actor, 'figure_mailing', 'update', id)
  const row = await mailingForUpdate(cx, id)
  const { zone } = await companyOf(cx.db)
  const { paused, ...set } = change
  const every = set.every ?? row.every
  const days = daysOf({ every, day: set.day === undefined ? (every === row.every ? row.day : null) : set.day })
  if (set.recipients) await refuseStrangers(cx, { ...row, recipients: set.recipients })
  const at = set.at ?? row.at
  const isPaused = paused ?? row.paused_at !== null
  const moved = row.paused_at !== null && !isPaused
  const again = moved || days.every !== row.every || days.day !== row.day || at !== row.at
  const edited = await editRow(cx, {
    table: 'figure_mailings',
    id,
    subject: subject(id),
    columns: {
      period: { column: 'period' },
      every: { column: 'every' },
      day: { column: 'day' },
      at: { column: 'at' },
      recipients: { column: 'recipients' },
      pausedAt: { column: 'paused_at' },
      nextOn: { column: 'next_on' },
    },
    before: {
      ...{ period: row.period, every: row.every, day: row.day, at: row.at, recipients: row.recipients },
      ...{ pausedAt: row.paused_at?.toISOString() ?? null, nextOn: row.next_on, version: row.version },
    },
    set: {
      ...{ period: set.period, ...days, at },
      recipients: set.recipients ? unique(set.recipients) : undefined,
      pausedAt: isPaused ? (row.paused_at ?? cx.now).toISOString() : null,
      nextOn: again ? firstOn(cx, zone, days, at) : undefined,
    },
    expected,
  })
  if (!edited) return
  const { version, changes } = edited
  cx.record('figure_mailing.changed', {
    subject: subject(id),
    payload: { mailingId: id, report: row.report, version },
    changes,
  })
}

export async function removeMailing(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'figure_mailing', 'update', id)
  await remove(cx, await mailingForUpdate(cx, id))
}

async function remove(cx: Cx, { id, report, version }: MailingRow): Promise<void> {
  await sql`delete from figure_mailings where id = ${id}`.execute(cx.db)
  cx.record('figure_mailing.removed', { subject: subject(id), payload: { mailingId: id, report, version } })
}

/** Whoever gets a report wants it no more. One that nobody gets any more ends. */
export async function leaveMailing(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'figure_mailing', 'leave', id)
  const row = await mailingForUpdate(cx, id)
  const me = cx.actor.id ?? ''
  if (!row.recipients.includes(me)) throw notFound()
  const version = row.version + 1
  cx.record('figure_mailing.left', {
    subject: subject(id),
    payload: { mailingId: id, report: row.report, version, recipientId: me },
  })
  if (row.recipients.length === 1) await remove(cx, { ...row, version })
  else
    await sql`update figure_mailings set recipients = array_remove(recipients, ${me}::uuid), version = ${version}
      where id = ${id}`.execute(cx.db)
}

/** Sends it at once to all who get it, beside its hours. */
export async function sendMailingNow(cx: Cx, id: string): Promise<void> {
  await allow(cx.db, cx.actor, 'figure_mailing', 'update', id)
  const row = await mailingForUpdate(cx, id)
  const { zone } = await companyOf(cx.db)
  await handOut(cx, row, { on: dateIn(zone, cx.now.toISOString()), key: `now/${newId()}`, byHand: true })
}

/**
 * Hands those whose hour has come to the outbox, a letter to each recipient, and moves them on to their next day; true while there are more. A
 * server that was down for days sends the last one missed.
 */
export async function sendDueMailings(cx: Cx): Promise<boolean> {
  const { rows } = await sql<
    MailingRow & { zone: string }
  >`select ${MAILING}, c.zone from figure_mailings m cross join company c
    where m.paused_at is null and m.next_on <= (${cx.now}::timestamptz at time zone c.zone)::date
      and (m.next_on + m.at) at time zone c.zone <= ${cx.now}
    order by m.next_on, m.at, m.id limit ${DUE_AT_ONCE} for update of m skip locked`.execute(cx.db)
  for (const row of rows) {
    const [first, second] = [firstOn(cx, row.zone, row, row.at), mailedNext(row, row.next_on)]
    const next = first > second ? first : second
    let on = row.next_on
    for (let day = mailedNext(row, on); day < next; day = mailedNext(row, day)) on = day
    await handOut(cx, row, { on, key: on, byHand: false })
    await sql`update figure_mailings set next_on = ${next} where id = ${row.id}`.execute(cx.db)
  }
  return rows.length === DUE_AT_ONCE
}

async function handOut(cx: Cx, row: MailingRow, { on, key, byHand }: { on: string; key: string; byHand: boolean }) {
  await sql`update figure_mailings set sent_at = ${cx.now}, failed_at = null, failed_why = null where id = ${row.id}`.execute(
    cx.db,
  )
  for (const recipientId of row.recipients) {
    cx.effect(FIGURES_TOPIC, `${FIGURES_TOPIC}/${row.id}/${key}/${recipientId}`, { mailingId: row.id, recipientId, on })
  }
  cx.record('figure_mailing.due', {
    subject: subject(row.id),
    payload: {
      ...{ mailingId: row.id, report: row.report, version: row.version, on, byHand },
      recipients: row.recipients.length,
    },
  })
}

/** The first of its days whose hour is still to come. */
function firstOn(cx: Cx, zone: string, days: MailingDays, at: string): string {
  const today = dateIn(zone, cx.now.toISOString())
  const on = mailedOn(days, today)
  const [hours, minutes] = at.split(':').map(Number) as [number, number]
  const due = wallToInstant(zone, dayOfDate(on) * DAY_MS + (hours * 60 + minutes) * 60_000)
  return due > cx.now.getTime() ? on : mailedOn(days, dateOfDay(dayOfDate(on) + 1))
}

function daysOf({ every, day }: MailingDays): MailingDays {
  if (every === 'day') return { every, day: null }
  if (day === null) throw invalid({ path: 'day', code: 'field.required' })
  if (every === 'week' && day > 7) throw invalid({ path: 'day', code: 'field.invalid' })
  return { every, day }
}

const unique = (ids: string[]) => [...new Set(ids)]

/** Refuses, at their place, recipients who have left or may not see the report. */
async function refuseStrangers(
  cx: Cx,
  { recipients, report, query }: Pick<MailingRow, 'recipients' | 'report' | 'query'>,
): Promise<void> {
  const wrong: FieldError[] = []
  for (const id of unique(recipients)) {
    const person = await actorOf(cx.db, id)
    if (!person) wrong.push({ path: 'recipients', code: 'figure_mailing.no_such_person' })
    else if (!(await maySeeReport(cx.db, person, { report, query })))
      wrong.push({ path: 'recipients', code: 'figure_mailing.may_not_see', params: { name: person.name } })
  }
  if (wrong.length > 0) throw invalid(...wrong)
}

async function refuseNoProcess(cx: Cx, key: string): Promise<void> {
  const { rows } = await sql`select from processes where key = ${key}`.execute(cx.db)
  if (rows.length === 0) throw invalid({ path: 'process', code: 'field.invalid' })
}

async function mailingForUpdate(cx: Cx, id: string): Promise<MailingRow> {
  const { rows } =
    await sql<MailingRow>`select ${MAILING} from figure_mailings m where m.id = ${id} for update`.execute(cx.db)
  if (!rows[0]) throw notFound()
  return rows[0]
}
