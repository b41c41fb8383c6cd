import { z } from 'zod'
import { allowAtAll } from '../../../core/access.ts'
import { businessNow } from '../../../core/clock.ts'
import { ifMatch } from '../../../core/edit.ts'
import { defineRoute, idParams } from '../../../core/http.ts'
import { readCertificate } from '../certificate.ts'
import { addAccount, archiveAccount, updateAccount } from '../commands/accounts.ts'
import { removeCertificate, setCertificate } from '../commands/certificate.ts'
import { addSeries, archiveSeries, updateSeries } from '../commands/series.ts'
import { changeInvoicing } from '../commands/settings.ts'
import { certificateOf, invoicingOf, listAccounts, listSeries } from '../queries/settings.ts'
import {
  accountInput,
  certificateInput,
  certificateSchema,
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
      certificate: await certificateOf(database.db, await businessNow(database.db)),
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
    method: 'PUT',
    path: '/api/invoicing/certificate',
    operationId: 'invoicing.set_certificate',
    summary: 'Set the issuer’s certificate of KSeF and its key: invoices issued from here on carry KOD II',
    description: 'The key is kept sealed and never told again.',
    access: { kind: 'invoicing', action: 'manage' },
    rate: 20,
    body: certificateInput,
    answer: certificateSchema,
    async run({ deps, actor, body, write }) {
      allowAtAll(actor, 'invoicing', 'manage')
      const read = readCertificate(body, await businessNow(deps.database.db))
      return write(async (cx) => {
        await setCertificate(cx, read)
        return (await certificateOf(cx.db, cx.now))!
      })
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/invoicing/certificate',
    operationId: 'invoicing.remove_certificate',
    summary: 'Take the issuer’s certificate away; invoices issued with it keep their code',
    access: { kind: 'invoicing', action: 'manage' },
    run: ({ write }) => write((cx) => removeCertificate(cx)),
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
