import { Refusal } from '../../../core/errors.ts'
import type { Cx } from '../../../core/write.ts'
import type { NewUserTask } from '../../../engine/ports.ts'
import { namedFor, recipientsOf } from '../../notifications/queries.ts'

const NAMED = /^[a-z]+:/

/**
 * A user task whose people are named by who they are ("record:owner", "supervisor:<id>", "head:<department>"), with the
 * people themselves: one who is meant alone gets it, several are asked together. Ids stay as they are.
 */
export async function withPeople(cx: Cx, task: NewUserTask): Promise<NewUserTask> {
  const { assignee, candidateGroups, candidateUsers, subject } = task
  const names = [...(assignee ? [assignee] : []), ...candidateGroups, ...candidateUsers]
  if (!names.some((name) => NAMED.test(name))) return task
  const known = new Map<string, Promise<string[]>>()
  const peopleOf = async (who: string[]) => recipientsOf(cx, await namedFor(cx.db, who, subject), known)
  const isNamed = (name: string) => NAMED.test(name)
  const asked = assignee && isNamed(assignee) ? await peopleOf([assignee]) : []
  if (assignee && isNamed(assignee) && asked.length === 0) {
    throw new Refusal('notification.no_recipient', { params: { reason: assignee } })
  }
  const more = await peopleOf([...candidateGroups, ...candidateUsers].filter(isNamed))
  const [only] = asked
  return {
    ...task,
    assignee: assignee && isNamed(assignee) ? (asked.length === 1 ? only : undefined) : assignee,
    candidateGroups: candidateGroups.filter((name) => !isNamed(name)),
    candidateUsers: [...candidateUsers.filter((name) => !isNamed(name)), ...more, ...(asked.length > 1 ? asked : [])],
  }
}
