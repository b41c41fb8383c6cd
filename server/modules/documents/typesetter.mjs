// A process of its own, started by typeset.ts: it turns sources into pages and may be killed at any moment.
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { answerOrders } from './apart.mjs'

const [fonts, nowhere, mostMegabytes] = process.argv.slice(2)

// There is nothing in its folder: no file of this machine can be read.
const compiler = NodeCompiler.create({ workspace: nowhere, fontArgs: [{ fontPaths: [fonts] }] })

answerOrders(Number(mostMegabytes), ({ source, format, at, images }) => {
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
  } finally {
    compiler.evictCache(10)
  }
})
