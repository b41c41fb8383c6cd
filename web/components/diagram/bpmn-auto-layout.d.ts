declare module 'bpmn-auto-layout' {
  /** The same model with shapes and edges drawn anew. */
  export function layoutProcess(xml: string): Promise<string>
}
