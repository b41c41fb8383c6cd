const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" }

/**
 * The words of a letter's HTML as plain text: paragraphs apart, points with a dash, a link followed by its address. Takes what
 * was made clean; it is no reader of any HTML there is.
 */
export function plainOf(html: string): string {
  return html
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/<a\b[^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gi, (_, address: string, words: string) => {
      const plain = words.replace(/<[^>]*>/g, '').trim()
      const shown = address.replace(/^(mailto|tel):/, '')
      return plain === shown || plain === '' ? shown : `${plain} (${shown})`
    })
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<\/(ul|ol)>/gi, '\n\n')
    .replace(/<\/(p|h[1-6]|blockquote|div)>/gi, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => NAMED[name]!)
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
