import { useEffect, useRef, useState } from 'react'

/** Keeps what has just left a list for a moment, so that it can go softly. */
export function useLeaving<Item>(
  items: Item[],
  keyOf: (item: Item) => string,
  millis = 220,
): { item: Item; leaving: boolean }[] {
  const before = useRef<Item[]>(items)
  const [gone, setGone] = useState<{ item: Item; after: string | null }[]>([])

  useEffect(() => {
    const present = new Set(items.map(keyOf))
    const left = before.current.flatMap((item, at) =>
      present.has(keyOf(item)) ? [] : [{ item, after: at > 0 ? keyOf(before.current[at - 1] as Item) : null }],
    )
    before.current = items
    if (left.length === 0) return
    setGone((some) => [...some, ...left])
    const timer = setTimeout(() => setGone((some) => some.filter((one) => !left.includes(one))), millis)
    return () => clearTimeout(timer)
  }, [items, keyOf, millis])

  const shown = items.map((item) => ({ item, leaving: false }))
  for (const { item, after } of gone) {
    if (shown.some((one) => keyOf(one.item) === keyOf(item))) continue
    const at = after === null ? 0 : shown.findIndex((one) => keyOf(one.item) === after) + 1
    shown.splice(at, 0, { item, leaving: true })
  }
  return shown
}
