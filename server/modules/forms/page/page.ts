import { createHash } from 'node:crypto'
import type { Locale } from '../../../../pure/texts/format.ts'
import { attributes, html, Markup } from '../../../core/html.ts'
import { say } from '../../../core/problems.ts'
import { type Definition, inLanguage } from '../schema.ts'
import { type FormView, formMarkup, lookCss, thankYouMarkup } from './form.ts'

export interface Page {
  html: string
  headers: Record<string, string>
}

/** The form's own page. It works without JavaScript and loads nothing from anywhere else. */
export function formPage(name: string, view: FormView): Page {
  const { definition, locale } = view
  const heading = inLanguage(definition.heading, locale) || name
  const noScript = definition.proofOfWork
    ? html`<noscript><p class="tok-problem">${say(locale, 'form.page.no_script')}</p></noscript>`
    : null
  const other: Locale = locale === 'pl' ? 'en' : 'pl'
  const switcher =
    definition.language === 'auto'
      ? html`<p class="tok-other"><a href="?lang=${other}" lang="${other}" hreflang="${other}">${other === 'pl' ? 'Polski' : 'English'}</a></p>`
      : null
  const inside = html`<h1>${heading}</h1>${noScript}${formMarkup(view)}${switcher}`
  return whole(definition, locale, view.problem ? `${say(locale, 'form.page.faulty')} – ${heading}` : heading, inside)
}

/** What the page shows after the form was sent. */
export function thankYouPage(name: string, definition: Definition, locale: Locale): Page {
  const heading = inLanguage(definition.heading, locale) || name
  return whole(definition, locale, heading, thankYouMarkup(definition, locale))
}

/** A page that says why there is no form. */
export function refusalPage(words: string, locale: Locale): Page {
  return whole(null, locale, 'Tok', html`<div class="tok" data-theme="auto"><h1>${words}</h1></div>`)
}

// Apart: a closing script tag within a tagged template makes the bundler ask for a run-time helper.
const SCRIPT = new Markup('<script type="module" src="/f/assets/hosted.js"></script>')

function whole(definition: Definition | null, locale: Locale, title: string, inside: Markup): Page {
  const look = definition ? lookCss(definition) : ''
  const body = { class: 'tok-page', 'data-theme': definition?.look.theme ?? 'auto', 'data-font': definition?.look.font }
  const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/f/assets/form.css">
<style>${new Markup(look)}</style>
${SCRIPT}
</head>
<body${attributes(body)}>
<main>${inside}</main>
</body>
</html>`
  return { html: page.text, headers: headersOf(definition, look) }
}

/**
 * Only what is ours: the stylesheet, the script, and the one line of the form's colours by its digest. Any site may
 * frame the page where the form is open to any site: nobody is signed in here, so there is nothing to click away.
 */
function headersOf(definition: Definition | null, look: string): Record<string, string> {
  const digest = createHash('sha256').update(look).digest('base64')
  const redirect = definition?.thankYou.redirectUrl
  const origins = definition?.allowedOrigins ?? []
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'sha256-${digest}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    // A browser counts the page a form is sent on to as a target of the form.
    `form-action 'self'${redirect ? ` ${new URL(redirect).origin}` : ''}`,
    `frame-ancestors ${origins.length > 0 ? `'self' ${origins.join(' ')}` : '*'}`,
    "base-uri 'none'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    // The own page's origin must stand in the post of a browser without JavaScript.
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cache-control': 'no-cache',
  }
}
