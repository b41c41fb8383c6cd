import { z } from 'zod'
import { en } from '../../pure/texts/en.ts'
import { formatText, type Locale } from '../../pure/texts/format.ts'
import { modelProblemsEn } from '../../pure/texts/model-problems.en.ts'
import { modelProblemsPl } from '../../pure/texts/model-problems.pl.ts'
import { pl } from '../../pure/texts/pl.ts'
import { type FieldError, Refusal } from './errors.ts'

/** RFC 9457 problem details, with our stable `code` and the wrong fields. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    params: z.record(z.string(), z.unknown()).optional(),
    errors: z
      .array(
        z.object({
          path: z.string(),
          code: z.string(),
          message: z.string(),
          params: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof problemSchema>

// Kept apart from the other words: the pages of the CRM do not need them.
const words = { pl: { ...pl, ...modelProblemsPl }, en: { ...en, ...modelProblemsEn } }

/** Words of a code in the reader's language. */
export function say(locale: Locale, code: string, params: Record<string, unknown> = {}): string {
  return formatText(words[locale], code, params, locale)
}

export function problemOf(refusal: Refusal, locale: Locale): Problem {
  return {
    type: `urn:tok:problem:${refusal.code}`,
    title: say(locale, `error.${refusal.code}`, refusal.params),
    status: refusal.status,
    code: refusal.code,
    ...(Object.keys(refusal.params).length > 0 ? { params: refusal.params } : {}),
    ...(refusal.fields.length > 0
      ? {
          errors: refusal.fields.map((field) => ({
            ...field,
            message: say(locale, `error.${field.code}`, field.params),
          })),
        }
      : {}),
  }
}

/** What zod found, as fields with codes. */
export function fieldErrorsOf(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue): FieldError[] => {
    const path = issue.path.join('.')
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, code: 'field.unknown' }))
      case 'invalid_type':
        return [{ path, code: issue.input === undefined ? 'field.required' : 'field.invalid' }]
      case 'too_small':
        return [
          { path, code: issue.origin === 'string' && Number(issue.minimum) <= 1 ? 'field.required' : 'field.invalid' },
        ]
      case 'too_big':
        return issue.origin === 'string'
          ? [{ path, code: 'field.too_long', params: { max: Number(issue.maximum) } }]
          : [{ path, code: 'field.invalid' }]
      case 'invalid_format':
        return [{ path, code: issue.format === 'email' ? 'field.email' : 'field.invalid' }]
      case 'custom':
        return [{ path, code: typeof issue.params?.code === 'string' ? issue.params.code : 'field.invalid' }]
      default:
        return [{ path, code: 'field.invalid' }]
    }
  })
}

// PostgreSQL's answers that are the sender's fault; everything else is ours and shows no detail.
const SENDER: Record<string, string> = {
  '22021': 'invalid_text',
  '22P05': 'invalid_text',
  '22P02': 'invalid_request',
  '22003': 'invalid_request',
  '22007': 'invalid_request',
  '22008': 'invalid_request',
}

/** The Refusal behind any error, or null when it is a fault of ours. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal('too_large', { status: 413 })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Refusal('unsupported_media_type', { status: 415 })
  if (code && SENDER[code]) return new Refusal(SENDER[code], { status: 422 })
  if (statusCode === 429) return new Refusal('rate_limited', { status: 429 })
  if (statusCode && statusCode >= 400 && statusCode < 500) return new Refusal('invalid_request', { status: statusCode })
  return null
}
