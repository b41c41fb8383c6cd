import type { Locale } from '../../../pure/texts/format.ts'
import { html, linked, type Markup } from '../../core/html.ts'
import { say } from '../../core/problems.ts'
import type { Confirmation } from './queries/confirmations.ts'

/** What a confirm link opens. Looking confirms nothing: programs that guard mailboxes open links, too. */
export function confirmationPage(found: Confirmation, now: Date): string {
  const { locale, company, body, confirmed_at: confirmedAt, confirm_until: until } = found
  const message = html`<p class="tok-legend">${company}</p><p class="tok-message">${linked(body)}</p>`
  if (confirmedAt) return whole(locale, company, html`<h1>${say(locale, 'outreach.page.confirmed')}</h1>${message}`)
  if (until < now) return whole(locale, company, html`<h1>${say(locale, 'outreach.page.too_late')}</h1>${message}`)
  const button = html`<form method="post"><button class="tok-send" type="submit">${say(locale, 'outreach.page.confirm')}</button></form>`
  return whole(locale, company, html`<h1>${say(locale, 'outreach.page.heading')}</h1>${message}${button}`)
}

export const noConfirmationPage = (locale: Locale): string =>
  whole(locale, 'Tok', html`<h1>${say(locale, 'outreach.page.nothing')}</h1>`)

const whole = (locale: Locale, title: string, inside: Markup): string =>
  html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/f/assets/form.css">
</head>
<body class="tok-page" data-theme="auto">
<main><div class="tok" data-theme="auto">${inside}</div></main>
</body>
</html>`.text

export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
}
