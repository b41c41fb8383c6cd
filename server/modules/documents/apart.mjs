// What the processes of their own share, which apart.ts starts and may kill at any moment.
import { Worker } from 'node:worker_threads'

/** Answers orders, one after the other; the whole process is taken down when it has grown above so many megabytes. */
export function answerOrders(megabytes, answer) {
  // Beside the thread that works, which answers nobody meanwhile.
  new Worker(
    `const { workerData } = require('node:worker_threads')
    setInterval(() => {
      if (process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL')
    }, 20)`,
    { eval: true, workerData: megabytes * 1024 * 1024 },
  ).unref()
  process.on('message', async ({ id, ...order }) => {
    process.send({ id, ...(await answered(answer, order)) })
  })
  process.on('disconnect', () => process.exit())
  process.send({ ready: true })
}

async function answered(answer, order) {
  try {
    return await answer(order)
  } catch (error) {
    return { error: String(error?.message ?? error) }
  }
}
