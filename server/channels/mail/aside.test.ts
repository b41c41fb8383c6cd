import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { letters } from '../../../test/support/letters.ts'
import { takeApartAside } from './aside.ts'
import { takeApart } from './read.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tok-letters-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

it('letters taken apart in a thread of their own are as taken apart here', async () => {
  const sources = [...letters(30)]
  const aside = await Promise.all(sources.map((source) => takeApartAside(source, { dataDir })))
  for (const [n, source] of sources.entries()) {
    const { headers, ...rest } = await takeApart(source, { dataDir })
    const { headers: told, ...same } = aside[n]!
    expect(same).toEqual(rest)
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(headers))
  }
})

it('when the thread ends, the letters it had in hand fail, and the next one is taken apart', async () => {
  const [letter] = letters(1)
  const both = [takeApartAside(null as never, { dataDir }), takeApartAside(letter!, { dataDir })]
  const [broken, besides] = await Promise.allSettled(both)
  expect([broken!.status, besides!.status]).toEqual(['rejected', 'rejected'])
  expect(await takeApartAside(letter!, { dataDir })).toMatchObject({ leftOut: [] })
})
