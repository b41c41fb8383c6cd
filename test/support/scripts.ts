import { get } from 'node:http'
import type { Page } from 'playwright-core'

export interface Script {
  path: string
  /** Bytes as they lie on the disk, and as they travel to who takes Brotli (browsers, over HTTPS) or gzip. */
  plain: number
  br: number
  gzip: number
}

/** What scripts the page has loaded since it was opened, and how many bytes of each the server sends. */
export async function scriptsOf(page: Page): Promise<Script[]> {
  const paths = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => new URL(name).pathname.endsWith('.js')),
  )
  return Promise.all(
    [...new Set(paths)].map(async (path) => ({
      path,
      plain: await bytesOf(path, 'identity'),
      br: await bytesOf(path, 'br'),
      gzip: await bytesOf(path, 'gzip'),
    })),
  )
}

const bytesOf = (address: string, encoding: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': encoding } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () => resolve(bytes))
      answer.on('error', reject)
    }).on('error', reject)
  })
