import type { AmiMessage } from './ami-protocol.ts'

/** What was heard of one call. */
export interface HeardCall {
  event: 'ringing' | 'answered' | 'missed' | 'ended'
  call: string
  direction: 'in' | 'out'
  number: string | null
  extension: string | null
  /** When it was heard, by the machine's clock. */
  at: string
}

interface Tracked {
  /** Null while nothing is known of the outer world. */
  direction: 'in' | 'out' | null
  number: string | null
  extension: string | null
  channels: Set<string>
  answered: boolean
}

/** 'PJSIP/101-0000002a' and 'Local/101@from-queue-00000003;1' are of 101; null for a trunk. */
export function extensionOf(channel: string): string | null {
  const peer = /^[^/]+\/([^@]+?)(?:-[0-9a-f]{8}(?:;[12])?)?(?:@.*)?$/i.exec(channel)?.[1] ?? ''
  return /^\d{1,6}$/.test(peer) ? peer : null
}

/** How the ids begin of the calls that Tok dials itself. */
export const OWN_CALL = 'tok-'

const isOutside = (number: string): boolean => /^\+?\d{7,}$/.test(number.replace(/[\s()-]/g, ''))

/**
 * Makes calls of the events of an Asterisk (13 and later). Channels that belong together bear the same Linkedid, which is the
 * id of the call. A call comes in when its first channel is a trunk's, and goes out when one of our own telephones dials a
 * number of the outer world; what our telephones say among themselves is no call of ours. Answered is what a telephone
 * took (DialEnd ANSWER): a waiting queue or a voice mail box that answers is nobody.
 */
export class AmiCalls {
  private readonly calls = new Map<string, Tracked>()

  /** What is going on when the listening begins, by the list of channels. */
  begin(channels: readonly AmiMessage[]): { heard: HeardCall[]; present: string[] } {
    const byCall = new Map<string, AmiMessage[]>()
    for (const channel of channels) {
      const call = channel.get('Linkedid') || channel.get('Uniqueid')
      byCall.set(call, [...(byCall.get(call) ?? []), channel])
    }
    const heard: HeardCall[] = []
    for (const [call, of] of byCall) {
      of.sort((a, b) => Number(b.get('Uniqueid') === call) - Number(a.get('Uniqueid') === call))
      for (const channel of of) heard.push(...this.newChannel(call, channel))
      const tracked = this.calls.get(call)!
      const taken = of.find(
        (channel) => channel.get('Uniqueid') !== call && channel.get('ChannelState') === '6' && channel.get('BridgeId'),
      )
      if (taken) heard.push(...this.answer(call, tracked, extensionOf(taken.get('Channel'))))
      for (const channel of of) {
        const rings = channel.get('Uniqueid') !== call && channel.get('ChannelState') === '5'
        if (rings) heard.push(...this.ring(call, tracked, extensionOf(channel.get('Channel'))))
      }
    }
    return { heard, present: [...byCall.keys()] }
  }

  take(message: AmiMessage): HeardCall[] {
    const call = message.get('Linkedid') || message.get('Uniqueid')
    switch (message.event) {
      case 'Newchannel':
        return this.newChannel(call, message)
      case 'DialBegin':
        return this.dialBegin(message)
      case 'DialEnd': {
        const found = this.calls.get(message.get('DestLinkedid') || call)
        if (!found || message.get('DialStatus') !== 'ANSWER') return []
        return this.answer(message.get('DestLinkedid') || call, found, extensionOf(message.get('DestChannel')))
      }
      case 'Hangup':
        return this.hangUp(call, message.get('Uniqueid'))
      default:
        return []
    }
  }

  private newChannel(call: string, message: AmiMessage): HeardCall[] {
    const known = this.calls.get(call)
    if (known) {
      known.channels.add(message.get('Uniqueid'))
      return []
    }
    const tracked: Tracked = {
      ...{ direction: null, number: null, extension: null, answered: false },
      channels: new Set([message.get('Uniqueid')]),
    }
    this.calls.set(call, tracked)
    const own = extensionOf(message.get('Channel'))
    if (own === null) {
      tracked.direction = 'in'
      tracked.number = message.get('CallerIDNum') || null
      return [told('ringing', call, tracked)]
    }
    tracked.extension = own
    // Whoever dialled it has written down already whom.
    if (call.startsWith(OWN_CALL)) {
      tracked.direction = 'out'
      return []
    }
    return this.goesOut(call, tracked, message.get('Exten'))
  }

  /** Known to go out once there is a number of the outer world. */
  private goesOut(call: string, tracked: Tracked, dialled: string): HeardCall[] {
    if (tracked.direction !== null || !isOutside(dialled)) return []
    tracked.direction = 'out'
    tracked.number = dialled
    return [told('ringing', call, tracked)]
  }

  private dialBegin(message: AmiMessage): HeardCall[] {
    const call = message.get('DestLinkedid') || message.get('Linkedid')
    const tracked = this.calls.get(call)
    if (!tracked) return []
    if (message.get('DestUniqueid')) tracked.channels.add(message.get('DestUniqueid'))
    if (tracked.direction === 'in') return this.ring(call, tracked, extensionOf(message.get('DestChannel')))
    const dialled = message.get('DialString').split(/[@/]/)
    return this.goesOut(call, tracked, dialled.find(isOutside) ?? '')
  }

  private ring(call: string, tracked: Tracked, extension: string | null): HeardCall[] {
    if (tracked.direction !== 'in' || tracked.answered || extension === null) return []
    return [told('ringing', call, { ...tracked, extension })]
  }

  private answer(call: string, tracked: Tracked, extension: string | null): HeardCall[] {
    if (tracked.direction === null || tracked.answered) return []
    // A telephone of ours that only hands on to a trunk has not been spoken to yet, nor has a trunk taken what came in.
    if ((tracked.direction === 'in') === (extension === null)) return []
    tracked.answered = true
    if (extension !== null) tracked.extension = extension
    return [told('answered', call, tracked)]
  }

  private hangUp(call: string, channel: string): HeardCall[] {
    const tracked = this.calls.get(call)
    if (!tracked) return []
    tracked.channels.delete(channel)
    if (tracked.channels.size > 0) return []
    this.calls.delete(call)
    if (tracked.direction === null) return []
    return [told(tracked.answered ? 'ended' : 'missed', call, tracked)]
  }
}

const told = (
  event: HeardCall['event'],
  call: string,
  { direction, number, extension }: Pick<Tracked, 'direction' | 'number' | 'extension'>,
): HeardCall => ({
  ...{ event, call, number, extension },
  direction: direction ?? 'in',
  at: new Date().toISOString(),
})
