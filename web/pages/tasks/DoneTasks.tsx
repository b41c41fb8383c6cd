import type { Task } from '../../components/work/TaskGroups.tsx'
import { taskTitle } from '../../i18n/task-title.ts'
import { pathOf } from '../../paths.ts'
import { TaskRow } from '../../ui/TaskRow.tsx'

type Props = { tasks: Task[]; ticked: ReadonlySet<string>; onTick: (task: Task) => unknown }

/** What is done, in the order the server tells it; a tick can still be taken back. */
export function DoneTasks({ tasks, onTick }: Props) {
  return (
    <ul>
      {tasks.map((task) => {
        const href = task.subject && pathOf(task.subject.kind, task.subject.id)
        return (
          <TaskRow
            key={task.id}
            href={href}
            task={{
              id: task.id,
              title: taskTitle(task),
              dueAt: task.dueAt,
              fromProcess: task.byProcess !== null,
              done: true,
              doneByRecord: task.doneByRecord,
              record: task.subject && { title: task.subject.title, href },
              assignee: null,
            }}
            onToggle={() => void onTick(task)}
          />
        )
      })}
    </ul>
  )
}
