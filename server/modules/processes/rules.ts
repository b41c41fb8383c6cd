import { readDocument, writeDocument } from '../../../pure/bpmn/document.ts'
import { nodes } from '../../../pure/bpmn/xml.ts'

/** The file of a model with its process under another id and name, everything else as it was; null for what is no BPMN. */
export async function withKey(bpmn: string, key: string, name: string): Promise<string | null> {
  try {
    const document = await readDocument(bpmn)
    const processes = nodes(document.definitions, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process')
    const process = processes.find(({ isExecutable }) => isExecutable) ?? processes[0]
    if (!process || document.lost.some(({ severity }) => severity === 'error')) return null
    process.id = key
    process.name = name
    process.isExecutable = true
    return await writeDocument(document)
  } catch {
    return null
  }
}
