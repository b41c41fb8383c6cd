import { useSyncExternalStore } from 'react'

// Business time runs beside the wall clock: the server says how far apart they are.
let offset = 0
let zone = 'Europe/Warsaw'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null
let second = 0

function tick(): void {
  const now = Math.floor(businessNow() / 1000)
  if (now === second) return
  second = now
  for (const listener of listeners) listener()
}

// One timer for every counter on the screen: they tick together and none drifts.
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 250)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && timer) {
      clearInterval(timer)
      timer = null
    }
  }
}

export function followClock(now: string, companyZone: string): void {
  offset = Date.parse(now) - Date.now()
  zone = companyZone
  tick()
}

export function businessNow(): number {
  return Date.now() + offset
}

export function companyZone(): string {
  return zone
}

/** Business time in whole seconds since the epoch; the component is drawn again each second. */
export function useSecond(): number {
  return useSyncExternalStore(subscribe, () => {
    if (second === 0) second = Math.floor(businessNow() / 1000)
    return second
  })
}

/** Business time in milliseconds, changing once a minute: for words such as "wczoraj". */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(businessNow() / 60_000)) * 60_000
}
