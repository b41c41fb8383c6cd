import { expect, test } from 'vitest'
import { triggerMatches } from '../../graph.ts'
import { readModel, TestInstance } from '../../test-instance.ts'
import model from './message-start.bpmn?raw'

test('the triggers of a process are its message starts', async () => {
  const graph = await readModel(model)
  expect(graph.triggers).toEqual([
    { startEvent: 'received', event: 'lead.received', condition: '=lead.source = "web"' },
    { startEvent: 'imported', event: 'lead.imported' },
  ])
})

test('a trigger matches by its condition and says why it does not', async () => {
  const graph = await readModel(model)
  expect(triggerMatches(graph, 'received', { lead: { source: 'web' } })).toEqual({ matches: true })
  expect(triggerMatches(graph, 'imported', {})).toEqual({ matches: true })
  expect(triggerMatches(graph, 'received', { lead: { source: 'phone' } })).toEqual({
    matches: false,
    why: 'The condition =lead.source = "web" is false',
  })
  expect(triggerMatches(graph, 'received', { lead: { source: 7 } })).toMatchObject({
    matches: false,
    why: expect.stringContaining('not true or false'),
  })
  expect(triggerMatches(graph, 'start', {}).matches).toBe(false)
})

test('an instance begins at the start event that is named, else at the plain one', async () => {
  const graph = await readModel(model)
  const byEvent = new TestInstance(graph)
  byEvent.start({ lead: { id: 'L1' } }, 'received')
  expect(byEvent.at).toEqual(['accept'])
  expect(byEvent.variables).toEqual({ lead: { id: 'L1' } })

  const byHand = new TestInstance(graph)
  byHand.start()
  expect(byHand.history[0]).toMatchObject({ element: 'start', what: 'entered' })
  expect(() => new TestInstance(graph).start({}, 'nowhere')).toThrow('no start event "nowhere"')
})
