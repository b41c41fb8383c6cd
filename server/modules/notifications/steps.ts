import { z } from 'zod'
import { defineStep } from '../../core/define.ts'
import { Refusal } from '../../core/errors.ts'
import { employeeNames } from '../staff/queries.ts'
import { notifyMany } from './commands.ts'
import { namedFor, recipientsOf } from './queries.ts'

const list = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(z.string().min(1)).min(1))

export const notifyStep = defineStep({
  type: 'notifications.notify',
  kind: 'command',
  offers: [
    {
      name: { pl: 'Powiadom współpracowników', en: 'Notify colleagues' },
      group: 'tell',
      fixed: { optional: '=true' },
      fields: {
        to: { type: 'people', label: { pl: 'Kogo', en: 'Whom' } },
        text: { type: 'text', label: { pl: 'Treść', en: 'Text' }, long: true, values: 'variables' },
        mail: { type: 'yes_no', label: { pl: 'Także e-mailem', en: 'By e-mail, too' }, optional: true },
        urgent: { type: 'yes_no', label: { pl: 'Pilne', en: 'Urgent' }, optional: true },
      },
      begins: { to: 'record:owner', mail: '=true' },
    },
  ],
  input: z.looseObject({
    /** null: nobody, which is a failure unless `optional`. */
    to: list.nullable(),
    code: z.string().min(1).max(100).default('process_told'),
    /** In words of the process itself, where no code has them. */
    text: z.string().max(2000).nullish(),
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
      const recipients = (await recipientsOf(cx, await namedFor(cx.db, input.to ?? [], subject), known)).filter(
        (person) => !except.includes(person),
      )
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
          params: { ...(input.text ? { text: input.text } : {}), ...input.params, ...people },
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
