import { z } from 'zod'

export const telegramSettings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default('https://api.telegram.org')
    .transform((url) => url.replace(/\/+$/, '')),
  /** As BotFather gives it. */
  token: z.string().regex(/^\d{3,20}:[A-Za-z0-9_-]{20,100}$/),
  /** Tok asks Telegram (works behind a firewall), or Telegram calls Tok (needs an address with HTTPS that it can reach). */
  receive: z.enum(['polling', 'webhook']).default('polling'),
})
export type TelegramSettings = z.output<typeof telegramSettings>
