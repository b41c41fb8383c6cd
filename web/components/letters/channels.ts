import {
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconDeviceMobileMessage,
  IconMail,
  IconMessageCircle,
  IconMessages,
} from '@tabler/icons-react'
import { wordsOf } from '../../i18n/words.ts'
import type { IconType } from '../../ui/Icon.tsx'

const ICONS: Record<string, IconType> = {
  mail: IconMail,
  sms: IconDeviceMobileMessage,
  telegram: IconBrandTelegram,
  whatsapp: IconBrandWhatsapp,
  chat: IconMessageCircle,
}

/** In the order filters offer them. */
export const CHANNELS: readonly string[] = Object.keys(ICONS)

export const channelIcon = (channel: string): IconType => ICONS[channel] ?? IconMessages

/** As people call a channel; one nobody named stands under its key. */
export const channelWords = (channel: string): string => wordsOf(`letters.channel.${channel}`) ?? channel
