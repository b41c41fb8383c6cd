import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { defineStep } from '../../core/define.ts'
import { Refusal } from '../../core/errors.ts'
import type { Cx } from '../../core/write.ts'
import { departmentByKey, employeeNames, headOf, membersOf, substituteAt, supervisorOf } from '../staff/queries.ts'
import { notifyMany } from './commands.ts'

const list = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(z.string().min(1)).min(1))

/**
 * Who is meant: a person's id, or "present:<person>" (the substitute while the person is away), "department:<id or key>"
 * (everybody in it), "head:<id or key>" (its head), "supervisor:<person>" (that person's supervisor, or his substitute while
 * he is away), "supervisor:supervisor:<person>" (whoever stands above that one), "watchers:<task>",
 * "attendees:<appointment>".
 */
async function recipientsOf(cx: Cx, to: string[], known: Map<string, Promise<string[]>>): Promise<string[]> {
  const found = await Promise.all(
    to.map((who) => {
      let people = known.get(who)
      if (!people) {
        people = resolve(cx, who)
        known.set(who, people)
      }
      return people
    }),
  )
  return [...new Set(found.flat())]
}

async function resolve(cx: Cx, who: string): Promise<string[]> {
  const [kind, name] = who.includes(':')
    ? [who.slice(0, who.indexOf(':')), who.slice(who.indexOf(':') + 1)]
    : ['user', who]
  if (kind === 'user') return [name]
  if (kind === 'present') return [(await substituteAt(cx.db, name, cx.now)) ?? name]
  if (kind === 'supervisor') {
    const [below] = await resolve(cx, name)
    return below ? only(await supervisorOf(cx.db, below, cx.now)) : []
  }
  if (kind === 'watchers') return people(cx, sql`select employee_id as id from task_watchers where task_id = ${name}`)
  if (kind === 'attendees') {
    return people(
      cx,
      sql`select person_id as id from appointment_people where appointment_id = ${name} and person_kind = 'employee'`,
    )
  }
  const department = await departmentByKey(cx.db, name)
  if (!department) throw new Refusal('notification.unknown_department', { params: { department: name } })
  if (kind === 'department') return (await membersOf(cx.db, [department.id])).map((member) => member.id)
  if (kind === 'head') return only(await headOf(cx.db, department.id, cx.now))
  throw new Refusal('notification.unknown_recipient', { params: { recipient: who } })
}

async function people(cx: Cx, query: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${query} order by id`.execute(cx.db)
  return rows.map((row) => row.id)
}

const only = (id: string | null): string[] => (id ? [id] : [])

export const notifyStep = defineStep({
  type: 'notifications.notify',
  kind: 'command',
  input: z.looseObject({
    to: list,
    code: z.string().min(1).max(100),
    reason: z.string().max(100).optional(),
    /** Who is not told though he is among them: he has been told already, or did it himself. */
    except: list.nullish(),
    params: z.record(z.string(), z.unknown()).nullish(),
    urgent: z.boolean().nullish(),
    mail: z.boolean().nullish(),
    subject: z.object({ kind: z.string(), id: z.uuid() }).nullish(),
    /** People to be named in the words: parameter name -> employee. */
    people: z.record(z.string(), z.uuid().nullable()).nullish(),
    /** true: nobody to tell (the acceptor has no supervisor) is no failure. */
    optional: z.boolean().nullish(),
    taskId: z.uuid().nullish(),
  }),
  async runMany(cx, inputs) {
    const known = new Map<string, Promise<string[]>>()
    const batch: Parameters<typeof notifyMany>[0] = []
    const told: number[] = []
    const names = await employeeNames(
      cx.db,
      inputs.flatMap(({ input }) => Object.values(input.people ?? {}).filter((id) => id !== null)),
    )
    for (const { cx: own, input, at } of inputs) {
      const subject = input.subject ?? at.subject
      if (!subject) throw new Refusal('notification.no_subject')
      const except = input.except ? await recipientsOf(cx, input.except, known) : []
      const recipients = (await recipientsOf(cx, input.to, known)).filter((person) => !except.includes(person))
      told.push(recipients.length)
      if (recipients.length === 0 && input.optional) continue
      const people = Object.fromEntries(
        Object.entries(input.people ?? {}).map(([name, id]) => [name, id ? (names.get(id) ?? '') : '']),
      )
      batch.push({
        cx: own,
        notice: {
          subject,
          reason: input.reason ?? input.code,
          occurrence: at.key,
          code: input.code,
          params: { ...input.params, ...people },
          recipients,
          urgent: input.urgent ?? false,
          taskId: input.taskId ?? null,
          mail: input.mail ?? true,
        },
      })
    }
    await notifyMany(batch)
    return told.map((notified) => ({ notified }))
  },
})
