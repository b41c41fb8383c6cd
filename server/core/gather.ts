import { Died } from './deps.ts'

interface Waiting<I, O> {
  item: I
  resolve: (answer: O) => void
  reject: (error: unknown) => void
}

/**
 * Makes one call of many that come at the same moment: while one batch is on its way, whatever comes waits for the next,
 * so batches grow with the load and a lone caller waits for nobody. `run` answers in the order of its items; an `Error`
 * among the answers is thrown to that caller alone. When a batch of several fails as a whole, each is tried by itself, so
 * nobody pays for somebody else's.
 */
export function gathered<I, O>(most: number, run: (items: I[]) => Promise<(O | Error)[]>): (item: I) => Promise<O> {
  let waiting: Waiting<I, O>[] = []
  let running = false

  async function one(batch: Waiting<I, O>[]): Promise<void> {
    try {
      const answers = await run(batch.map(({ item }) => item))
      batch.forEach(({ resolve, reject }, i) => {
        const answer = answers[i]
        if (answer instanceof Error) reject(answer)
        else resolve(answer as O)
      })
    } catch (error) {
      if (batch.length > 1 && !(error instanceof Died)) for (const alone of batch) await one([alone])
      else for (const { reject } of batch) reject(error)
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await one(batch)
    }
    running = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (running) return
      running = true
      // What was read from the sockets in this turn of the loop still belongs to it.
      setImmediate(drain)
    })
}
