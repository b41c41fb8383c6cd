import { sql } from 'kysely'
import { z } from 'zod'
import { SUBJECTS } from '../../../pure/kinds.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import { allow } from '../../core/access.ts'
import { defineStep } from '../../core/define.ts'
import { notFound, Refusal } from '../../core/errors.ts'
import type { Subject } from '../../core/events.ts'
import { escapeHtml } from '../../core/html.ts'
import type { Cx } from '../../core/write.ts'
import { sendLetter } from '../letters/commands/send-letter.ts'
import { addressesOf } from '../letters/queries/recipients.ts'
import { letterInput } from '../letters/schema.ts'
import { actorOf } from '../staff/queries.ts'
import { isCollecting } from './commands/collect.ts'
import { MAKE_TOPIC, makeInput } from './effects.ts'

/** In both languages, or in one for all. */
const words = (max: number) => {
  const one = z.string().min(1).max(max)
  return z.union([one.transform((all) => ({ pl: all, en: all })), z.object({ pl: one, en: one })])
}

const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`)
    .join('')

const deal = z.looseObject({ dealId: z.uuid() })

/** A process with a department's rights alone sends nothing along but what is about the record it may read: whoever it writes for may see more. */
async function refuseOthersDocuments(cx: Cx, subject: Subject, documents: string[]): Promise<void> {
  if (cx.actor.kind !== 'process' || cx.actor.departmentIds === null) return
  const { rows } = await sql`select from documents where id = any(${documents}::uuid[])
    and (subject_kind, subject_id) is distinct from (${subject.kind}, ${subject.id}::uuid)`.execute(cx.db)
  if (rows.length > 0) throw notFound()
}

export const documentSteps = [
  defineStep({
    /** A document from a template, as a PDF; what it says is taken from the record. */
    type: MAKE_TOPIC,
    kind: 'effect',
    offers: [
      {
        name: { pl: 'Utwórz dokument z szablonu', en: 'Make a document from a template' },
        group: 'record',
        kinds: ['deal'],
        fixed: { subject: '={kind: "deal", id: dealId}', by: '=ownerId' },
        fields: {
          template: {
            type: 'text',
            values: 'variables',
            label: { pl: 'Szablon (klucz, np. offer.pl)', en: 'Template (its key, such as offer.pl)' },
          },
          name: {
            type: 'text',
            values: 'variables',
            optional: true,
            label: { pl: 'Nazwa dokumentu', en: 'Name of the document' },
          },
        },
        begins: { template: 'offer.pl' },
        outputs: ['documentId', 'number', 'name'],
      },
    ],
    input: makeInput,
  }),
  defineStep({
    /** Made documents of a record in one letter, in the name of an employee; refused where it would go to nobody, or in doubt. */
    type: 'documents.send',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Wyślij dokumenty listem', en: 'Send documents in a letter' },
        group: 'record',
        kinds: ['deal'],
        fixed: { subject: '={kind: "deal", id: dealId}', by: '=ownerId' },
        fields: {
          documents: {
            type: 'value',
            label: { pl: 'Dokumenty (lista, np. [documentId])', en: 'Documents (a list, such as [documentId])' },
          },
          heading: { type: 'text', values: 'variables', label: { pl: 'Temat', en: 'Subject' } },
          text: { type: 'text', long: true, values: 'variables', label: { pl: 'Treść', en: 'Text' } },
        },
        begins: { documents: '=[documentId]' },
        outputs: ['messageId', 'address'],
      },
    ],
    input: z.looseObject({
      subject: z.object({ kind: z.enum(SUBJECTS), id: z.uuid() }),
      documents: z.array(z.uuid()).min(1).max(20),
      by: z.uuid(),
      heading: words(300),
      text: words(10_000),
      /** Left out: whoever a letter from the record goes to unless somebody else is chosen. */
      to: z.string().max(254).nullish(),
    }),
    async run(cx, { subject, documents, by, heading, text, to }) {
      await refuseOthersDocuments(cx, subject, documents)
      const writer = await actorOf(cx.db, by)
      if (!writer) throw new Refusal('documents.no_writer', { status: 422 })
      const known = await addressesOf(cx.db, writer, subject, 'email')
      const main = known.find(({ main, address }) => main && address !== null)
      const recipient =
        known.find(({ address }) => address === to) ?? (to ? { address: to, name: '', card: null } : main)
      const inWords = (locale: Locale) => ({ subject: heading[locale], body: paragraphs(text[locale]) })
      const { messages } = await sendLetter(
        cx,
        letterInput.parse({
          about: subject,
          recipients: recipient
            ? [{ address: recipient.address ?? '', name: recipient.name, card: recipient.card }]
            : [],
          texts: { pl: inWords('pl'), en: inWords('en') },
          attached: documents.map((id) => ({ kind: 'document', id })),
        }),
        writer,
      )
      return { messageId: messages[0]!.id, address: messages[0]!.address }
    },
  }),
  defineStep({
    /** Whose deal it is whose documents are collected, and whether another case does that already. */
    type: 'documents.collect',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Zacznij zbieranie dokumentów', en: 'Begin to collect the documents' },
        group: 'record',
        kinds: ['deal'],
        fixed: { dealId: '=dealId' },
        fields: {},
        outputs: ['already', 'begunAt', 'number', 'title', 'ownerId', 'departmentId'],
      },
    ],
    input: deal,
    async run(cx, { dealId }, at) {
      await allow(cx.db, cx.actor, 'deal', 'read', dealId)
      const { rows } = await sql<{
        number: number
        title: string
        ownerId: string | null
        departmentId: string | null
      }>`select number, title, owner_id as "ownerId", department_id as "departmentId" from deals
        where id = ${dealId}`.execute(cx.db)
      const already = await isCollecting(cx.db, dealId, at.instance)
      return { already, begunAt: cx.now.toISOString(), ...rows[0]! }
    },
  }),
  defineStep({
    /** How many documents a deal has: prepared, made, and sent since then. */
    type: 'documents.look_up',
    kind: 'command',
    offers: [
      {
        name: { pl: 'Policz dokumenty transakcji', en: 'Count the documents of the deal' },
        group: 'record',
        kinds: ['deal'],
        fixed: { dealId: '=dealId' },
        fields: {
          since: {
            type: 'value',
            optional: true,
            label: { pl: 'Wysłane od (data i czas)', en: 'Sent since (date and time)' },
          },
        },
        outputs: ['prepared', 'made', 'sent'],
      },
    ],
    input: deal.extend({ since: z.iso.datetime({ offset: true }).nullish() }),
    async run(cx, { dealId, since }) {
      await allow(cx.db, cx.actor, 'deal', 'read', dealId)
      const { rows } = await sql<{ prepared: number; made: number; sent: number }>`select count(*)::int as prepared,
        count(*) filter (where made > 0)::int as made,
        count(*) filter (where sent_at >= ${since ?? '-infinity'}::timestamptz)::int as sent
        from documents where subject_kind = 'deal' and subject_id = ${dealId} and archived_at is null`.execute(cx.db)
      return { ...rows[0]! }
    },
  }),
]
