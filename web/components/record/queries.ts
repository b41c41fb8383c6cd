import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'

/** What a task can be about. */
export type SubjectKind = 'lead' | 'deal' | 'contact' | 'company' | 'ticket' | 'invoice' | 'contract' | 'record'
export type RecordKind = SubjectKind | 'product' | 'task'
/** What processes run about, and show on its page. */
export type CaseKind = 'lead' | 'deal' | 'ticket' | 'invoice' | 'contract' | 'record'
export type Entry = components['schemas']['TimelineEntry']
export type Instance = components['schemas']['ProcessInstance']
export type RecordTask = components['schemas']['Task']
export type TimelinePart = 'notes' | 'changes' | 'tasks' | 'mails' | 'calls' | 'processes'

// The key begins with "records", which every live hint refreshes.
const keyOf = (kind: RecordKind, id: string, what: string) => ['records', kind, id, what] as const

export const timelineQuery = (kind: RecordKind, id: string, part: TimelinePart | null) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(kind, id, 'timeline'), part],
    queryFn: async ({ pageParam }) =>
      data(
        api.GET('/api/records/{kind}/{id}/timeline', {
          params: { path: { kind, id }, query: { limit: 50, after: pageParam, part: part ?? undefined } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

export const processesQuery = (kind: CaseKind, id: string) =>
  queryOptions({
    queryKey: keyOf(kind, id, 'processes'),
    queryFn: async () =>
      (await data(api.GET('/api/records/{kind}/{id}/processes', { params: { path: { kind, id } } }))).items,
  })

export const recordTasksQuery = (kind: SubjectKind, id: string) =>
  queryOptions({
    queryKey: keyOf(kind, id, 'tasks'),
    queryFn: async () =>
      (
        await data(
          api.GET('/api/tasks', {
            params: { query: { subjectKind: kind, subjectId: id, status: 'open', limit: 100 } },
          }),
        )
      ).items.filter((task) => task.kind === 'task'),
  })

/** People a record or a task can be given to. */
export const colleaguesQuery = queryOptions({
  queryKey: ['staff', 'colleagues'],
  queryFn: async () => (await data(api.GET('/api/colleagues'))).items,
  staleTime: 60_000,
})
