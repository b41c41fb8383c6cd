import sanitizeHtml from 'sanitize-html'

/** The HTML of a letter people wrote: what the composer makes, and nothing that runs, loads or hides anything. */
export const cleanHtml = (html: string): string =>
  sanitizeHtml(html, {
    allowedTags: [
      'p',
      'br',
      'b',
      'strong',
      'i',
      'em',
      'u',
      's',
      'ul',
      'ol',
      'li',
      'a',
      'h2',
      'h3',
      'blockquote',
      'div',
    ],
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    transformTags: { div: 'p' },
  }).trim()

/** Whether anything can be read in it. */
export const saysSomething = (html: string): boolean =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .trim() !== ''
