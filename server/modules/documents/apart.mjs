// What the processes of their own share, which apart.ts starts and may kill at any moment.
import { Worker } from 'node:worker_threads'

/**
 * Answers orders, one after the other; the whole process is taken down when it has grown above so many megabytes. Of what earlier
 * orders left behind no later one is refused: with half of them an answer says that it should be the last.
 */
export function answerOrders(megabytes, answer) {
  const bytes = megabytes * 1024 * 1024
  // Beside the thread that works, which answers nobody meanwhile.
  new Worker(
    `const { workerData } = require('node:worker_threads')
    setInterval(() => {
      if (process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL')
    }, 20)`,
    { eval: true, workerData: bytes },
  ).unref()
  process.on('message', async ({ id, ...order }) => {
    const said = await answered(answer, order)
    process.send({ id, ...said, isFull: process.memoryUsage.rss() > bytes / 2 })
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
