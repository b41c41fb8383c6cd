// Shows what the server pushes, also while no page is open. It keeps nothing and answers no requests of pages.
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => event.waitUntil(show(event.data)))
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.url ?? '/'))
})
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event)))

async function show(data) {
  // Browsers take the permission away from whoever shows nothing, so there is always something.
  const { title = 'Tok', body = '', url = '/notifications', tag, lang } = read(data)
  const windows = await pages()
  await self.registration.showNotification(title, {
    body,
    lang,
    tag,
    icon: '/tok.svg',
    data: { url },
    // Whoever looks at Tok sees it there, too: without a sound.
    silent: windows.some((page) => page.focused),
  })
}

function read(data) {
  try {
    return data?.json() ?? {}
  } catch {
    return {}
  }
}

/** In a page that is open already: what is being written there is not lost, as it leaves the page in its own way. */
async function open(url) {
  const windows = await pages()
  const page =
    windows.find((one) => one.focused) ?? windows.find((one) => one.visibilityState === 'visible') ?? windows[0]
  if (!page) return self.clients.openWindow(url)
  page.postMessage({ open: url })
  return page.focus()
}

const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true })

/** The browser's maker gave the browser another address. */
async function renew({ oldSubscription, newSubscription }) {
  const options = oldSubscription?.options
  const next = newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)))
  if (!next) return
  const { endpoint, keys } = next.toJSON()
  await fetch('/api/profile/push', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, keys, ...(oldSubscription ? { replaces: oldSubscription.endpoint } : {}) }),
  })
}
