import { parentPort, workerData } from 'node:worker_threads'
import { serverLog } from './core/log.ts'
import type { ThreadData } from './engine-thread.ts'
import { engineOf, openDeps } from './parts.ts'

const port = parentPort!
const deps = await openDeps(workerData as ThreadData, serverLog(process.env))
const worker = engineOf(deps)
deps.wake = () => {
  worker.wake()
  port.postMessage('moved')
}
worker.start()
port.postMessage('started')
port.on('message', async (message: 'wake' | 'stop') => {
  if (message === 'wake') return worker.wake()
  await worker.stop()
  await deps.database.close()
  port.close()
})
