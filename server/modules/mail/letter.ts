import type { Locale } from '../../../pure/texts/format.ts'

export interface Line {
  words: string
  url: string | null
}

export interface LetterParts {
  locale: Locale
  heading: string
  paragraphs: string[]
  lines?: Line[]
  button?: { label: string; url: string }
  footer: string
}

/** The two bodies of a mail: plain text, and HTML that reads well on light and dark screens without any picture. */
export function composeBodies(parts: LetterParts): { text: string; html: string } {
  return { text: textOf(parts), html: htmlOf(parts) }
}

function textOf({ heading, paragraphs, lines = [], button, footer }: LetterParts): string {
  return [
    heading,
    ...paragraphs,
    lines.map(({ words, url }) => (url ? `• ${words}\n  ${url}` : `• ${words}`)).join('\n'),
    button ? `${button.label}: ${button.url}` : '',
    `-- \n${footer}`,
  ]
    .filter((part) => part.trim() !== '')
    .join('\n\n')
}

function htmlOf({ locale, heading, paragraphs, lines = [], button, footer }: LetterParts): string {
  const items = lines.map(
    ({ words, url }) =>
      `<li style="margin:0 0 8px">${url ? `<a class="link" href="${escaped(url)}" style="color:#1c5fc4">${escaped(words)}</a>` : escaped(words)}</li>`,
  )
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(heading)}</title>
<style>
@media (prefers-color-scheme: dark) {
  .page { background: #16181d !important }
  .card { background: #20232a !important; color: #e8eaee !important }
  .quiet { color: #a3a9b4 !important }
  .link { color: #8ab4f8 !important }
  .button { background: #3b78d8 !important }
}
</style>
</head>
<body class="page" style="margin:0;padding:24px 12px;background:#f3f4f6">
<div class="card" style="max-width:560px;margin:0 auto;padding:24px;border-radius:12px;background:#ffffff;color:#1f2328;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escaped(heading)}</h1>
${paragraphs.map((words) => `<p style="margin:0 0 16px;white-space:pre-line">${escaped(words)}</p>`).join('\n')}
${items.length > 0 ? `<ul style="margin:0 0 16px;padding-left:20px">\n${items.join('\n')}\n</ul>` : ''}
${button ? `<p style="margin:24px 0 8px"><a class="button" href="${escaped(button.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1c5fc4;color:#ffffff;font-weight:600;text-decoration:none">${escaped(button.label)}</a></p>` : ''}
<p class="quiet" style="margin:24px 0 0;font-size:13px;color:#5c6370">${escaped(footer)}</p>
</div>
</body>
</html>
`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)
