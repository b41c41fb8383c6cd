// Puts a form in the place of its script tag. KEY and BASE are written above by the server.
//
// In a shadow root, not in an iframe: the form takes the site's font and width, its height is simply its height, no
// second page has to be allowed by the site's policy, and the Origin the server checks is the site's own.
import { enhance } from './submit.js'

const script =
  document.currentScript ??
  [...document.querySelectorAll('script[src]')].find((one) => new URL(one.src).pathname === `/embed/${KEY}.js`)
const base = script?.src ? new URL(script.src).origin : BASE

/** Is the site dark behind the form? What the visitor's system prefers says nothing about somebody else's page. */
function isDark(element) {
  for (let at = element; at; at = at.parentElement) {
    const [red, green, blue, alpha = 1] =
      getComputedStyle(at)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number) ?? []
    if (blue !== undefined && alpha > 0.5) return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 110
  }
  return false
}

function dress(root, css) {
  try {
    // A site's policy may forbid style elements; a constructed sheet is no element.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = css
    root.prepend(style)
  }
}

function loadInter() {
  // A font declared inside a shadow root is not loaded: it belongs to the document.
  for (const [name, unicodeRange] of [
    ['latin', 'U+0000-00FF, U+0131, U+0152-0153, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122'],
    ['latin-ext', 'U+0100-02BA, U+1E00-1E9F'],
  ]) {
    const font = new FontFace('Inter Variable', `url(${base}/f/assets/inter-${name}-wght-normal.woff2)`, {
      weight: '100 900',
      display: 'swap',
      unicodeRange,
    })
    document.fonts.add(font)
  }
}

async function show() {
  const place = document.createElement('div')
  place.dataset.tokForm = KEY
  const home = document.querySelector(`[data-tok-form="${KEY}"]:empty`)
  if (home) home.append(place)
  else if (script?.parentElement && script.parentElement !== document.head) script.after(place)
  else document.body.append(place)
  const root = place.attachShadow({ mode: 'open' })
  const asked = script?.dataset.lang ?? document.documentElement.lang.slice(0, 2).toLowerCase()
  const language = asked === 'pl' || asked === 'en' ? asked : ''
  let answer
  let said
  try {
    answer = await fetch(`${base}/api/public/forms/${KEY}${language && `?lang=${language}`}`, {
      credentials: 'omit',
      headers: language ? { 'accept-language': language } : {},
    })
    said = await answer.json()
  } catch {
    // Without the form at least the way to it: the page may come up when the network does.
    const link = document.createElement('a')
    link.href = `${base}/f/${KEY}`
    link.textContent = link.href
    root.append(link)
    return
  }
  if (!answer.ok) {
    const words = document.createElement('p')
    words.textContent = said.title
    root.append(words)
    return
  }
  root.innerHTML = said.html
  root.querySelector('form').action = `${base}/api/public/forms/${KEY}/submissions`
  const form = root.querySelector('.tok')
  if (form.dataset.theme === 'auto') form.dataset.theme = isDark(place) ? 'dark' : 'light'
  if (form.dataset.font === 'inter') loadInter()
  dress(root, said.css)
  enhance(root, (address) => location.assign(address))
}

if (document.body) show()
else document.addEventListener('DOMContentLoaded', show)
