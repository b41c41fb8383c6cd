import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseModel } from '../pure/bpmn/parse.ts'
import { cross, crossingsPath, digestOf, readRecorded, recordingsOf, replay } from './recorded.ts'
import { readModel, shippedProcesses } from './shipped.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const RECORD = 'raise its version and record it: npm run record'

// Cases that were begun by an earlier Tok go on by this one as they would have then.
describe.each(shippedProcesses)('cases of $key', (process) => {
  const recordings = recordingsOf(root, process)
  const model = readModel(root, process)

  it('are recorded for the present version, whose model has not changed since', () => {
    const present = recordings.find(({ version }) => version === process.version)
    expect(present?.model, RECORD).toBe(digestOf(model))
    expect(present!.ways.length).toBeGreaterThan(0)
    expect(recordings.filter(({ version }) => version > process.version)).toEqual([])
  })

  it('go the way they went when they were recorded: the same history, the same tasks, waits and steps', () => {
    for (const recording of recordings) {
      for (const way of recording.ways) {
        const title = `${recording.process} ${recording.version}: ${way.story}`
        expect(replay(recording, way), title).toEqual(way.steps)
      }
    }
  })

  it('begun by an earlier version go on in the present one as it was recorded when that was shipped', async () => {
    const to = (await parseModel(model)).graph!
    for (const earlier of recordings.filter(({ version }) => version < process.version)) {
      const path = crossingsPath(root, process, earlier.version)
      expect(existsSync(path), RECORD).toBe(true)
      expect(JSON.parse(JSON.stringify(cross(earlier, to, process.version)))).toEqual(readRecorded(path))
    }
  })
})
