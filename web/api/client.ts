import createClient, { type Middleware } from 'openapi-fetch'
import { ApiProblem, problemOfResponse } from './problem.ts'
import type { paths } from './schema.d.ts'

const throwing: Middleware = {
  onRequest({ request }) {
    request.headers.set('accept-language', document.documentElement.lang)
    return request
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOfResponse(response)
    return undefined
  },
}

export const api = createClient<paths>({
  baseUrl: window.location.origin,
  // Looked up on each call, so that a test or a service worker may replace it.
  fetch: (request) => window.fetch(request),
})
api.use(throwing)

/** The body of an answer; whatever is not a success was thrown as an ApiProblem before. */
export async function data<T>(call: Promise<{ data?: T; response: Response }>): Promise<T> {
  const { data: body, response } = await call
  if (body === undefined && response.status !== 204) throw new ApiProblem(response.status, {})
  return body as T
}
