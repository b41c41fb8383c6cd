import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, data } from '../../api/client.ts'
import { useRefresh } from '../../components/work/use-refresh.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import type { Calendar, Item } from './queries.ts'
import { titleOf } from './words.ts'

export interface Times {
  startsAt: string
  endsAt: string
}

/** What is there afterwards; of a task nothing is answered. */
const put = async (
  item: Item,
  { startsAt, endsAt }: Times,
  version: number | null,
): Promise<{ version: number } | undefined> => {
  const headers = { 'if-match': version === null ? '*' : `"${version}"` }
  const params = { path: { id: item.id } }
  if (item.source === 'appointment') {
    return data(api.PATCH('/api/appointments/{id}', { params, headers, body: { startsAt, endsAt } }))
  }
  await data(api.PATCH('/api/tasks/{id}', { params, headers, body: { dueAt: startsAt } }))
  return undefined
}

/** What of one item is still on its way: the version it will have then, and how many changes wait. */
interface Underway {
  version: number
  /** Where it stands for the person who moved it. */
  times: Times
  waiting: number
  last: Promise<unknown>
}

/** New times, or how they follow from those the item has by now. */
export type Change = Times | ((item: Item) => Times | null)

/**
 * Moving and resizing: it stands there at once, and can be taken back. Keys come faster than answers, so the changes of one item
 * follow one another, each against the version the one before it made.
 */
export function useMove() {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const refresh = useRefresh()
  const underway = useRef(new Map<string, Underway>())
  const show = (item: Item, times: Times) =>
    client.setQueriesData<Calendar>({ queryKey: ['calendar'] }, (held) =>
      held && 'items' in held
        ? { ...held, items: held.items.map((one) => (one.id === item.id ? { ...one, ...times } : one)) }
        : held,
    )
  const all = async () => {
    await Promise.all([client.invalidateQueries({ queryKey: ['calendar'] }), refresh()])
  }
  const send = async (item: Item, times: Times, own: Underway) => {
    const about = `calendar-${item.id}`
    try {
      const saved = await put(item, times, own.version)
      own.version = saved?.version ?? own.version + 1
      notifyUndo({
        about,
        message: t('calendar.moved', {
          title: titleOf(item),
          when: format.near(times.startsAt, { time: 'always' }),
        }),
        undo: async () => {
          await put(item, item, null).catch((problem) => notifyProblem(problem, about))
          await all()
        },
      })
    } catch (problem) {
      notifyProblem(problem, about)
    }
    own.waiting -= 1
    if (own.waiting > 0) return
    // Until the item is read anew, only this knows its version.
    await all()
    if (own.waiting === 0) underway.current.delete(item.id)
  }
  return (item: Item, change: Change) => {
    const known = underway.current.get(item.id)
    const now = { ...item, ...known?.times }
    const times = typeof change === 'function' ? change(now) : change
    if (!times || (times.startsAt === now.startsAt && times.endsAt === now.endsAt)) return
    void client.cancelQueries({ queryKey: ['calendar'] })
    show(item, times)
    const own = known ?? { version: item.version, times, waiting: 0, last: Promise.resolve() }
    underway.current.set(item.id, own)
    own.times = times
    own.waiting += 1
    own.last = own.last.then(() => send(now, times, own))
  }
}
