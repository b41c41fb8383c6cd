import { useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { businessNow } from '../../api/clock.ts'
import type { operations } from '../../api/schema.d.ts'
import { useRefresh } from '../../components/work/use-refresh.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import { type TaskPage, taskQuery } from './queries.ts'

type Named = Pick<TaskPage, 'id' | 'version'>
type Change = NonNullable<operations['tasks.update']['requestBody']>['content']['application/json']

const path = (task: Named) => ({ params: { path: { id: task.id } } })
const seen = (version: number) => ({ 'if-match': `"${version}"` })

/** What can be done with one task on its page; each refreshes what shows it. */
export function useTaskActions() {
  const refresh = useRefresh()
  const client = useQueryClient()
  /** What was pressed shows at once; the answer comes after it. */
  const show = (task: Named, change: (held: TaskPage) => Partial<TaskPage>) => {
    void client.cancelQueries({ queryKey: taskQuery(task.id).queryKey })
    client.setQueryData(taskQuery(task.id).queryKey, (held) => held && { ...held, ...change(held) })
  }
  const run = async (task: Named, call: () => Promise<unknown>) => {
    try {
      await call()
    } catch (problem) {
      notifyProblem(problem, `task-${task.id}`)
    }
    await refresh()
  }
  return {
    refresh,
    /** Rejects with what is wrong, which belongs to the field. */
    save: async (task: Named, body: Change, version: number | undefined) => {
      try {
        await data(api.PATCH('/api/tasks/{id}', { ...path(task), headers: seen(version ?? task.version), body }))
      } finally {
        await refresh()
      }
    },
    acknowledge: (task: Named) => run(task, () => data(api.POST('/api/tasks/{id}/acknowledgement', path(task)))),
    withdraw: (task: Named, series: 'goes_on' | 'ends') =>
      run(task, () => data(api.DELETE('/api/tasks/{id}', { params: { path: { id: task.id }, query: { series } } }))),
    reopen: (task: Named) => run(task, () => data(api.DELETE('/api/tasks/{id}/completion', path(task)))),
    watch: (task: Named, employeeId: string, on: boolean) => {
      const params = { params: { path: { id: task.id, employeeId } } }
      return run(task, () =>
        on
          ? data(api.PUT('/api/tasks/{id}/watchers/{employeeId}', params))
          : data(api.DELETE('/api/tasks/{id}/watchers/{employeeId}', params)),
      )
    },
    tickItem: (task: Named, itemId: string, on: boolean) => {
      const now = new Date(businessNow()).toISOString()
      show(task, (held) => ({
        checklist: held.checklist.map((item) => (item.id === itemId ? { ...item, doneAt: on ? now : null } : item)),
      }))
      const params = { params: { path: { id: task.id, itemId } } }
      return run(task, () =>
        on
          ? data(api.PUT('/api/tasks/{id}/checklist/{itemId}/tick', params))
          : data(api.DELETE('/api/tasks/{id}/checklist/{itemId}/tick', params)),
      )
    },
    requireChecklist: (task: Named, checklistRequired: boolean) => {
      show(task, () => ({ checklistRequired }))
      return run(task, () => data(api.PATCH('/api/tasks/{id}', { ...path(task), body: { checklistRequired } })))
    },
    setChecklist: (task: Named, items: { id?: string; text: string }[]) =>
      run(task, () =>
        data(api.PUT('/api/tasks/{id}/checklist', { ...path(task), headers: seen(task.version), body: { items } })),
      ),
    delegate: (task: Named, assigneeId: string, word: string) =>
      data(
        api.POST('/api/tasks/{id}/delegation', {
          ...path(task),
          headers: seen(task.version),
          body: { assigneeId, word },
        }),
      ),
  }
}
