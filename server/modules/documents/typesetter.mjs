// A process of its own, started by typeset.ts: it turns sources into pages and may be killed at any moment.
import { Worker } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const [fonts, nowhere, mostMegabytes] = process.argv.slice(2)

// Beside the thread that compiles, which answers nobody meanwhile: takes the whole process down when it has grown too large.
new Worker(
  `const { workerData } = require('node:worker_threads')
  setInterval(() => {
    if (process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL')
  }, 20)`,
  { eval: true, workerData: Number(mostMegabytes) * 1024 * 1024 },
).unref()

// There is nothing in its folder: no file of this machine can be read.
const compiler = NodeCompiler.create({ workspace: nowhere, fontArgs: [{ fontPaths: [fonts] }] })

process.on('message', ({ id, source, format, at, images }) => {
  process.send({ id, ...answer({ source, format, at, images }) })
  compiler.evictCache(10)
})
process.on('disconnect', () => process.exit())
process.send({ ready: true })

function answer({ source, format, at, images }) {
  try {
    compiler.resetShadow()
    for (const { path, base64 } of images) compiler.mapShadow(`${nowhere}${path}`, Buffer.from(base64, 'base64'))
    const compiled = compiler.compile({ mainFileContent: source })
    const document = compiled.result
    if (!document) return { error: JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? 'no document') }
    const pages = document.numOfPages
    if (format === 'svg') return { pages, svg: compiler.plainSvg(document) }
    const pdf = compiler.pdf(document, { pdfStandard: 'a-2a', creationTimestamp: at })
    return { pages, pdf: pdf.toString('base64') }
  } catch (error) {
    return { error: String(error?.message ?? error) }
  }
}
