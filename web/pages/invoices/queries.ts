import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { problemOfResponse } from '../../api/problem.ts'
import type { components } from '../../api/schema.d.ts'
import type { Filter, Part } from '../../components/lists/filter.ts'
import { keyOf, type Listed, paged, pageOf } from '../../components/lists/paged.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import type { Search } from '../../ui/use-search.ts'

export type Invoice = components['schemas']['Invoice']
export type InvoiceSummary = components['schemas']['InvoiceSummary']
export type Buyer = components['schemas']['InvoiceBuyer']
export type ToInvoice = components['schemas']['ToInvoice']
export type Statement = components['schemas']['BankStatement']
export type StatementLook = components['schemas']['StatementLook']
export type InvoicingSettings = components['schemas']['InvoicingSettings']

/** The list as it comes: everything, or what the address narrows it to. */
export function usualInvoices({ status }: Search): Filter {
  const parts: Part[] = []
  if (status === 'draft') parts.push({ field: 'status', op: 'any_of', value: ['draft'] })
  if (status === 'open') parts.push({ field: 'payment', op: 'any_of', value: ['unpaid', 'part'] })
  return { all: parts }
}

export const invoicesQuery = (list: Listed) =>
  infiniteQueryOptions({
    queryKey: ['invoices', 'list', ...keyOf(list)],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/invoices', {
          params: {
            query: pageOf(list, pageParam),
          },
          signal,
        }),
      ),
    ...paged,
    enabled: list.ready,
  })

export const invoiceQuery = (id: string) =>
  queryOptions({
    queryKey: ['invoices', 'one', id],
    queryFn: () => data(api.GET('/api/invoices/{id}', { params: { path: { id } } })),
  })

/** Invoices of what was agreed, or of a card. */
export const invoicesOfQuery = (of: { dealId: string } | { contractId: string } | { companyId: string }) =>
  queryOptions({
    queryKey: ['invoices', 'of', of],
    queryFn: async () => (await data(api.GET('/api/invoices', { params: { query: { ...of, limit: 20 } } }))).items,
  })

/** Advances a final invoice could settle: issued ones of the same deal, else of the same company. */
export const advancesQuery = ({ deal, company }: Pick<Invoice, 'deal' | 'company'>) =>
  queryOptions({
    queryKey: ['invoices', 'advances', deal?.id, company?.id],
    enabled: Boolean(deal || company),
    queryFn: async () =>
      (
        await data(
          api.GET('/api/invoices', {
            params: {
              query: {
                ...(deal ? { dealId: deal.id } : { companyId: company?.id }),
                ...({ kind: 'advance', status: 'issued', limit: 50 } as const),
              },
            },
          }),
        )
      ).items,
  })

export const toIssueQuery = queryOptions({
  queryKey: ['invoices', 'to-issue'],
  queryFn: () => data(api.GET('/api/invoices/to-issue', { params: { query: { limit: 100 } } })),
})

export const invoicingQuery = queryOptions({
  queryKey: ['invoicing'],
  queryFn: () => data(api.GET('/api/invoicing')),
})

export const statementsQuery = queryOptions({
  queryKey: ['statements'],
  queryFn: async () => (await data(api.GET('/api/bank-statements'))).items,
})

export const statementQuery = (id: string) =>
  queryOptions({
    queryKey: ['statements', id],
    queryFn: () => data(api.GET('/api/bank-statements/{id}', { params: { path: { id } } })),
  })

/** Sends a bank's file as it is. */
export async function sendStatement<T>(path: string, file: File): Promise<T> {
  const response = await window.fetch(`/api/bank-statements${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'accept-language': document.documentElement.lang },
    body: file,
  })
  if (!response.ok) throw await problemOfResponse(response)
  return response.json()
}

export function useInvoiceRefresh(): () => Promise<unknown> {
  const client = useQueryClient()
  return () => Promise.all(['invoices', 'records', 'deals'].map((key) => client.invalidateQueries({ queryKey: [key] })))
}

type Change = NonNullable<Parameters<typeof patch>[1]>
const patch = (invoice: { id: string }, body: components['schemas']['InvoiceChange'], seen: number) =>
  data(
    api.PATCH('/api/invoices/{id}', {
      params: { path: { id: invoice.id } },
      headers: { 'if-match': `"${seen}"` },
      body,
    }),
  )

/** What can be done with an invoice. */
export function useInvoiceActions() {
  const refresh = useInvoiceRefresh()
  const client = useQueryClient()
  const run = async <T>(call: () => Promise<T>): Promise<T | null> => {
    try {
      return await call()
    } catch (problem) {
      notifyProblem(problem)
      return null
    } finally {
      await refresh()
    }
  }
  return {
    run,
    /** Throws what is refused: the field says it. */
    save: async (invoice: Invoice, body: Change, seen: number | undefined = invoice.version) => {
      try {
        const answer = await patch(invoice, body, seen)
        client.setQueryData(invoiceQuery(invoice.id).queryKey, answer)
        return answer
      } finally {
        await refresh()
      }
    },
    begin: (body: {
      dealId?: string
      contractId?: string
      companyId?: string
      contactId?: string
      kind?: 'vat' | 'proforma'
    }) => run(() => data(api.POST('/api/invoices', { body }))),
    issue: (id: string) => run(() => data(api.POST('/api/invoices/{id}/issue', { params: { path: { id } } }))),
    discard: (id: string) => run(() => data(api.DELETE('/api/invoices/{id}', { params: { path: { id } } }))),
    print: (id: string, locale: 'pl' | 'en') =>
      run(() => data(api.POST('/api/invoices/{id}/document', { params: { path: { id } }, body: { locale } }))),
    sent: (id: string) => run(() => data(api.POST('/api/invoices/{id}/sent', { params: { path: { id } } }))),
    /** Throws what is refused: the field says it. */
    noteKsef: async (invoice: Invoice, number: string | null, seen: number | undefined = invoice.version) => {
      try {
        return await data(
          api.POST('/api/invoices/{id}/ksef-number', {
            params: { path: { id: invoice.id } },
            headers: { 'if-match': `"${seen}"` },
            body: { number },
          }),
        )
      } finally {
        await refresh()
      }
    },
    correct: (id: string, whole: boolean) =>
      run(() => data(api.POST('/api/invoices/{id}/correction', { params: { path: { id } }, body: { whole } }))),
    takeBack: (id: string, paymentId: string) =>
      run(() => data(api.DELETE('/api/invoices/{id}/payments/{paymentId}', { params: { path: { id, paymentId } } }))),
  }
}
