// bpmn-moddle ships its types under `bpmn-moddle/types` only; its entry point has none.
declare module 'bpmn-moddle' {
  export interface ModdleWarning {
    message: string
    element?: { $type: string; id?: string }
    property?: string
    value?: unknown
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>)
    fromXML(
      xml: string,
    ): Promise<{ rootElement: unknown; warnings: ModdleWarning[]; elementsById: Record<string, unknown> }>
    toXML(element: unknown, options?: { format?: boolean; preamble?: boolean }): Promise<{ xml: string }>
  }
}
