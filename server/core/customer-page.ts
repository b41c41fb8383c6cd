import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { Locale } from '../../pure/texts/format.ts'
import { LOOK } from './customer-look.ts'
import { html, Markup } from './html.ts'

export interface CustomerPage {
  html: string
  headers: Record<string, string>
}

/** A page a customer opens by a link of his own. It works without JavaScript and loads nothing from anywhere. */
export function customerPage(locale: Locale, title: string, inside: Markup): CustomerPage {
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
  return { html: page.text, headers: HEADERS }
}

export const sendCustomerPage = (reply: FastifyReply, status: number, page: CustomerPage): FastifyReply =>
  reply.code(status).headers(page.headers).send(page.html)

const DIGEST = createHash('sha256').update(LOOK).digest('base64')
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${DIGEST}'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  // The address is the key: no other site is to learn it, and no cache is to keep what it opens.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
}
