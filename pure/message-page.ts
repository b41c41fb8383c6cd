/** Whether the HTML of a message would fetch anything from elsewhere. */
export const fetchesRemote = (html: string): boolean =>
  /(?:src|background|srcset)\s*=\s*["']?\s*(?:https?:)?\/\/|url\(\s*["']?\s*(?:https?:)?\/\//i.test(html)

/**
 * What a browser may do with the page of a message: show words and the pictures that came with it, remote ones only when the
 * reader asked for them, for they tell their sender who read when. Nothing in it runs, and nothing is sent from it.
 */
export const policyOfMessage = (pictures: boolean): string =>
  [
    "default-src 'none'",
    `img-src 'self' data:${pictures ? ' https: http:' : ''}`,
    "style-src 'unsafe-inline'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ')

const LOOK = `html{background:#fff;color:#1b1d1b;font:14px/1.5 "Inter Variable",Inter,system-ui,sans-serif;overflow-wrap:anywhere}
body{margin:12px}img{max-width:100%;height:auto}table{max-width:100%}a{color:#0b5f76}p{margin:0 0 10px}pre{white-space:pre-wrap}
blockquote{margin:0 0 0 8px;padding-left:10px;border-left:2px solid #d3d3ce;color:#4f524e}`

/** The HTML of a message as a page of its own; `inner` says where the pictures lie that came with it (cid:). */
export function pageOfMessage(
  html: string,
  {
    pictures = false,
    inner = new Map<string, string>(),
  }: { pictures?: boolean; inner?: ReadonlyMap<string, string> } = {},
): string {
  const shown = html.replace(/cid:([^"'\s)>]+)/gi, (whole, id: string) => inner.get(decoded(id)) ?? whole)
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policyOfMessage(pictures)}"><meta name="referrer" content="no-referrer">
<base target="_blank"><style>${LOOK}</style></head><body>${shown}</body></html>`
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
