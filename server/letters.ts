import { parentPort } from 'node:worker_threads'
import { type Order, takeApart } from './channels/mail/read.ts'

const port = parentPort!
port.on('message', ({ id, source, dataDir }: Order) => {
  takeApart(Buffer.from(source.buffer, source.byteOffset, source.byteLength), { dataDir }).then(
    (parts) => port.postMessage({ id, parts }),
    (error) => port.postMessage({ id, error: String(error) }),
  )
})
