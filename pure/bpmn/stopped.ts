import { expressionFailure, shortened } from './expression.ts'

/** What stops a token: it becomes an incident with this code. */
export class Stopped extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** An expression gave a value that cannot be used where it stands. */
export function wrongValue(
  source: string,
  context: Record<string, unknown>,
  value: unknown,
  expected: string,
): Stopped {
  const reason = `it gave ${shortened(value)}, not ${expected}`
  return new Stopped('expression_failed', expressionFailure(source, context, reason))
}
