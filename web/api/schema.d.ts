// Stands in until `npm run generate` writes this file from openapi.json.
type Path = '/api/placeholder'
// biome-ignore lint/suspicious/noExplicitAny: any answer fits a placeholder
type Anything = any
interface Operation {
  parameters: { query?: Anything; header?: never; path?: Anything; cookie?: never }
  requestBody?: { content: { 'application/json': Anything } }
  responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': Anything } } }
}
export type paths = {
  [path in Path | (string & {})]: {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get: Operation
    post: Operation
    put: Operation
    patch: Operation
    delete: Operation
  }
}
