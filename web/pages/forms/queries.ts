import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'

export type Form = components['schemas']['Form']
export type Submission = components['schemas']['Submission']
export type Definition = Form['definition']
export type Field = Definition['fields'][number]
export type Language = 'pl' | 'en'

export const formsQuery = queryOptions({
  queryKey: ['forms', 'list'],
  queryFn: async () => (await data(api.GET('/api/forms', { params: { query: { limit: 100 } } }))).items,
})
export const formQuery = (id: string) =>
  queryOptions({
    queryKey: ['forms', 'one', id],
    queryFn: () => data(api.GET('/api/forms/{id}', { params: { path: { id } } })),
    // What is being edited is not replaced behind the back of whoever edits it.
    refetchOnWindowFocus: false,
  })
export const submissionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['submissions', id],
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/forms/{id}/submissions', {
          params: { path: { id }, query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** As the server takes it: it counts the versions of consents itself. */
export const asInput = (definition: Definition) => ({
  ...definition,
  consents: definition.consents.map(({ key, text, required }) => ({ key, text, required })),
})
