import { z } from 'zod'
import { allow } from '../../../core/access.ts'
import { ChannelTrouble } from '../../../core/channel.ts'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { say } from '../../../core/problems.ts'
import { accountToTry, addAccount, archiveAccount, changeAccount } from '../commands/accounts.ts'
import { accountById, accountRow, listAccounts } from '../queries/accounts.ts'
import { accountChange, accountSchema, checkResult, newAccount } from '../schema.ts'

export const accountRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/channel-accounts',
    operationId: 'channel_accounts.list',
    summary: 'Mailboxes, numbers and bots by which customers are reached and reach us; secrets never come out',
    access: { kind: 'channel_account', action: 'read' },
    answer: z.object({ items: z.array(accountSchema) }),
    run: async ({ deps, actor, locale }) => ({ items: await listAccounts(deps, actor, locale) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/channel-accounts/:id',
    operationId: 'channel_accounts.get',
    summary: 'One account of a channel',
    access: { kind: 'channel_account', action: 'read', of: 'id' },
    params: idParams,
    answer: accountSchema,
    run: ({ deps, actor, params, locale }) => accountById(deps, deps.database.db, actor, params.id, locale),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/channel-accounts',
    operationId: 'channel_accounts.add',
    summary: 'Set up an account of a channel',
    access: { kind: 'channel_account', action: 'create' },
    body: newAccount,
    answer: accountSchema,
    status: 201,
    refusals: ['channel.address_taken', 'channel.shared_or_personal'],
    run: ({ deps, actor, body, locale, write }) =>
      write(async (cx) => accountById(deps, cx.db, actor, (await addAccount(cx, body)).id, locale)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/channel-accounts/:id',
    operationId: 'channel_accounts.change',
    summary: 'Change an account; secrets left out stay, unless it changes to whom they are handed',
    access: { kind: 'channel_account', action: 'update', of: 'id' },
    params: idParams,
    body: accountChange,
    answer: accountSchema,
    refusals: ['version_conflict', 'version_required', 'channel.secret_again', 'channel.address_taken'],
    run({ deps, actor, params, body, request, locale, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await changeAccount(cx, params.id, body, expected)
        return accountById(deps, cx.db, actor, params.id, locale)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/channel-accounts/:id/archive',
    operationId: 'channel_accounts.archive',
    summary: 'Take an account out of use; its conversations stay',
    access: { kind: 'channel_account', action: 'update', of: 'id' },
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveAccount(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/channel-accounts/check',
    operationId: 'channel_accounts.check',
    summary: 'Sign in with these settings now, save nothing, and say how it went',
    access: { kind: 'channel_account', action: 'create' },
    body: newAccount
      .pick({ channel: true, name: true, address: true, settings: true })
      .extend({ id: z.uuid().optional().describe('of the account whose kept secrets are used where none are given') }),
    answer: checkResult,
    rate: 20,
    async run({ deps, actor, body, locale }) {
      const { db } = deps.database
      if (body.id) await allow(db, actor, 'channel_account', 'update', body.id)
      const kept = body.id ? await accountRow(db, body.id) : null
      const { channel, account } = await accountToTry({ db, deps }, body, kept)
      try {
        await channel.check(account)
        return { ok: true, code: 'ok', explanation: say(locale, 'channel_trouble.none'), detail: '', field: null }
      } catch (error) {
        if (!(error instanceof ChannelTrouble)) throw error
        return {
          ok: false,
          code: error.code,
          explanation: say(locale, `channel_trouble.${error.code}`),
          detail: error.words,
          field: error.field,
        }
      } finally {
        await channel.close?.(account.id)
      }
    },
  }),
]
