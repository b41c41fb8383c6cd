export interface FieldProblem {
  path: string
  code: string
  /** Words of the server, for a code this page's catalogue doesn't know yet. */
  message?: string
  params?: Record<string, unknown>
}

interface Details {
  title?: string
  status?: number
  code?: string
  detail?: string
  params?: Record<string, unknown>
  errors?: FieldProblem[]
}

/** What every call to the server throws: RFC 9457 problem details with our stable code. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly params: Record<string, unknown>
  readonly fields: FieldProblem[]
  /** The server's own sentence, when it said one. */
  readonly title: string | null

  constructor(status: number, details: Details) {
    super(details.title ?? details.code ?? `HTTP ${status}`)
    this.name = 'ApiProblem'
    this.status = status
    this.code = details.code ?? (status === 0 ? 'offline' : 'unexpected')
    this.params = details.params ?? {}
    this.fields = details.errors ?? []
    this.title = details.title ?? null
  }
}

export async function problemOfResponse(response: Response): Promise<ApiProblem> {
  try {
    return new ApiProblem(response.status, (await response.json()) as Details)
  } catch {
    // A proxy in between answers in HTML.
    return new ApiProblem(response.status, {})
  }
}

export function problemOfError(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  // fetch rejects with a TypeError when there is no way to the server at all.
  return error instanceof TypeError ? new ApiProblem(0, {}) : new ApiProblem(500, {})
}
