/** Something about a model that a person should know before it runs. An error keeps the model from running. */
export interface Problem {
  elementId: string
  elementName?: string
  code: string
  message: string
  suggestion?: string
  severity: 'error' | 'warning'
}
