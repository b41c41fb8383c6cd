import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import type { Task } from '../../components/work/TaskGroups.tsx'
import { useRefresh } from '../../components/work/use-refresh.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import type { MyDay, WaitingProcess } from './types.ts'

export type TaskScope = 'mine' | 'set_by_me' | 'watched' | 'team'

export const myDayQuery = queryOptions({
  queryKey: ['my-day'],
  queryFn: async (): Promise<MyDay> => await data(api.GET('/api/my-day')),
})

/** The tabs beside one's own tasks ask for themselves. */
export const scopedTasksQuery = (scope: TaskScope) =>
  queryOptions({
    queryKey: ['tasks', 'my-day', scope],
    queryFn: async (): Promise<{ items: Task[]; next: string | null }> =>
      await data(api.GET('/api/tasks', { params: { query: { scope, limit: 100 } } })),
    enabled: scope !== 'mine',
    placeholderData: keepPreviousData,
  })

export function useDecide() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ waiting, outcome }: { waiting: WaitingProcess; outcome: string }) =>
      data(api.POST('/api/tasks/{id}/completion', { params: { path: { id: waiting.id } }, body: { outcome } })),
    onError: (problem) => notifyProblem(problem, 'decide'),
    onSettled: () => void refresh(),
  })
}
