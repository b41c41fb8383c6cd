// Shows a chat window on any web site. ID and BASE are written above by the server.
//
// In a shadow root, so that the site's rules do not reach it. What others wrote becomes text, never markup.
const script =
  document.currentScript ??
  [...document.querySelectorAll('script[src]')].find((one) => new URL(one.src).pathname === `/chat/${ID}.js`)
const base = script?.src ? new URL(script.src).origin : BASE
const KEPT = `tok-chat-${ID}`
const DAY_MS = 24 * 3_600_000

/** What this browser knows of the visitor. A site may be shown where nothing can be kept: then it lasts as long as the page. */
let known = {}
try {
  known = JSON.parse(localStorage.getItem(KEPT) ?? '{}') ?? {}
} catch {}
function keep(change) {
  known = { ...known, ...change }
  try {
    localStorage.setItem(KEPT, JSON.stringify(known))
  } catch {}
}

function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (name in element && !name.includes('-')) element[name] = value
    else element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

async function ask(path, body) {
  const answer = await fetch(`${base}/api/public/chats/${ID}${path}`, {
    credentials: 'omit',
    ...(body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  const said = await answer.json().catch(() => null)
  if (!answer.ok) throw Object.assign(new Error(said?.title ?? ''), { problem: said ?? {}, status: answer.status })
  return said
}

function dress(root, css) {
  try {
    // A site's policy may forbid style elements; a constructed sheet is no element.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.prepend(el('style', { textContent: css }))
  }
}

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const ICON =
  'M12 3C6.5 3 2 6.7 2 11.2c0 2.6 1.5 5 3.9 6.5L5 21.5l4.3-2.3c.9.2 1.8.3 2.7.3 5.5 0 10-3.7 10-8.3S17.5 3 12 3z'

async function show() {
  const asked = script?.dataset.lang ?? document.documentElement.lang.slice(0, 2).toLowerCase()
  const lang = asked === 'pl' || asked === 'en' ? asked : ''
  let chat
  try {
    chat = await ask(lang && `?lang=${lang}`)
  } catch {
    // A page without the window is better than one with a broken one.
    return
  }
  const { words, language } = chat
  const place = el('div', { lang: language })
  const root = place.attachShadow({ mode: 'open' })
  dress(root, chat.css)

  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  drawing.setAttribute('viewBox', '0 0 24 24')
  drawing.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', ICON)
  path.setAttribute('fill', 'currentColor')
  drawing.append(path)
  const count = el('span', { className: 'count', hidden: true })
  const launch = el(
    'button',
    { className: 'launch', type: 'button', 'aria-label': words.open, 'aria-haspopup': 'dialog' },
    drawing,
    count,
  )
  const close = el('button', { className: 'close', type: 'button', 'aria-label': words.close, textContent: '×' })
  const said = el('div', { className: 'said', role: 'log', tabIndex: 0, 'aria-label': words.log })
  const status = el('p', { className: 'status', role: 'status' })
  const field = (name, type, autocomplete) => {
    const input = el('input', { type, name, id: `chat-${name}`, autocomplete, maxLength: name === 'email' ? 254 : 100 })
    const wrong = el('p', { className: 'wrong', id: `chat-${name}-wrong`, hidden: true })
    input.setAttribute('aria-describedby', wrong.id)
    return {
      input,
      wrong,
      whole: el('div', {}, el('label', { htmlFor: input.id, textContent: words[name] }), input, wrong),
    }
  }
  const fields = {
    name: field('name', 'text', 'name'),
    email: field('email', 'email', 'email'),
    phone: field('phone', 'tel', 'tel'),
  }
  const contact = el(
    'div',
    { className: 'contact' },
    el('p', { textContent: chat.open ? words.here : words.away }),
    ...Object.values(fields).map(({ whole }) => whole),
  )
  fields.phone.whole.hidden = chat.open
  const text = el('textarea', { name: 'text', id: 'chat-text', maxLength: 4000, rows: 2 })
  const textWrong = el('p', { className: 'wrong', id: 'chat-text-wrong', hidden: true })
  text.setAttribute('aria-describedby', textWrong.id)
  const file = el('input', { type: 'file', id: 'chat-file', multiple: true, accept: chat.accepts })
  const attach = el('label', { className: 'attach', htmlFor: 'chat-file', hidden: true }, `📎 ${words.attach}`, file)
  const send = el('button', { className: 'send', type: 'submit', textContent: words.send })
  const form = el(
    'form',
    { noValidate: true },
    contact,
    el('div', {}, el('label', { htmlFor: 'chat-text', textContent: words.text }), text, textWrong),
    el('div', { className: 'row' }, send, attach),
  )
  const title = el('h2', { id: 'chat-title', textContent: chat.name })
  const panel = el(
    'div',
    { className: 'panel', role: 'dialog', 'aria-labelledby': 'chat-title', hidden: true },
    el('header', {}, title, close),
    said,
    status,
    form,
  )
  const whole = el('div', { className: 'chat', lang: language }, panel, launch)
  whole.dataset.side = chat.side
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const theme = () => {
    whole.dataset.theme = chat.theme === 'auto' ? (dark.matches ? 'dark' : 'light') : chat.theme
  }
  theme()
  dark.addEventListener?.('change', theme)
  root.append(whole)
  document.body.append(place)

  const time = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' })
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' })
  let mark = ''
  const shown = new Set()
  let lastAt = 0
  let isOpen = false
  let looking = null

  said.append(el('p', { className: 'greeting', textContent: chat.greeting }))

  function bubble({ mine, author, text, files, at }) {
    const when = new Date(at)
    const today = when.toDateString() === new Date().toDateString()
    const stamp = (today ? clock : time).format(when)
    return el(
      'div',
      { className: mine ? 'message mine' : 'message' },
      el('span', { className: 'who', textContent: [author, stamp].filter(Boolean).join(' · ') }),
      ...(text ? [el('p', { className: 'bubble', textContent: text })] : []),
      ...files.map(({ name, url }) =>
        el('a', { className: 'file', href: url, target: '_blank', rel: 'noopener', textContent: `📎 ${name}` }),
      ),
    )
  }

  function draw({ mark: next, items }) {
    mark = next
    // Only what is new is put in: a reader aloud says it once.
    for (const item of items) {
      if (shown.has(item.id)) continue
      shown.add(item.id)
      said.append(bubble(item))
      said.scrollTop = said.scrollHeight
    }
    const last = items.at(-1)
    if (last) lastAt = Date.parse(last.at)
    contact.hidden = items.some(({ mine }) => mine)
    // Whoever has not written yet is nobody a file could come from.
    attach.hidden = !contact.hidden
    const unseen = items.filter(({ read }) => !read).length
    count.hidden = unseen === 0
    count.textContent = String(unseen)
    launch.setAttribute('aria-label', unseen > 0 ? `${words.open}. ${words.fresh} ${unseen}` : words.open)
  }

  const isSeen = () => isOpen && document.visibilityState === 'visible'

  /** Looks until nothing more can be expected; one of them at a time. */
  async function watch() {
    if (looking || !known.wrote) return
    let failures = 0
    for (;;) {
      const seen = isSeen()
      looking = new AbortController()
      const { signal } = looking
      try {
        const answer = await fetch(`${base}/api/public/chats/${ID}/look`, {
          method: 'POST',
          credentials: 'omit',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ visitor: known.visitor, known: mark, seen }),
          signal,
        })
        if (answer.status === 403 || answer.status === 404) {
          // Nobody knows this visitor any more: he begins anew.
          keep({ visitor: undefined, wrote: undefined })
          break
        }
        if (!answer.ok) throw new Error(String(answer.status))
        draw(await answer.json())
        if (failures > 0) status.textContent = ''
        failures = 0
      } catch {
        if (!signal.aborted) {
          failures += 1
          if (failures > 1) status.textContent = words.offline
          await new Promise((done) => setTimeout(done, Math.min(60_000, 1500 * 2 ** failures)))
        }
      }
      if (!isOpen && Date.now() - lastAt > DAY_MS) break
    }
    looking = null
  }

  /** What is seen now is told at once. */
  function again() {
    if (looking) {
      mark = ''
      looking.abort()
    } else void watch()
  }

  function open() {
    isOpen = true
    panel.hidden = false
    launch.hidden = true
    whole.dataset.open = ''
    said.scrollTop = said.scrollHeight
    text.focus()
    again()
  }
  function shut() {
    isOpen = false
    panel.hidden = true
    launch.hidden = false
    delete whole.dataset.open
    launch.focus()
    again()
  }

  function mend(errors) {
    for (const [name, { input, wrong }] of Object.entries({ ...fields, text: { input: text, wrong: textWrong } })) {
      const words = errors[name]
      wrong.hidden = !words
      wrong.textContent = words ?? ''
      if (words) input.setAttribute('aria-invalid', 'true')
      else input.removeAttribute('aria-invalid')
    }
    const first = form.querySelector('[aria-invalid="true"]')
    first?.focus()
  }

  let key = newKey()
  let sending = false
  async function submit() {
    if (sending || text.value.trim() === '') return
    sending = true
    send.setAttribute('aria-disabled', 'true')
    status.textContent = ''
    mend({})
    const about = contact.hidden
      ? {}
      : Object.fromEntries(Object.entries(fields).map(([name, { input }]) => [name, input.value.trim()]))
    try {
      if (!known.visitor) keep({ visitor: chat.visitor })
      await ask('/messages', {
        visitor: known.visitor,
        key,
        text: text.value,
        ...about,
        ...(lang ? { language: lang } : {}),
      })
      key = newKey()
      text.value = ''
      keep({ wrote: true })
      if (!chat.open) status.textContent = words.sent_away
      again()
    } catch (error) {
      const errors = Object.fromEntries((error.problem?.errors ?? []).map(({ path, message }) => [path, message]))
      mend(errors)
      if (error.problem?.code === 'chat.visitor_unknown') keep({ visitor: undefined, wrote: undefined })
      if (Object.keys(errors).length === 0)
        status.textContent = error.status === 429 || error.status === 403 ? error.message : words.failed
    } finally {
      sending = false
      send.removeAttribute('aria-disabled')
    }
  }

  /** Each file is a message of its own; what was refused is said, the others go on. */
  async function sendFiles(files) {
    status.textContent = ''
    for (const one of files) {
      attach.setAttribute('aria-busy', 'true')
      try {
        const about = new URLSearchParams({ visitor: known.visitor, key: newKey(), name: one.name })
        const answer = await fetch(`${base}/api/public/chats/${ID}/files?${about}`, {
          method: 'POST',
          credentials: 'omit',
          headers: { 'content-type': 'application/octet-stream', 'accept-language': language },
          body: one,
        })
        if (!answer.ok) throw Object.assign(new Error((await answer.json().catch(() => null))?.title ?? ''))
      } catch (error) {
        status.textContent = `${one.name}: ${error instanceof TypeError || !error.message ? words.failed : error.message}`
      }
      attach.removeAttribute('aria-busy')
    }
    again()
  }

  file.addEventListener('change', () => {
    void sendFiles([...file.files]).then(() => {
      file.value = ''
    })
  })
  launch.addEventListener('click', open)
  close.addEventListener('click', shut)
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOpen) shut()
    // Keys pressed here are no shortcuts of the site.
    event.stopPropagation()
  })
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void submit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit()
  })
  document.addEventListener('visibilitychange', () => {
    if (isOpen) again()
  })
  void watch()
}

if (document.body) show()
else document.addEventListener('DOMContentLoaded', show)
