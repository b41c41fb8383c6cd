import { open } from 'node:fs/promises'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { checkAmi } from '../../../channels/telephony/ami.ts'
import { system } from '../../../core/actor.ts'
import { ChannelTrouble } from '../../../core/channel.ts'
import { ifMatch } from '../../../core/edit.ts'
import { invalid, Refusal } from '../../../core/errors.ts'
import { dropFile, keepFile, pathOfFile } from '../../../core/files.ts'
import { bytesOf, defineRoute, fileOf, idParams } from '../../../core/http.ts'
import { say } from '../../../core/problems.ts'
import { write } from '../../../core/write.ts'
import { archiveExchange, createExchange, recordTryOut, renewSecret, updateExchange } from '../commands/exchanges.ts'
import { hearCalls } from '../commands/hear-calls.ts'
import { tryOut } from '../commands/listen.ts'
import { attachRecording } from '../commands/recordings.ts'
import { exchangeOf, refuseReplay } from '../commands/take-message.ts'
import { amiOf, exchangeById, exchangeRow, listExchanges } from '../queries/exchanges.ts'
import { numberOf, soundOf } from '../rules.ts'
import { exchangeChangeInput, exchangeEvents, exchangeSchema, newExchangeInput, tryOutInput } from '../schema.ts'

const read = { kind: 'exchange', action: 'read' }
const manage = { kind: 'exchange', action: 'manage' }

const MOST_BYTES = 200 * 1024 * 1024

const proofOf = ({ headers }: FastifyRequest) => ({
  authorization: headers.authorization,
  signature: typeof headers['tok-signature'] === 'string' ? headers['tok-signature'] : undefined,
})

export const exchangeRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/exchanges',
    operationId: 'exchanges.list',
    summary: 'Telephone exchanges and how they are heard; their secrets never come out',
    access: read,
    answer: z.object({ items: z.array(exchangeSchema) }),
    run: async ({ deps }) => ({ items: await listExchanges(deps) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/exchanges',
    operationId: 'exchanges.create',
    summary: 'Set up an exchange: one that posts its events, or an Asterisk that is connected to',
    access: manage,
    body: newExchangeInput,
    answer: exchangeSchema.extend({ secret: z.string().nullable().describe('of a webhook; told this once') }),
    status: 201,
    run: async ({ deps, body, write }) => {
      const { id, secret } = await write((cx) => createExchange(cx, body))
      return { ...(await exchangeById(deps, id)), secret }
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/exchanges/:id',
    operationId: 'exchanges.update',
    summary: 'Change an exchange',
    access: manage,
    params: idParams,
    body: exchangeChangeInput,
    answer: exchangeSchema,
    refusals: ['version_conflict', 'version_required', 'exchange.password_again'],
    run: async ({ deps, params, body, request, write }) => {
      const expected = ifMatch(request)
      await write((cx) => updateExchange(cx, params.id, body, expected))
      return exchangeById(deps, params.id)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/exchanges/:id/archive',
    operationId: 'exchanges.archive',
    summary: 'Listen to it no more; its calls stay',
    access: manage,
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveExchange(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/exchanges/:id/secret',
    operationId: 'exchanges.renew_secret',
    summary: 'A new secret for what it posts; the former one is void at once',
    access: manage,
    params: idParams,
    answer: z.object({ secret: z.string() }),
    run: async ({ params, write }) => ({ secret: await write((cx) => renewSecret(cx, params.id)) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/exchanges/:id/check',
    operationId: 'exchanges.check',
    summary: 'Connect to an Asterisk, sign in and out again, and say how it went',
    access: manage,
    params: idParams,
    answer: z.object({ ok: z.boolean(), code: z.string(), explanation: z.string(), detail: z.string().nullable() }),
    refusals: ['exchange.not_connected_to'],
    rate: 30,
    run: async ({ deps, params, locale, write }) => {
      const row = await exchangeRow(deps.database.db, params.id)
      const account = amiOf(deps, row)
      if (!account) throw new Refusal('exchange.not_connected_to')
      const trouble = await checkAmi(account).then(
        () => null,
        (error) => {
          if (error instanceof ChannelTrouble) return error
          throw error
        },
      )
      const code = trouble?.code ?? 'connected'
      await write(async (cx) => recordTryOut(cx, row, code))
      const explanation = trouble ? say(locale, `channel_trouble.${code}`) : say(locale, 'exchange.connected')
      return { ok: trouble === null, code, explanation, detail: trouble?.words ?? null }
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/exchanges/:id/try-out',
    operationId: 'exchanges.try_out',
    summary: 'Ring as if somebody called: a simulated Asterisk plays the call over its own protocol',
    description: 'Answers once it rings. Everything that follows from a call follows: cards, tasks, notices.',
    access: manage,
    params: idParams,
    body: tryOutInput,
    rate: 120,
    run: async ({ deps, params, body, write }) => {
      if (!numberOf(body.number)) throw invalid({ path: 'number', code: 'field.phone' })
      if (body.outcome === 'answered' && body.extension === null)
        throw invalid({ path: 'extension', code: 'field.required' })
      const row = await exchangeRow(deps.database.db, params.id)
      await write(async (cx) => recordTryOut(cx, row, body.outcome))
      await tryOut(deps, row, body)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/exchanges/:id/events',
    operationId: 'exchanges.events',
    summary: 'What an exchange tells of its calls',
    description:
      'For exchanges and their scripts, not for people. The secret of the exchange as `Authorization: Bearer`, or `Tok-Signature: t=<unix seconds>,v1=<hex>` with the HMAC-SHA256 of "<unix seconds>.<body>"; a signature is taken once (409 `exchange.replayed`) and within five minutes. The same event told again changes nothing, so whatever was not answered with 2xx or 409 is to be sent again.',
    access: 'public',
    params: idParams,
    body: exchangeEvents,
    keepsBytes: true,
    refusals: ['exchange.signature', 'exchange.too_old', 'exchange.replayed'],
    run: async ({ deps, params, body, request }) => {
      const { exchange, digest } = await exchangeOf(deps, params.id, proofOf(request), bytesOf(request))
      await write(deps, system('telephony'), async (cx) => {
        await refuseReplay(cx, exchange.id, digest)
        await hearCalls(cx, exchange, body.events)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/exchanges/:id/recordings',
    operationId: 'exchanges.recording',
    summary: 'The sound of a call, as a file (WAV, MP3, Ogg or MP4)',
    description: 'For exchanges and their scripts: `Authorization: Bearer` with the secret of the exchange.',
    access: 'public',
    params: idParams,
    query: z.strictObject({ call: z.string().min(1).max(200).describe('the id of the call at the exchange') }),
    fileBody: true,
    refusals: ['exchange.signature', 'not_found', 'file.too_big', 'call.not_a_sound'],
    run: async ({ deps, params, query, request }) => {
      const { exchange } = await exchangeOf(
        deps,
        params.id,
        { ...proofOf(request), signature: undefined },
        Buffer.alloc(0),
      )
      const { digest, size } = await keepFile(deps, fileOf(request), MOST_BYTES)
      const type = soundOf(await headOf(pathOfFile(deps, digest)))
      if (!type) {
        await dropFile(deps, digest)
        throw new Refusal('call.not_a_sound', { status: 422 })
      }
      await write(deps, system('telephony'), (cx) =>
        attachRecording(cx, { exchangeId: exchange.id, externalId: query.call }, { digest, type, size }),
      )
    },
  }),
]

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
