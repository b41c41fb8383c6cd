import type { MessageWait } from './open-waits.ts'

/** A message nobody waited for when it came. */
export interface KeptMessage {
  name: string
  key: string | undefined
  variables: Record<string, unknown>
  until: number
  /** The process that threw it without saying how it is correlated: such a message is for other processes */
  notFor: string | undefined
}

/** How long a message is kept where nothing says so. */
export const KEPT_FOR = 'P7D'

/** Whether a message is for a wait. A key that one side does not have is not compared. */
export function isFor(message: Pick<KeptMessage, 'name' | 'key' | 'notFor'>, wait: MessageWait): boolean {
  if (message.name !== wait.name || message.notFor === wait.instance.graph.processId) return false
  return message.key === undefined || wait.key === '' || message.key === wait.key
}
