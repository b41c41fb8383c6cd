import { createHash } from 'node:crypto'
import { formatDateTime } from '../../../../pure/dates.ts'
import type { Locale } from '../../../../pure/texts/format.ts'
import { attributes, html, Markup } from '../../../core/html.ts'
import { say } from '../../../core/problems.ts'
import type { Offered } from '../queries/signatures.ts'

const LOOK = `:root{color-scheme:light dark}*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:light-dark(#f6f6f3,#171918);color:light-dark(#1b1d1b,#ecedeb)}
main{max-width:36rem;margin:8vh auto;padding:2rem 1.5rem;background:light-dark(#fff,#1f2221);border-radius:12px}
h1{font-size:1.4rem;line-height:1.3;margin:0 0 1rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:2rem 0 .75rem}p{margin:0 0 1rem}
.quiet{color:light-dark(#4f524e,#b8bbb7)}.hash{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
a.open,button{display:inline-block;padding:.75rem 1.5rem;min-height:3rem;border-radius:8px;border:0;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
a.open{background:light-dark(#e6efe9,#26332d);color:inherit}button{background:light-dark(#0b5f76,#7fd0e6);color:light-dark(#fff,#0c2229)}
label{display:block;margin:0 0 1rem}input[type=text]{display:block;width:100%;min-height:3rem;padding:.6rem .75rem;margin-top:.25rem;font:inherit;color:inherit;background:light-dark(#fff,#171918);border:1px solid light-dark(#8b8e89,#7d827e);border-radius:8px}
.agree{display:flex;gap:.75rem;align-items:flex-start}.agree input{width:1.5rem;height:1.5rem;flex:none;margin:0}
.done,.wrong{padding:.75rem 1rem;border-radius:8px;border:1px solid light-dark(#1f6f4a,#6fcf9f)}.wrong{border-color:light-dark(#b3261e,#f28b82);color:light-dark(#b3261e,#f28b82)}
:focus-visible{outline:3px solid light-dark(#1b1d1b,#ecedeb);outline-offset:2px}`

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(LOOK).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export interface Page {
  html: string
  headers: Record<string, string>
}

interface Shown {
  locale: Locale
  zone: string
  company: string
  token: string
  hash: string
  until: string
  contract: Offered
  /** What was typed, where something is missing of it. */
  wrong?: { name: string; field: 'name' | 'agreed' }
}

/** What a customer is asked to agree to: the very version he can open here. It works without script. */
export function acceptancePage(shown: Shown): Page {
  const { locale, contract, wrong } = shown
  const words = (code: string, params: Record<string, unknown> = {}) => say(locale, `contract.page.${code}`, params)
  const moment = (at: Date) => formatDateTime(at.toISOString(), shown)
  const open = contract.status === 'sent'
  const state = contract.signedAt
    ? html`<p class="done" role="status">${words('accepted', { name: contract.signer ?? '', at: moment(contract.signedAt) })}</p>`
    : open
      ? form(shown, words, wrong)
      : html`<p class="quiet">${words('not_open')}</p>`
  return whole(
    locale,
    `${contract.title} – ${shown.company}`,
    html`<p class="quiet">${words('from', { company: shown.company })}</p>
<h1>${contract.title}</h1>
<p class="quiet">${contract.number}</p>
<p><a class="open" href="/d/${shown.token}/file">${words('open')}</a></p>
<p class="quiet">${words('hash')}<br><span class="hash">${shown.hash}</span></p>
${state}
<p class="quiet">${words('until', { until: shown.until })}</p>`,
  )
}

function form({ token }: Shown, words: (code: string) => string, wrong: Shown['wrong']): Markup {
  const faulty = (field: 'name' | 'agreed') =>
    attributes(wrong?.field === field ? { 'aria-invalid': 'true', 'aria-describedby': 'wrong', autofocus: true } : {})
  return html`<h2>${words('accept_title')}</h2>
${wrong && html`<p class="wrong" id="wrong" role="alert">${words(`missing.${wrong.field}`)}</p>`}
<form method="post" action="/u/${token}">
<label>${words('name')}<input type="text" name="name" maxlength="200" autocomplete="name" required value="${wrong?.name ?? ''}"${faulty('name')}></label>
<label class="agree"><input type="checkbox" name="agreed" value="yes" required${faulty('agreed')}><span>${words('agree')}</span></label>
<p class="quiet">${words('evidence')}</p>
<button type="submit">${words('accept')}</button>
</form>`
}

/** What is shown where a link opens nothing (any more). */
export const gonePage = (locale: Locale, company: string): Page =>
  whole(locale, company, html`<h1>${say(locale, 'document.page.gone', { company })}</h1>`)

function whole(locale: Locale, title: string, inside: Markup): Page {
  const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(LOOK)}</style>
</head>
<body><main>${inside}</main></body>
</html>`
  return {
    html: page.text,
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
