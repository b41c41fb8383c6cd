import { api, data } from './client.ts'

/** Whether this browser can show notifications while no page is open. Only over https, and on an iPhone only once installed. */
export const canPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window && window.isSecureContext

const worker = async (): Promise<ServiceWorkerRegistration> => {
  await navigator.serviceWorker.register('/worker.js', { scope: '/' })
  return await navigator.serviceWorker.ready
}

/** What this browser is subscribed with; null where it is not. */
export async function ownSubscription(): Promise<PushSubscription | null> {
  if (!canPush()) return null
  const registration = await navigator.serviceWorker.getRegistration('/')
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** Asks for the permission and subscribes: to be called by a press. 'denied' where the person or the browser does not want it. */
export async function subscribe(key: string): Promise<'denied' | 'subscribed'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const { pushManager } = await worker()
  const kept = await pushManager.getSubscription()
  // Of another installation under the same address: it would never take what this one signs.
  if (kept && keyOf(kept) !== key) await kept.unsubscribe()
  const applicationServerKey = Uint8Array.from(atob(key.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
  const { endpoint = '', keys = {} } = subscription.toJSON()
  await data(api.POST('/api/profile/push', { body: { endpoint, keys: keys as { p256dh: string; auth: string } } }))
  return 'subscribed'
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0))
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}
