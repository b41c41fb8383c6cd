import { problemOfError } from '../api/problem.ts'
import { translate, wordsOf } from '../i18n/words.ts'

/** One sentence for a person: our words for the code, else what the server said. */
export function wordsOfProblem(error: unknown): string {
  const problem = problemOfError(error)
  const only = problem.fields.length === 1 ? problem.fields[0] : undefined
  if (only) return wordsOf(`error.${only.code}`, only.params) ?? only.message ?? wordsOf(`error.${problem.code}`) ?? ''
  if (problem.code === 'offline') return translate('ui.offline')
  return wordsOf(`error.${problem.code}`, problem.params) ?? problem.title ?? translate('ui.failed')
}

/** The wrong fields of a form by path, as Mantine's `form.setErrors` takes them. Empty when the problem has none. */
export function fieldErrors(error: unknown): Record<string, string> {
  const { fields } = problemOfError(error)
  return Object.fromEntries(
    fields.map(({ path, code, params, message }) => [
      path,
      wordsOf(`error.${code}`, params) ?? message ?? translate('ui.failed'),
    ]),
  )
}
