import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../core/paths.ts'

const read = (name: string): string => readFileSync(join(repositoryRoot, 'server/modules/chat/public', name), 'utf8')

export const stylesheet = read('chat.css')
const script = read('chat.js')

/** One classic script, because only such a one can tell from where it was loaded. */
export const chatScript = (id: string, base: string): string =>
  `;(() => {\n'use strict'\nconst ID = ${JSON.stringify(id)}\nconst BASE = ${JSON.stringify(base)}\n${script}})()\n`

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

/** A page with nothing but the window, to try it out. */
export const trialPage = (id: string, name: string, locale: string): string =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(name)}</title><link rel="icon" href="data:,">
</head><body><main><h1>${escaped(name)}</h1></main><script src="/chat/${id}.js"></${'script'}></body></html>`
