import { formatText, type Locale } from '../texts/format.ts'
import { modelProblemsEn } from '../texts/model-problems.en.ts'
import { modelProblemsPl } from '../texts/model-problems.pl.ts'

const PREFIX = 'error.process.problem.'

/** What can be wrong with a model; its words stand in `pure/texts`. */
export type ProblemCode = keyof typeof modelProblemsPl extends infer Key
  ? Key extends `${typeof PREFIX}${infer Code}`
    ? Code
    : never
  : never

/**
 * Something about a model that a person should know before it runs. An error keeps the model from running. `message`
 * and `suggestion` are the English words of `code` with `params`; `wordsOf` gives them in another language.
 */
export interface Problem {
  elementId: string
  elementName?: string
  code: ProblemCode
  params: Record<string, string>
  message: string
  suggestion: string
  severity: 'error' | 'warning'
}

type Named = { id?: string; name?: unknown }

export function problem(
  about: Named,
  code: ProblemCode,
  params: Record<string, string> = {},
  severity: Problem['severity'] = 'error',
): Problem {
  const name = typeof about.name === 'string' && about.name.trim() !== '' ? about.name.trim() : undefined
  const words = wordsOf({ code, params }, 'en')
  return { elementId: about.id ?? '', elementName: name, code, params, ...words, severity }
}

/** What a problem says and advises, in the reader's language. */
export function wordsOf(
  { code, params }: Pick<Problem, 'code' | 'params'>,
  locale: Locale,
): { message: string; suggestion: string } {
  const catalogue = locale === 'pl' ? modelProblemsPl : modelProblemsEn
  return {
    message: formatText(catalogue, `${PREFIX}${code}`, params, locale),
    suggestion: formatText(catalogue, `error.process.advice.${code}`, params, locale),
  }
}

/** An element as a message names it: by its name and id. */
export function named(about: Named): string {
  const name = typeof about.name === 'string' ? about.name.trim() : ''
  return name ? `"${name}" (${about.id ?? ''})` : `"${about.id ?? ''}"`
}
