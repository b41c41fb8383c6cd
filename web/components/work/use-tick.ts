import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useT } from '../../i18n/words.ts'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { useRefresh } from './use-refresh.ts'

interface Tickable {
  id: string
  title: string
  titleParams: Record<string, unknown> | null
}

/** Ticks tasks off and back; the tick shows at once and can be undone. */
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

  const untick = async (task: Tickable) => {
    mark(task.id, false)
    try {
      await data(api.DELETE('/api/tasks/{id}/completion', { params: { path: { id: task.id } } }))
    } catch (problem) {
      notifyProblem(problem, `task-${task.id}`)
    }
    await refresh()
  }
  const tick = async (task: Tickable) => {
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
