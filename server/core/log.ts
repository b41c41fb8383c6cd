import { pino } from 'pino'
import type { Log } from './deps.ts'

/** The log of a server, to standard output; TOK_LOG says from which level on. What people entered stays out of it. */
export const serverLog = (env: NodeJS.ProcessEnv): Log =>
  pino({
    level: env.TOK_LOG ?? 'warn',
    redact: ['err.detail', 'err.where', 'err.parameters'],
  }) as unknown as Log
