import { createHash } from 'node:crypto'
import type { Locale } from '../../../pure/texts/format.ts'
import { html, Markup } from '../../core/html.ts'

const LOOK = `:root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:light-dark(#f6f6f3,#171918);color:light-dark(#1b1d1b,#ecedeb)}
main{max-width:32rem;margin:12vh auto;padding:2rem 1.5rem;background:light-dark(#fff,#1f2221);border-radius:12px}
h1{font-size:1.4rem;line-height:1.3;margin:0 0 1rem;overflow-wrap:anywhere}p{margin:0 0 1rem;color:light-dark(#4f524e,#b8bbb7)}
a{display:inline-block;padding:.75rem 1.5rem;min-height:1.5rem;border-radius:8px;background:light-dark(#0b5f76,#7fd0e6);color:light-dark(#fff,#0c2229);text-decoration:none;font-weight:600}
a:focus-visible{outline:3px solid light-dark(#1b1d1b,#ecedeb);outline-offset:2px}`

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(LOOK).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What a customer sees of a document before opening it. It needs no script and loads nothing from anywhere. */
export function linkPage(page: {
  locale: Locale
  title: string
  heading: string
  from?: string
  until?: string
  open?: { words: string; address: string }
}): { html: string; headers: Record<string, string> } {
  const whole = html`<!doctype html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(LOOK)}</style>
</head>
<body>
<main><h1>${page.heading}</h1>
${page.from && html`<p>${page.from}</p>`}
${page.open && html`<p><a href="${page.open.address}">${page.open.words}</a></p>`}
${page.until && html`<p>${page.until}</p>`}
</main>
</body>
</html>`
  return {
    html: whole.text,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      // The address is the key.
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
    },
  }
}
