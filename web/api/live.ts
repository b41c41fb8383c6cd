import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'

/** One thing that happened on the server: the event's name and what it was about. */
export interface Hint {
  name: string
  kind: string | null
  id: string | null
}

type Listener = (hint: Hint) => void
const listeners = new Set<Listener>()

let connected = true
const watchers = new Set<() => void>()
function setConnected(next: boolean): void {
  if (connected === next) return
  connected = next
  for (const watcher of watchers) watcher()
}

// The first part of a query's key names what it shows; a hint about a lead refreshes the lists and the lead itself.
const shows: Record<string, string[]> = {
  lead: ['leads', 'requests', 'my-day', 'counts'],
  deal: ['deals', 'my-day', 'counts'],
  record: ['own-records', 'my-day'],
  ticket: ['tickets', 'my-day'],
  kind: ['kinds', 'own-records'],
  pipeline: ['pipelines', 'deals', 'own-records'],
  stage: ['pipelines', 'deals', 'own-records'],
  lost_reason: ['deals'],
  appointment: ['calendar'],
  task: ['tasks', 'calendar', 'requests', 'my-day', 'counts'],
  notice: ['notifications', 'my-day', 'counts'],
  notification: ['notifications', 'my-day', 'counts'],
  // Whoever sets an exchange up sees when it last told something.
  call: ['calls', 'exchanges'],
  contact: ['contacts'],
  company: ['companies'],
  own_company: ['staff', 'rates'],
  process: ['processes'],
  process_definition: ['processes'],
  process_instance: ['processes'],
  employee: ['staff', 'me'],
  field: ['fields'],
  view: ['views'],
  bulk_edit: ['bulk-edits'],
  conversation: ['conversations', 'counts', 'tickets'],
  clock: ['me', 'my-day'],
}

/** The name of a hint, and the key, that stand for whatever is shown. */
const EVERYTHING = '*'

function keysOf(hint: Hint): string[] {
  if (hint.name === EVERYTHING) return [EVERYTHING]
  const kind = hint.kind ?? hint.name.split('.')[0] ?? ''
  return [...(shows[kind] ?? [`${kind}s`]), 'records']
}

function hintsOf(text: string): Hint[] {
  try {
    const read: unknown = JSON.parse(text)
    const list = Array.isArray(read) ? read : [read]
    return list.filter((one): one is Hint => typeof one === 'object' && one !== null && typeof one.name === 'string')
  } catch {
    return []
  }
}

const FIRST_WAIT = 1000
const LONGEST_WAIT = 30_000
/** The server tells a second more than it is asked for: the time of the way there. */
const LONG_WAY = 800

/** Keeps the line to the server open while the shell is on the screen. Call it once. */
export function useLiveConnection(): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    let source: EventSource | null = null
    let retry: ReturnType<typeof setTimeout> | null = null
    let flush: ReturnType<typeof setTimeout> | null = null
    let wait = FIRST_WAIT
    let wasLost = false
    const stale = new Set<string>()

    // A command often records several events: one refresh for the burst.
    const refresh = () => {
      flush = null
      const all = stale.has(EVERYTHING)
      const keys = all ? [] : [...stale]
      stale.clear()
      if (all) refreshAll({})
      for (const key of keys) refreshAll({ queryKey: [key] })
    }
    const refreshAll = (filters: { queryKey?: string[] }) => {
      // What is being asked for the first time is not asked anew, though its answer may be from before: once more, after it came.
      const asked = queryClient.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' })
      for (const { state, promise, queryKey } of asked) {
        if (state.data !== undefined) continue
        promise?.then(
          () => queryClient.invalidateQueries({ queryKey, exact: true }),
          () => {},
        )
      }
      void queryClient.invalidateQueries(filters)
    }
    const receive = (event: MessageEvent<string>) => {
      for (const hint of hintsOf(event.data)) {
        for (const key of keysOf(hint)) stale.add(key)
        for (const listener of listeners) listener(hint)
      }
      if (stale.size > 0) flush ??= setTimeout(refresh, 60)
    }
    const open = () => {
      // What happened between the page's first questions and now is told as well.
      const asked = performance.now()
      source = new EventSource(`/api/live?age=${Math.ceil(asked)}`)
      source.addEventListener('open', () => {
        wait = FIRST_WAIT
        setConnected(true)
        // What happened meanwhile was told to nobody.
        if (wasLost || performance.now() - asked > LONG_WAY) refreshAll({})
        wasLost = false
      })
      source.addEventListener('message', receive)
      source.addEventListener('changed', receive as (event: Event) => void)
      source.addEventListener('error', () => {
        wasLost = true
        setConnected(false)
        // The browser reconnects by itself unless the server refused; then we try again, ever more slowly.
        if (source?.readyState !== EventSource.CLOSED) return
        retry = setTimeout(open, wait)
        wait = Math.min(wait * 2, LONGEST_WAIT)
      })
    }
    open()
    return () => {
      source?.close()
      if (retry) clearTimeout(retry)
      if (flush) clearTimeout(flush)
      setConnected(true)
    }
  }, [queryClient])
}

/** Hears single events ('lead.accepted'), for what a refresh of queries is not enough. */
export function useLive(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }, [listener])
}

export function useConnected(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => {
        watchers.delete(watcher)
      }
    },
    () => connected,
  )
}
