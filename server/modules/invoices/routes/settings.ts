import { z } from 'zod'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { addAccount, archiveAccount, updateAccount } from '../commands/accounts.ts'
import { addSeries, archiveSeries, updateSeries } from '../commands/series.ts'
import { changeInvoicing } from '../commands/settings.ts'
import { invoicingOf, listAccounts, listSeries } from '../queries/settings.ts'
import {
  accountInput,
  invoicingSchema,
  newAccountInput,
  newSeriesInput,
  seriesInput,
  settingsInput,
  settingsSchema,
} from '../schema/settings.ts'

const made = z.object({ id: z.uuid() })
const STALE = ['version_conflict', 'version_required']

export const invoicingRoutes = [
  defineRoute({
    method: 'GET',
    path: '/api/invoicing',
    operationId: 'invoicing.get',
    summary: 'Who sells, the bank accounts, and the series of numbers',
    access: { kind: 'invoicing', action: 'read' },
    answer: invoicingSchema,
    run: async ({ deps: { database } }) => ({
      settings: await invoicingOf(database.db),
      accounts: await listAccounts(database.db),
      series: await listSeries(database.db),
    }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/invoicing',
    operationId: 'invoicing.change',
    summary: 'Change who sells, and what new invoices begin with',
    description: 'Header `If-Match` with the version seen.',
    access: { kind: 'invoicing', action: 'manage' },
    body: settingsInput,
    answer: settingsSchema,
    refusals: STALE,
    run({ body, request, write }) {
      const expected = ifMatch(request)
      return write(async (cx) => {
        await changeInvoicing(cx, body, expected)
        return invoicingOf(cx.db)
      })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bank-accounts',
    operationId: 'bank_accounts.add',
    summary: 'Add a bank account; its number is checked',
    access: { kind: 'invoicing', action: 'manage' },
    body: newAccountInput,
    answer: made,
    status: 201,
    run: ({ body, write }) => write((cx) => addAccount(cx, body)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/bank-accounts/:id',
    operationId: 'bank_accounts.update',
    summary: 'Change a bank account',
    description: 'Header `If-Match` with the version seen.',
    access: { kind: 'invoicing', action: 'manage' },
    params: idParams,
    body: accountInput,
    refusals: STALE,
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write((cx) => updateAccount(cx, params.id, body, expected))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/bank-accounts/:id/archive',
    operationId: 'bank_accounts.archive',
    summary: 'Take a bank account out of use; issued invoices keep its number',
    access: { kind: 'invoicing', action: 'manage' },
    params: idParams,
    run: ({ params, write }) => write((cx) => archiveAccount(cx, params.id)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invoice-series',
    operationId: 'invoice_series.add',
    summary: 'Add a series of numbers, such as that of a branch',
    access: { kind: 'invoicing', action: 'manage' },
    body: newSeriesInput,
    answer: made,
    status: 201,
    run: ({ body, write }) => write((cx) => addSeries(cx, body)),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/invoice-series/:id',
    operationId: 'invoice_series.update',
    summary: 'Change a series; its pattern only until a number of it was given',
    description: 'Header `If-Match` with the version seen.',
    access: { kind: 'invoicing', action: 'manage' },
    params: idParams,
    body: seriesInput,
    refusals: STALE,
    run({ params, body, request, write }) {
      const expected = ifMatch(request)
      return write((cx) => updateSeries(cx, params.id, body, expected))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/invoice-series/:id/archive',
    operationId: 'invoice_series.archive',
    summary: 'Take the series of a branch out of use',
    access: { kind: 'invoicing', action: 'manage' },
    params: idParams,
    refusals: ['invoice.series_needed'],
    run: ({ params, write }) => write((cx) => archiveSeries(cx, params.id)),
  }),
]
