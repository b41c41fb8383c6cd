import { z } from 'zod'

const line = (max: number) => z.string().trim().max(max).default('')

export const publicMessage = z.strictObject({
  visitor: z.string().max(200).describe('the token the definition gave'),
  key: z.uuid().describe('the visitor’s own name for the message: sent again under it, it is taken once'),
  text: z.string().max(4000),
  name: line(100),
  email: line(254),
  phone: line(40),
  language: z.enum(['pl', 'en']).optional(),
})
export type PublicMessage = z.output<typeof publicMessage>

export const visitorsFile = z.strictObject({
  visitor: z.string().max(200),
  key: z.uuid().describe('the visitor’s own name for it: sent again under it, it is taken once'),
  name: z.string().trim().min(1).max(255),
})
export type VisitorsFile = z.output<typeof visitorsFile>

export const look = z.strictObject({
  visitor: z.string().max(200),
  known: z.string().max(100).default('').describe('the mark of what the window shows: the answer waits for another'),
  seen: z.boolean().default(false).describe('the window is open before the visitor'),
})

export const shownMessage = z.object({
  id: z.uuid(),
  mine: z.boolean(),
  author: z.string(),
  text: z.string(),
  files: z.array(z.object({ name: z.string(), url: z.string() })),
  read: z.boolean(),
  at: z.string(),
})

export const conversationNow = z.object({ mark: z.string(), items: z.array(shownMessage) })

export const chatDefinition = z.object({
  name: z.string(),
  language: z.enum(['pl', 'en']),
  open: z.boolean(),
  greeting: z.string(),
  theme: z.string(),
  side: z.string(),
  words: z.record(z.string(), z.string()),
  css: z.string(),
  accepts: z.string().describe('the files it takes, as a field of files says it'),
  visitor: z.string().describe('a token for a visitor who has none'),
})
