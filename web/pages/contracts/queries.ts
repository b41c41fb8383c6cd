import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { problemOfResponse } from '../../api/problem.ts'
import type { components } from '../../api/schema.d.ts'
import type { Filter, Part } from '../../components/lists/filter.ts'
import { keyOf, type Listed, paged, pageOf, wordsIn } from '../../components/lists/paged.ts'
import { notifyProblem } from '../../ui/notify.tsx'

export type ContractSummary = components['schemas']['Contract']
export type Contract = components['schemas']['ContractPage']
export type Status = Contract['status']
export type Round = Contract['rounds'][number]
export type Approval = Round['approvals'][number]
export type Answer = NonNullable<Approval['answer']>

export const QUEUES = ['all', 'waiting', 'in_force'] as const
export type Queue = (typeof QUEUES)[number]

const BINDS: Part = { field: 'status', op: 'any_of', value: ['signed', 'in_force'] }
/** The latest first; those that bind by their end. */
export const usualContracts = (queue: Queue) => ({
  sort: queue === 'in_force' ? 'validUntil' : '-createdAt',
  filter: (): Filter => ({ all: queue === 'in_force' ? [BINDS] : [] }),
})

export const contractsQuery = (list: Listed) =>
  infiniteQueryOptions({
    queryKey: ['contracts', 'list', ...keyOf(list)],
    enabled: list.ready,
    queryFn: ({ pageParam, signal }) =>
      data(api.GET('/api/contracts', { params: { query: pageOf(list, pageParam) }, signal })),
    ...paged,
  })

/** Those that wait for one's own approval. */
export const waitingContractsQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ['contracts', 'waiting', q],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/contracts', {
          params: { query: { waiting: 'true', ...wordsIn(q), sort: '-createdAt', limit: 100, after: pageParam } },
          signal,
        }),
      ),
    ...paged,
  })

export const contractQuery = (id: string) =>
  queryOptions({
    queryKey: ['contracts', 'one', id],
    queryFn: () => data(api.GET('/api/contracts/{id}', { params: { path: { id } } })),
  })

/** Contracts of one deal. */
export const contractsOfQuery = (dealId: string) =>
  queryOptions({
    queryKey: ['contracts', 'of', dealId],
    queryFn: async () => (await data(api.GET('/api/contracts', { params: { query: { dealId, limit: 20 } } }))).items,
  })

type Change = components['schemas']['ContractChange']

/** What can be done with a contract; a dialog throws what is refused, a button says it. */
export function useContractActions() {
  const client = useQueryClient()
  const refresh = () =>
    Promise.all(
      ['contracts', 'records', 'documents', 'tasks', 'my-day'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    )
  const after = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call
    } finally {
      await refresh()
    }
  }
  const said = async <T>(call: Promise<T>): Promise<T | null> => {
    try {
      return await after(call)
    } catch (problem) {
      notifyProblem(problem)
      return null
    }
  }
  const path = (id: string) => ({ params: { path: { id } } })
  return {
    refresh,
    save: (contract: Contract, body: Change, seen: number | undefined = contract.version) =>
      after(
        data(api.PATCH('/api/contracts/{id}', { ...path(contract.id), headers: { 'if-match': `"${seen}"` }, body })),
      ),
    submit: (id: string) => said(data(api.POST('/api/contracts/{id}/submit', path(id)))),
    withdraw: (id: string) => said(data(api.POST('/api/contracts/{id}/withdraw', path(id)))),
    answer: (id: string, approval: Approval, body: { answer: Answer; comment: string }) =>
      after(
        data(
          api.POST('/api/contracts/{id}/approvals/{approvalId}/answer', {
            params: { path: { id, approvalId: approval.id } },
            body: { ...body, documentHash: approval.documentHash },
          }),
        ),
      ),
    send: (id: string, days: number | null) =>
      after(data(api.POST('/api/contracts/{id}/send', { ...path(id), body: { days } }))),
    terminate: (id: string, body: { reason: string; endedOn: string }) =>
      after(data(api.POST('/api/contracts/{id}/terminate', { ...path(id), body }))),
    addScan: (id: string, file: File, about: { signer: string; signedOn: string }) => after(sendScan(id, file, about)),
  }
}

async function sendScan(id: string, file: File, about: { signer: string; signedOn: string }): Promise<void> {
  const query = new URLSearchParams({ ...about, name: file.name })
  const response = await window.fetch(`/api/contracts/${encodeURIComponent(id)}/scan?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'accept-language': document.documentElement.lang },
    body: file,
  })
  if (!response.ok) throw await problemOfResponse(response)
}
