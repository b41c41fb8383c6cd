import { queryOptions } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'

export type TaskPage = Awaited<ReturnType<typeof readTask>>
export type Repeat = NonNullable<components['schemas']['Task']['repeat']>

const readTask = (id: string) => data(api.GET('/api/tasks/{id}', { params: { path: { id } } }))

export const taskQuery = (id: string) => queryOptions({ queryKey: ['tasks', 'one', id], queryFn: () => readTask(id) })
