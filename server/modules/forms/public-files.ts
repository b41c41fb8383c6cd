import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../core/paths.ts'

const folder = join(repositoryRoot, 'server/modules/forms/public')
const read = (name: string): Buffer => readFileSync(join(folder, name))

export const stylesheet = read('form.css').toString('utf8')

const TYPES = {
  'form.css': 'text/css; charset=utf-8',
  'submit.js': 'text/javascript; charset=utf-8',
  'hosted.js': 'text/javascript; charset=utf-8',
  'inter-latin-wght-normal.woff2': 'font/woff2',
  'inter-latin-ext-wght-normal.woff2': 'font/woff2',
} as const

/** What the hosted page and the embedded form load, read once. */
export const publicFiles: ReadonlyMap<string, { type: string; bytes: Buffer }> = new Map(
  Object.entries(TYPES).map(([name, type]) => [name, { type, bytes: read(name) }]),
)

const script = (name: string) =>
  read(name)
    .toString('utf8')
    .replace(/^import .*\n/gm, '')
    .replace(/^export /gm, '')

const embedded = `${script('submit.js')}\n${script('embed.js')}`

/** One classic script, because only such a one can tell where on the page it stands. */
export const embedScript = (key: string, base: string): string =>
  `;(() => {\n'use strict'\nconst KEY = ${JSON.stringify(key)}\nconst BASE = ${JSON.stringify(base)}\n${embedded}})()\n`
