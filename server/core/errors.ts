/** A rule said no. Its code is stable, its words come from pure/texts ('error.' + code) in the reader's language. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly params: Record<string, unknown>
  readonly fields: FieldError[]

  constructor(
    code: string,
    options: { status?: number; params?: Record<string, unknown>; fields?: FieldError[] } = {},
  ) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.status = options.status ?? 409
    this.params = options.params ?? {}
    this.fields = options.fields ?? []
  }
}

/** One wrong field: path as in the request body ("owner.email"), code as in pure/texts ("field.required"). */
export interface FieldError {
  path: string
  code: string
  params?: Record<string, unknown>
}

/** What `attempt` gives, or its refusal: of things done together, one refused leaves the others. */
export function attempted<T>(attempt: () => T): T | Refusal {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** What was attempted; throws where it was refused. */
export function granted<T>(answer: T | Refusal): T {
  if (answer instanceof Refusal) throw answer
  return answer
}

/** Those of several that were not refused. */
export const grantedOf = <T>(answers: (T | Refusal)[]): T[] =>
  answers.flatMap((answer) => (answer instanceof Refusal ? [] : [answer]))

export const notFound = (): Refusal => new Refusal('not_found', { status: 404 })
export const forbidden = (): Refusal => new Refusal('forbidden', { status: 403 })
export const unauthenticated = (): Refusal => new Refusal('unauthenticated', { status: 401 })
export const invalid = (...fields: FieldError[]): Refusal => new Refusal('invalid_request', { status: 422, fields })
