import { expect, test } from 'vitest'
import model from './document.bpmn?raw'
import { readDocument, writeDocument } from './document.ts'

/** Tags, attributes and texts in their order, whatever the indentation. */
function parts(xml: string): string[] {
  return [...xml.matchAll(/<([\w:]+)((?:\s+[\w:.-]+="[^"]*")*)\s*\/?>|>([^<]*[^<\s][^<]*)</g)].map(
    ([, tag, attributes, text]) =>
      text?.trim().replace(/\s+/g, ' ') ??
      `${tag} ${(attributes ?? '')
        .trim()
        .split(/\s+(?=[\w:.-]+=)/)
        .sort()
        .join(' ')}`,
  )
}

test('diagram, colours, documentation and the extensions of other tools survive reading and writing', async () => {
  const document = await readDocument(model)
  expect(document.lost).toEqual([])
  expect(parts(await writeDocument(document)).sort()).toEqual(parts(model).sort())
})

test('what is edited changes, and nothing else does', async () => {
  const document = await readDocument(model)
  document.byId.Ask!.name = 'Ask again'
  const written = await writeDocument(document)
  expect(parts(written).sort()).toEqual(parts(model.replace('name="Ask the customer"', 'name="Ask again"')).sort())
})

test('what cannot be kept is told', async () => {
  const { lost } = await readDocument(model.replace('<bpmn:startEvent', '<other:thing /><bpmn:startEvent'))
  expect(lost).toEqual([expect.objectContaining({ code: 'foreign_ignored', params: { name: '<other:thing>' } })])
})
