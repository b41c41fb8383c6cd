import { BpmnModdle } from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }
import { importProblems } from './import-problems.ts'
import type { Problem } from './problem.ts'
import type { ModdleNode } from './xml.ts'

/** A model as a whole, to be edited and written again: what it is not changed in stays as another tool wrote it. */
export interface ModelDocument {
  definitions: ModdleNode
  /** Any element by its id */
  byId: Record<string, ModdleNode>
  /** What could not be read and would be missing from what is written */
  lost: Problem[]
}

/** Reads a BPMN file with its diagram, colours, documentation and all extensions. Throws when it is no BPMN. */
export async function readDocument(xml: string): Promise<ModelDocument> {
  const { rootElement, warnings, elementsById } = await new BpmnModdle({ zeebe }).fromXML(xml)
  const byId = elementsById as Record<string, ModdleNode>
  // unknown attributes and broken references are kept as they are; content that cannot be parsed is not
  const unparsable = warnings.filter(({ message }) => !/unknown attribute|unresolved reference/.test(message))
  return { definitions: rootElement as ModdleNode, byId, lost: importProblems(unparsable, byId) }
}

export async function writeDocument({ definitions }: Pick<ModelDocument, 'definitions'>): Promise<string> {
  const { xml } = await new BpmnModdle({ zeebe }).toXML(definitions, { format: true })
  return xml
}
