import type { ChannelTroubleCode, DeliveryReport } from '../../core/channel.ts'
import { oneLine } from './lines.ts'

/** What a report on delivery (RFC 3464) says of one letter of ours; null where it says nothing of how it ended. */
export function deliveryReport(status: string, messageId: string | null): DeliveryReport | null {
  if (!messageId) return null
  const groups = status.split(/\r?\n[ \t]*\r?\n/).map(fieldsOf)
  const ended = groups.filter((group) => group.action === 'failed')
  if (ended.length > 0) {
    const { code, detail } = worstOf(ended)
    return { externalId: messageId, state: 'failed', trouble: code, detail }
  }
  return groups.some((group) => group.action === 'delivered') ? { externalId: messageId, state: 'delivered' } : null
}

/** Bounces of servers that write no report but name the refused in a header (Exim before 4.8, many gateways). */
export function plainBounce(text: string, messageId: string | null): DeliveryReport | null {
  const found = messageId ?? /^[>\s]*message-id:\s*(<[^<>\s]{3,900}>)/im.exec(text)?.[1]
  return found ? { externalId: found, state: 'failed', trouble: 'recipient_refused', detail: firstWords(text) } : null
}

interface Fields {
  action: string
  status: string
  recipient: string
  diagnosis: string
}

function fieldsOf(group: string): Fields {
  const lines = group.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const field = (name: string) => {
    const line = lines.find((each) => each.toLowerCase().startsWith(`${name}:`))
    return line === undefined ? '' : oneLine(line.slice(name.length + 1))
  }
  return {
    action: field('action').toLowerCase(),
    status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(field('status'))?.[0] ?? '',
    recipient: field('final-recipient').replace(/^[^;]*;\s*/, ''),
    diagnosis: field('diagnostic-code').replace(/^[^;]*;\s*/, ''),
  }
}

function worstOf(groups: Fields[]): { code: ChannelTroubleCode; detail: string } {
  const [first] = groups as [Fields]
  const detail = groups
    .slice(0, 5)
    .map(({ recipient, status, diagnosis }) => [recipient, diagnosis || status].filter(Boolean).join(': '))
    .join('; ')
  return { code: codeOf(first.status), detail: detail.slice(0, 500) }
}

/** Enhanced status codes of RFC 3463. */
function codeOf(status: string): ChannelTroubleCode {
  const [, subject = '', detail = ''] = status.split('.')
  if (subject === '2' && detail === '3') return 'too_big'
  if (subject === '3' && detail === '4') return 'too_big'
  if (subject === '4') return 'no_answer'
  if (subject === '6' || subject === '7') return 'message_refused'
  return 'recipient_refused'
}

const firstWords = (text: string): string => oneLine(text).slice(0, 300)
