import { parentPort, workerData } from 'node:worker_threads'
import { serverLog } from './core/log.ts'
import type { ThreadData } from './engine-thread.ts'
import { engineOf, openDeps, openTraces } from './parts.ts'

const port = parentPort!
const log = serverLog(process.env)
const deps = await openDeps(workerData as ThreadData, log, await openTraces(process.env, 'engine', log))
const worker = engineOf(deps)
deps.wake = () => {
  worker.wake()
  port.postMessage('moved')
}
await worker.prepare()
worker.start()
port.postMessage('started')
port.on('message', async (message: 'wake' | 'stop') => {
  if (message === 'wake') return worker.wake()
  await worker.stop()
  await deps.traces?.close()
  await deps.database.close()
  port.close()
})
