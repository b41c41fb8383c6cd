import { countSms, MOST_SMS_PARTS, plainSms } from '../../../pure/sms.ts'
import { ChannelTrouble, type OutgoingMessage } from '../../core/channel.ts'

/** What goes out of a message: plain where the account says so; throws where it takes too many parts. */
export function textToSend({ text }: OutgoingMessage, { withoutPolish }: { withoutPolish: boolean }): string {
  const sent = withoutPolish ? plainSms(text) : text
  const { parts } = countSms(sent)
  if (parts > MOST_SMS_PARTS) throw new ChannelTrouble('too_long', `${parts}`, true)
  return sent
}
