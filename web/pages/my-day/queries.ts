import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { businessNow } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useT } from '../../i18n/words.ts'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import type { MyDay, MyDayClaim, MyDayTask, WaitingProcess } from './types.ts'

export type TaskScope = 'mine' | 'set_by_me' | 'team'

export const myDayQuery = queryOptions({
  queryKey: ['my-day'],
  queryFn: async (): Promise<MyDay> => await data(api.GET('/api/my-day')),
})

/** The tabs beside one's own tasks ask for themselves. */
export const scopedTasksQuery = (scope: TaskScope) =>
  queryOptions({
    queryKey: ['tasks', 'my-day', scope],
    queryFn: async (): Promise<{ items: MyDayTask[] }> =>
      await data(api.GET('/api/tasks', { params: { query: { scope, limit: 100 } } })),
    enabled: scope !== 'mine',
    placeholderData: keepPreviousData,
  })

export function useRefresh(): () => Promise<unknown> {
  const queryClient = useQueryClient()
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['my-day'] }),
      queryClient.invalidateQueries({ queryKey: ['tasks'] }),
      queryClient.invalidateQueries({ queryKey: ['counts'] }),
    ])
}

export function useAccept() {
  const queryClient = useQueryClient()
  const refresh = useRefresh()
  const { user } = useMe()
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set())
  const mutation = useMutation({
    // A request belongs to whoever accepts it at once, not only when its process has gone on (docs/decisions/004-claims.md).
    mutationFn: async (claim: MyDayClaim): Promise<void> => {
      if (claim.subject?.kind === 'lead') {
        await data(api.POST('/api/leads/{id}/acceptance', { params: { path: { id: claim.subject.id } } }))
      } else await data(api.POST('/api/tasks/{id}/claim', { params: { path: { id: claim.id } } }))
    },
    onMutate: (claim) => setPending((ids) => new Set(ids).add(claim.id)),
    onSuccess: (_, claim) => {
      const taken: MyDayClaim = {
        ...claim,
        status: 'done',
        completedAt: new Date(businessNow()).toISOString(),
        completedBy: { id: user.id, name: user.name },
      }
      queryClient.setQueryData(
        myDayQuery.queryKey,
        (day) => day && { ...day, claims: day.claims.map((one) => (one.id === claim.id ? taken : one)) },
      )
    },
    // Somebody else was faster: the refreshed card says who, the note says it at once.
    onError: (problem) => notifyProblem(problem, 'accept'),
    onSettled: (_, __, claim) => {
      setPending((ids) => new Set([...ids].filter((id) => id !== claim.id)))
      void refresh()
    },
  })
  return { accept: mutation.mutate, pending }
}

export function useTick() {
  const t = useT()
  const refresh = useRefresh()
  /** Ticked here and not yet gone from the server's list. */
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const mark = (id: string, on: boolean) =>
    setTicked((ids) => {
      const next = new Set(ids)
      if (on) next.add(id)
      else next.delete(id)
      return next
    })

  const untick = async (task: MyDayTask) => {
    mark(task.id, false)
    try {
      await data(api.DELETE('/api/tasks/{id}/completion', { params: { path: { id: task.id } } }))
    } catch (problem) {
      notifyProblem(problem, `task-${task.id}`)
    }
    await refresh()
  }
  const tick = async (task: MyDayTask) => {
    if (ticked.has(task.id)) return untick(task)
    mark(task.id, true)
    try {
      await data(api.POST('/api/tasks/{id}/completion', { params: { path: { id: task.id } }, body: {} }))
      notifyUndo({
        about: `task-${task.id}`,
        message: t('myDay.tasks.completed', { title: taskTitle(task) }),
        undo: () => untick(task),
      })
      await refresh()
    } catch (problem) {
      mark(task.id, false)
      notifyProblem(problem, `task-${task.id}`)
    }
  }
  return { ticked, tick }
}

export function useDecide() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ waiting, outcome }: { waiting: WaitingProcess; outcome: string }) =>
      data(api.POST('/api/tasks/{id}/completion', { params: { path: { id: waiting.id } }, body: { outcome } })),
    onError: (problem) => notifyProblem(problem, 'decide'),
    onSettled: () => void refresh(),
  })
}
