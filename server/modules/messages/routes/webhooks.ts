import { z } from 'zod'
import { ChannelTrouble } from '../../../core/channel.ts'
import { notFound, Refusal } from '../../../core/errors.ts'
import { bytesOf, defineRoute, idParams, type Route } from '../../../core/http.ts'
import { earOf } from '../commands/listen.ts'
import { accountRow, openAccount } from '../queries/accounts.ts'

const STATUS: Partial<Record<string, number>> = { signature: 403, replayed: 409, unreadable: 400 }

/** The same for what providers ask and what they post: the channel itself says whether the sender may. */
const webhook = (method: 'GET' | 'POST'): Route =>
  defineRoute({
    method,
    path: '/channels/:id',
    operationId: `channels.${method === 'GET' ? 'ask' : 'post'}`,
    summary: 'What a provider of a channel tells of an account',
    access: 'public',
    params: idParams,
    query: z.record(z.string(), z.string()),
    keepsBytes: true,
    // Whatever a customer wrote is taken: refused, the provider would send it for ever.
    cleansText: true,
    bodyLimit: 5 * 1024 * 1024,
    async run({ deps, params, query, request, reply }) {
      const row = await accountRow(deps.database.db, params.id)
      const { channel, account } = openAccount(deps, row)
      if (!channel.webhook || !row.active) throw notFound()
      try {
        const answer = await channel.webhook(account, {
          method,
          url: `${deps.config.publicUrl}${request.url}`,
          query,
          headers: request.headers,
          body: bytesOf(request),
          now: new Date(),
        })
        const ear = earOf(deps, row.id)
        if (answer.messages.length > 0) await ear.received(answer.messages)
        if (answer.reports.length > 0) await ear.reported(answer.reports)
        return reply.code(answer.status).type(answer.type).send(answer.body)
      } catch (error) {
        if (!(error instanceof ChannelTrouble)) throw error
        const status = STATUS[error.code]
        // Not the call is wrong, but what was to be fetched for it: the provider calls again.
        throw status
          ? new Refusal(`channel.${error.code}`, { status })
          : new Refusal('channel.call_again', { status: 503 })
      }
    },
  })

export const webhookRoutes = [webhook('GET'), webhook('POST')]
