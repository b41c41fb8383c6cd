import type { Intent } from '../protocol.ts'
import type { Instance } from './instance.ts'

interface Wait {
  instance: Instance
  token: number
  element: string
}

/** A wait for a message; an empty key takes any. */
export interface MessageWait extends Wait {
  name: string
  key: string
}

export interface SignalWait extends Wait {
  name: string
}

export interface TimerWait extends Wait {
  dueAt: string
}

/** What all instances of a simulated world wait for, the longest wait first: the rows of the durable shell. */
export class OpenWaits {
  messages: MessageWait[] = []
  signals: SignalWait[] = []
  timers: TimerWait[] = []

  /** Opens and closes what an intent says; any other intent is nothing to it. */
  note(instance: Instance, intent: Intent): void {
    switch (intent.type) {
      case 'timer.arm':
        this.timers = this.timers.filter(isNot(instance, intent))
        this.timers.push({ instance, token: intent.token, element: intent.element, dueAt: intent.dueAt })
        break
      case 'timer.cancel':
        this.timers = this.timers.filter(isNot(instance, intent))
        break
      case 'message.open': {
        const { token, element, name, correlationKey: key } = intent
        this.messages.push({ instance, token, element, name, key })
        break
      }
      case 'message.close':
        this.messages = this.messages.filter(isNot(instance, intent))
        break
      case 'signal.open':
        this.signals.push({ instance, token: intent.token, element: intent.element, name: intent.name })
        break
      case 'signal.close':
        this.signals = this.signals.filter(isNot(instance, intent))
        break
      case 'end': {
        const isOther = (each: Wait) => each.instance !== instance
        this.messages = this.messages.filter(isOther)
        this.signals = this.signals.filter(isOther)
        this.timers = this.timers.filter(isOther)
        break
      }
    }
  }
}

function isNot(instance: Instance, { token, element }: { token: number; element: string }): (wait: Wait) => boolean {
  return (wait) => wait.instance !== instance || wait.token !== token || wait.element !== element
}
