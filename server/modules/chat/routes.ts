import { createReadStream } from 'node:fs'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { normaliseEmail } from '../../../pure/email.ts'
import { inkOn } from '../../../pure/ink.ts'
import { originAllowed } from '../../../pure/origins.ts'
import { normalisePhone } from '../../../pure/phone.ts'
import type { Locale } from '../../../pure/texts/format.ts'
import type { IncomingMessage } from '../../core/channel.ts'
import type { Deps } from '../../core/deps.ts'
import { invalid, notFound, Refusal } from '../../core/errors.ts'
import { keepFile, pathOfFile } from '../../core/files.ts'
import { defineRoute, fileOf, localeOf, sendFile } from '../../core/http.ts'
import { say } from '../../core/problems.ts'
import { dropUnread } from '../letters/commands/tidy-uploads.ts'
import { earOf } from '../messages/commands/listen.ts'
import { ACCEPTED, isWhatItSays, MOST_FILE_BYTES, typeOf } from './files.ts'
import { chatScript, stylesheet, trialPage } from './public-files.ts'
import { type Chat, fileInChat, filesToday, isOpen, nameOf, openChat, saidTo } from './queries.ts'
import {
  chatDefinition,
  conversationNow,
  look,
  type PublicMessage,
  publicMessage,
  type VisitorsFile,
  visitorsFile,
} from './schema.ts'
import { fileKey, newVisitor, readVisitor, same } from './token.ts'

const MOST_FILES_A_DAY = 30
const idParams = z.strictObject({ id: z.string().max(40) })
const WORDS = [
  'open',
  'close',
  'log',
  'here',
  'away',
  'name',
  'email',
  'phone',
  'text',
  'send',
  'sent_away',
  'failed',
  'attach',
  'offline',
  'fresh',
] as const

export const chatRoutes = [
  defineRoute({
    method: 'GET',
    path: '/chat/:id.js',
    operationId: 'chats.script',
    summary: 'The script that shows the chat window on any web site',
    access: 'public',
    crossOrigin: true,
    params: idParams,
    answer: z.string(),
    run: async ({ deps, params, reply }) => {
      await openChat(deps, params.id)
      return reply
        .headers({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=300' })
        .send(chatScript(params.id, deps.config.publicUrl))
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/chat/:id',
    operationId: 'chats.page',
    summary: 'A page with the chat window alone, to try it out',
    access: 'public',
    params: idParams,
    answer: z.string(),
    run: async ({ deps, params, request, reply }) => {
      const chat = await openChat(deps, params.id)
      return reply.type('text/html; charset=utf-8').send(trialPage(chat.id, chat.name, localeOf(request, null)))
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/chat/:id/files/:message/:position',
    operationId: 'chats.file',
    summary: 'A file sent to a visitor, for whoever has its whole address',
    access: 'public',
    params: z.strictObject({
      id: z.string().max(40),
      message: z.uuid(),
      position: z.coerce.number().int().min(1).max(1000),
    }),
    query: z.strictObject({ key: z.string().max(100) }),
    run: async ({ deps, params: { id, message, position }, query, reply }) => {
      const file = await fileInChat(deps.database.db, await openChat(deps, id), message, position)
      if (!file || !same(query.key, fileKey(deps.config.secret, file.visitor, message, position))) throw notFound()
      return sendFile(reply, {
        name: file.name,
        type: 'application/octet-stream',
        pieces: createReadStream(pathOfFile(deps, file.digest)),
      })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/public/chats/:id',
    operationId: 'chats.definition',
    summary: 'A chat window for a web site to show',
    access: 'public',
    crossOrigin: true,
    rate: 120,
    params: idParams,
    query: z.strictObject({ lang: z.string().max(20).optional() }),
    answer: chatDefinition,
    refusals: ['chat.origin_refused'],
    run: async ({ deps, params, query, request, reply }) => {
      const chat = await chatFor(deps, params.id, request)
      const { settings } = chat
      const locale = languageOf(chat, query.lang, localeOf(request, null))
      reply.header('cache-control', 'no-store')
      const open = await isOpen(deps.database.db, chat)
      return {
        name: chat.name,
        language: locale,
        open,
        greeting: settings.greeting[locale] || say(locale, 'chat.greeting'),
        theme: settings.theme,
        side: settings.side,
        words: Object.fromEntries(WORDS.map((word) => [word, say(locale, `chat.${word}`)])),
        css: `${stylesheet}\n.chat{--chat:${settings.colour};--on-chat:${inkOn(settings.colour)}}`,
        accepts: ACCEPTED.join(','),
        visitor: newVisitor(deps.config.secret, chat.id),
      }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/public/chats/:id/messages',
    operationId: 'chats.write',
    summary: 'What a visitor of a web site writes',
    description: 'Outside working hours with an e-mail address or a phone number, so that somebody can answer.',
    access: 'public',
    crossOrigin: true,
    rate: 20,
    cleansText: true,
    bodyLimit: 32 * 1024,
    params: idParams,
    body: publicMessage,
    refusals: ['chat.origin_refused', 'chat.visitor_unknown', 'chat.contact_needed', 'rate_limited'],
    run: async ({ deps, params, body, request }) => {
      const chat = await chatFor(deps, params.id, request)
      const message = await messageOf(deps, chat, body, languageOf(chat, body.language, localeOf(request, null)))
      await earOf(deps, chat.id).received([message])
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/public/chats/:id/files',
    operationId: 'chats.send_file',
    summary: 'A file of a visitor who has written before',
    description: `The body is the file (application/octet-stream) of at most ${MOST_FILE_BYTES / 1024 / 1024} MB: ${ACCEPTED.join(', ')}.`,
    access: 'public',
    crossOrigin: true,
    rate: 10,
    fileBody: true,
    bodyLimit: MOST_FILE_BYTES,
    params: idParams,
    query: visitorsFile,
    refusals: [
      'chat.origin_refused',
      'chat.visitor_unknown',
      'chat.text_first',
      'chat.file_type',
      'chat.too_many_files',
      'file.too_big',
      'rate_limited',
    ],
    run: async ({ deps, params, query, request }) => {
      const chat = await chatFor(deps, params.id, request)
      const message = await fileMessageOf(deps, chat, query, request)
      await earOf(deps, chat.id).received([message])
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/public/chats/:id/look',
    operationId: 'chats.look',
    summary: "A visitor's own conversation; waits until it is another than the one known, up to 25 s",
    access: 'public',
    crossOrigin: true,
    rate: 120,
    params: idParams,
    body: look,
    answer: conversationNow,
    refusals: ['chat.origin_refused', 'chat.visitor_unknown'],
    run: async ({ deps, params, body, request, reply }) => {
      const chat = await chatFor(deps, params.id, request)
      const visitor = visitorOf(deps, chat, body.visitor)
      if (body.seen) await markSeen(deps, chat, visitor, body.known)
      const { unseen: _, ...now } = await changed(deps, chat, visitor, body.known, reply)
      return now
    },
  }),
]

async function chatFor(deps: Deps, id: string, { headers }: FastifyRequest): Promise<Chat> {
  const chat = await openChat(deps, id)
  const own = [headers.host, new URL(deps.config.publicUrl).host]
  if (originAllowed(chat.settings.allowedOrigins, headers.origin, own)) return chat
  throw new Refusal('chat.origin_refused', { status: 403, params: { origin: (headers.origin ?? '').slice(0, 200) } })
}

function visitorOf(deps: Deps, chat: Chat, token: string): string {
  const visitor = readVisitor(deps.config.secret, chat.id, token)
  if (!visitor) throw new Refusal('chat.visitor_unknown', { status: 403 })
  return visitor
}

const languageOf = ({ settings: { language } }: Chat, asked: string | undefined, otherwise: Locale): Locale =>
  language !== 'auto' ? language : asked === 'pl' || asked === 'en' ? asked : otherwise

// Control signs, and those that turn the direction of what comes after them.
const HOSTILE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu
const oneLine = (text: string): string => text.replace(HOSTILE, ' ').replace(/\s+/g, ' ').trim()
const manyLines = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(HOSTILE, (sign) => (sign === '\n' ? sign : ' '))
    .replace(/\n{3,}/g, '\n\n')
    .trim()

async function messageOf(deps: Deps, chat: Chat, body: PublicMessage, locale: Locale): Promise<IncomingMessage> {
  const { db } = deps.database
  const visitor = visitorOf(deps, chat, body.visitor)
  const text = manyLines(body.text)
  if (text === '') throw invalid({ path: 'text', code: 'field.required' })
  const email = body.email && normaliseEmail(body.email)
  const phone = body.phone && normalisePhone(body.phone)
  if (email === null) throw invalid({ path: 'email', code: 'field.email' })
  if (phone === null) throw invalid({ path: 'phone', code: 'field.phone' })
  const known = await nameOf(db, chat, visitor)
  if (known === null && !email && !phone && !(await isOpen(db, chat)))
    throw invalid({ path: 'email', code: 'chat.contact_needed' })
  const guest = say(locale, 'chat.guest', { number: visitor.slice(-4) })
  return {
    ...plain(chat, visitor, `${visitor}:${body.key}`),
    from: { address: visitor, name: known || oneLine(body.name) || email || guest },
    text,
    gives: { ...(email ? { email } : {}), ...(phone ? { phone } : {}) },
  }
}

const plain = (chat: Chat, visitor: string, externalId: string): IncomingMessage => ({
  externalId,
  from: { address: visitor, name: '' },
  to: [{ address: chat.address, name: chat.name }],
  subject: '',
  text: '',
  html: null,
  references: [],
  sentAt: null,
  automatic: false,
  files: [],
})

/** A file as a message of its own, looked at before anybody in the company opens it. */
async function fileMessageOf(
  deps: Deps,
  chat: Chat,
  asked: VisitorsFile,
  request: FastifyRequest,
): Promise<IncomingMessage> {
  const { db } = deps.database
  const visitor = visitorOf(deps, chat, asked.visitor)
  const name = oneLine(asked.name).replace(/[\\/]/g, '_')
  const type = typeOf(name)
  const refused = () => new Refusal('chat.file_type', { status: 422, params: { types: ACCEPTED.join(', ') } })
  if (!type) throw refused()
  // Who has not written is nobody yet, and what nobody sends would only fill the disk.
  const known = await nameOf(db, chat, visitor)
  if (known === null) throw new Refusal('chat.text_first', { status: 422 })
  if ((await filesToday(db, chat, visitor)) >= MOST_FILES_A_DAY)
    throw new Refusal('chat.too_many_files', { status: 429, params: { max: MOST_FILES_A_DAY } })
  const file = await keepFile(deps, fileOf(request), MOST_FILE_BYTES)
  if (file.size === 0 || !(await isWhatItSays(name, pathOfFile(deps, file.digest)))) {
    await dropUnread({ db, deps }, file.digest)
    throw refused()
  }
  return {
    ...plain(chat, visitor, `${visitor}:${asked.key}`),
    from: { address: visitor, name: known },
    files: [{ name, type, contentId: null, ...file }],
  }
}

/** What an open window shows is read; what comes while it waits is, when it asks again: by then it may have been shut. */
async function markSeen(deps: Deps, chat: Chat, visitor: string, known: string): Promise<void> {
  const { mark, unseen } = await saidTo(deps, chat, visitor)
  if (mark !== known || unseen.length === 0) return
  await earOf(deps, chat.id).reported(unseen.map((externalId) => ({ externalId, state: 'read' })))
}

const PATIENCE_MS = 25_000
const MOST_WAITING = 1000
let waiting = 0

/** The conversation as soon as it is another than the one `known`, or after a while as it is. */
async function changed(deps: Deps, chat: Chat, visitor: string, known: string, reply: FastifyReply) {
  let ring = () => {}
  let rung = false
  let gone = false
  // Listened before the first look: what comes in between is not missed.
  const stop = deps.listen?.((hints) => {
    if (!hints.some(({ kind }) => kind === 'conversation')) return
    rung = true
    ring()
  })
  reply.raw.once('close', () => {
    gone = true
    ring()
  })
  const until = Date.now() + PATIENCE_MS
  waiting += 1
  try {
    for (;;) {
      rung = false
      const now = await saidTo(deps, chat, visitor)
      const left = until - Date.now()
      if (now.mark !== known || left <= 0 || !stop || waiting > MOST_WAITING || gone) return now
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        ring = () => {
          clearTimeout(timer)
          resolve()
        }
        if (rung) ring()
      })
    }
  } finally {
    waiting -= 1
    stop?.()
  }
}
