import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { TemplateBody } from '../pure/documents/template.ts'
import { type DocumentValues, typstOf } from '../pure/documents/typst.ts'
import { repositoryRoot } from '../server/core/paths.ts'
import { shippedTemplates } from '../server/modules/documents/shipped.ts'
import { makeTypesetter } from '../server/modules/documents/typeset.ts'
import { atMost, median, type Options, type Result, rounded } from './measure.ts'

const ROUNDS = 3
const LINES = 20

/** What a deal of twenty lines says; `no` makes each document another one, or the compiler would remember it. */
function valuesOf(no: number): DocumentValues {
  const line = (at: number) => ({
    no: String(at + 1),
    name: `Okno PVC ${100 + at} × ${140 + at}, nr ${no}`,
    quantity: String(1 + (at % 7)),
    unit: 'szt.',
    unit_price: '1 249,50 zł',
    vat: '23%',
    value: '8 746,50 zł',
  })
  return {
    fields: {
      'document.number': `OF/${no}/2026`,
      'customer.name': 'Żółta Łódź sp. z o.o.',
      'deal.net': '174 930,00 zł',
      'deal.tax': '40 233,90 zł',
      'deal.gross': '215 163,90 zł',
    },
    lists: { lines: Array.from({ length: LINES }, (_, at) => line(at)) },
  }
}

/**
 * Offers of twenty lines as tagged PDF/A by the typesetter (a template filled in, a process of its own, its watch), beside
 * plain calls of the compiler with the finished source; in turns, one after the other.
 */
export async function documents({ quick, size, say }: Options): Promise<Result> {
  const count = size ?? (quick ? 20 : 500)
  const body = shippedTemplates.find(({ origin }) => origin === 'offer.pl')!.body as TemplateBody
  const page = { locale: 'pl' as const, title: 'Oferta', author: 'Zakład Pomiarowy', pictures: {} }
  const at = new Date('2026-11-29T10:00:00Z')
  const fonts = join(repositoryRoot, 'server/modules/documents/fonts')
  const compiler = NodeCompiler.create({ workspace: fonts, fontArgs: [{ fontPaths: [fonts] }] })
  const typesetter = makeTypesetter()
  const plain: number[] = []
  const typeset: number[] = []
  try {
    let no = 0
    const next = () => {
      no += 1
      return valuesOf(no)
    }
    await typesetter.pdf({ source: typstOf(body, next(), page) }, at)
    for (let round = 1; round <= ROUNDS; round += 1) {
      const sources = Array.from({ length: count }, () => typstOf(body, next(), page))
      plain.push(
        await millis(count, async (one) => {
          const { result } = compiler.compile({ mainFileContent: sources[one]! })
          compiler.pdf(result!, { pdfStandard: 'a-2a', creationTimestamp: at.getTime() / 1000 })
          compiler.evictCache(10)
        }),
      )
      typeset.push(await millis(count, () => typesetter.pdf({ source: typstOf(body, next(), page) }, at)))
      say(`round ${round}: plain ${rounded(plain.at(-1)!)} ms, typeset ${rounded(typeset.at(-1)!)} ms a document`)
    }
  } finally {
    typesetter.stop()
  }
  return {
    bench: 'documents',
    bars: [atMost('a document beside a plain call of the compiler', median(typeset) / median(plain), 'x', 1.5)],
    figures: {
      documents: count,
      plainMillis: rounded(median(plain)),
      typesetMillis: rounded(median(typeset)),
    },
  }
}

async function millis(count: number, make: (one: number) => unknown): Promise<number> {
  const began = performance.now()
  for (let one = 0; one < count; one += 1) await make(one)
  return (performance.now() - began) / count
}
