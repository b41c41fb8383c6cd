import { useMe } from '../../api/session.ts'
import { rowOf, type Task } from '../../components/work/TaskGroups.tsx'
import { paths } from '../../paths.ts'
import { TaskRow } from '../../ui/TaskRow.tsx'

type Props = {
  tasks: Task[]
  showAssignee?: boolean
  ticked: ReadonlySet<string>
  onTick: (task: Task) => unknown
}

/** What is done, in the order the server tells it; a tick can still be taken back. */
export function DoneTasks({ tasks, showAssignee, onTick }: Props) {
  const { user } = useMe()
  return (
    <ul>
      {tasks.map((task) => (
        <TaskRow
          key={task.id}
          href={paths.task(task.id)}
          showAssignee={showAssignee}
          task={rowOf(task, user.id, true)}
          onToggle={() => void onTick(task)}
        />
      ))}
    </ul>
  )
}
