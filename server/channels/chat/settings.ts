import { z } from 'zod'
import { originOf } from '../../../pure/origins.ts'

const words = z.string().trim().max(300).default('')

export const chatSettings = z.strictObject({
  /** What stands in the window before anybody has written; the house has words of its own where there are none. */
  greeting: z.strictObject({ pl: words, en: words }).default({ pl: '', en: '' }),
  /** 'auto': as the page that shows it says. */
  language: z.enum(['auto', 'pl', 'en']).default('auto'),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#0b5f76'),
  theme: z.enum(['auto', 'light', 'dark']).default('auto'),
  side: z.enum(['right', 'left']).default('right'),
  /** When visitors are told that somebody is there; at other times they leave their address with the message. */
  hours: z.enum(['working', 'always']).default('working'),
  /** Sites that may show it; any where there are none. */
  allowedOrigins: z
    .array(
      z
        .string()
        .max(300)
        .transform((text) => originOf(text))
        .pipe(z.string({ error: 'origin' })),
    )
    .max(50)
    .default([]),
})
export type ChatSettings = z.output<typeof chatSettings>
