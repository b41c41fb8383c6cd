import { allow } from '../../../core/access.ts'
import type { UserActor } from '../../../core/actor.ts'
import { type FieldError, forbidden, invalid, Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import { lockConversation } from '../../messages/commands/conversations.ts'
import { writeMessage } from '../../messages/commands/write-message.ts'
import { saysSomething } from '../clean.ts'
import { renderLetter } from '../queries/render.ts'
import { DOUBTS, type LetterInput, type Preview, type Recipient } from '../schema.ts'
import { attachedAt, noteAttached } from './attachments.ts'
import { deleteDraft } from './drafts.ts'
import { allowPlace } from './place.ts'
import { uploadsOf } from './uploads.ts'

/** How long a letter waits before it leaves, so that its sender can call it back. */
export const UNDO_MS = 10_000
/** Nothing is scheduled further ahead. */
const FURTHEST_MS = 366 * 86_400_000

export interface SentLetter {
  messages: { id: string; conversationId: string; address: string }[]
  /** When they leave, unless somebody calls them back. */
  sendAt: Date
}

/**
 * Sends a letter, to each recipient a message of his own in his language. Refuses, at the recipient, whoever has no address and
 * whoever is in doubt until the sender has named that doubt: it never goes to somebody else, and never goes unseen. `writer`
 * is in whose name it goes: its words and files are those he may read.
 */
export async function sendLetter(cx: Cx, letter: LetterInput, writer = whoActs(cx)): Promise<SentLetter> {
  if (letter.about) await allow(cx.db, writer, letter.about.kind, 'read', letter.about.id)
  if (letter.conversationId) await allowPlace(cx, { kind: 'conversation', id: letter.conversationId })
  const filed = letter.conversationId ? (await lockConversation(cx, letter.conversationId)).links : []
  const about = letter.about ?? filed.find(({ kind }) => kind !== 'company') ?? filed[0] ?? null
  const place = letter.conversationId ? { kind: 'conversation' as const, id: letter.conversationId } : letter.about
  if (letter.recipients.length === 0) throw invalid({ path: 'recipients', code: 'letter.no_recipient' })
  const sendAt = letter.sendAt ? new Date(letter.sendAt) : new Date(cx.now.getTime() + UNDO_MS)
  if (letter.sendAt && sendAt <= cx.now) throw invalid({ path: 'sendAt', code: 'letter.past' })
  if (sendAt.getTime() - cx.now.getTime() > FURTHEST_MS) throw invalid({ path: 'sendAt', code: 'letter.too_far' })
  const pages = await renderLetter(cx.db, writer, { ...letter, about }, cx.now)
  const errors = pages.flatMap((page, at) => [
    ...wordErrors(letter, page),
    ...doubtErrors(page, letter.recipients[at]!, at),
  ])
  if (errors.length > 0) throw invalid(...unlike(errors))
  const files = await uploadsOf(cx, letter.fileIds)
  const attached = await attachedAt(cx, writer, place, letter.attached)
  const messages: SentLetter['messages'] = []
  for (const [at, page] of pages.entries()) {
    const { card } = letter.recipients[at]!
    const writing = writeMessage(cx, {
      ...(letter.conversationId ? { conversationId: letter.conversationId } : {}),
      ...(letter.accountId ? { accountId: letter.accountId } : {}),
      channel: 'mail',
      to: [{ address: page.address, name: page.name }],
      subject: page.subject,
      text: page.text,
      html: page.html,
      files: [...attached.map(({ file }) => file), ...files].map(({ name, type, digest, size }) => ({
        ...{ name, type, digest, size, contentId: null },
      })),
      sendAt,
      toMany: pages.length > 1,
      about: [letter.about, card].flatMap((one) => (one ? [{ kind: one.kind, id: one.id }] : [])),
    })
    // Its fields are those of one message; here it is one of several recipients.
    const sent = await writing.catch((error: unknown) => {
      const optedOut = error instanceof Refusal && error.fields.find(({ code }) => code === 'message.opted_out')
      throw optedOut ? invalid({ ...optedOut, path: `recipients.${at}.address` }) : error
    })
    await noteAttached(cx, sent.id, attached)
    messages.push({ ...sent, address: page.address })
  }
  if (place && cx.actor.kind === 'user') await deleteDraft(cx, place)
  return { messages, sendAt }
}

function whoActs({ actor }: Cx): UserActor {
  if (actor.kind !== 'user') throw forbidden()
  return actor
}

function wordErrors({ texts }: LetterInput, page: Preview): FieldError[] {
  const locale = texts[page.locale] ? page.locale : page.locale === 'pl' ? 'en' : 'pl'
  return [
    ...(page.subject ? [] : [{ path: `texts.${locale}.subject`, code: 'field.required' }]),
    ...(saysSomething(texts[locale]?.body ?? '') ? [] : [{ path: `texts.${locale}.body`, code: 'field.required' }]),
  ]
}

function doubtErrors({ doubts, address, name }: Preview, { confirmed }: Recipient, at: number): FieldError[] {
  return doubts
    .filter(({ code }) => !DOUBTS.some((doubt) => doubt === code && confirmed.includes(doubt)))
    .map(({ code, detail }) => ({
      path: `recipients.${at}.address`,
      code: `letter.doubt.${code}`,
      params: { address: address || name, detail: detail ?? '' },
    }))
}

/** One language's missing subject is told once, however many would have read it. */
const unlike = (errors: FieldError[]): FieldError[] => [
  ...new Map(errors.map((error) => [`${error.path} ${error.code}`, error])).values(),
]
