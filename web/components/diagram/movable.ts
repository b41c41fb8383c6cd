import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Drawing } from './use-drawing.ts'

const SMALLEST = 0.2
const LARGEST = 3
/** Below this nobody reads the names; then the drawing begins at one element instead of showing all. */
const READABLE = 0.62
const PADDING = 28
const STEP = 60
const CLICK = 4
/** Room for what hangs on an element. */
const AROUND = { top: 90, bottom: 90, left: 40, right: 60 }

export interface Movable {
  zoom(by: number): void
  whole(): void
  /** Whether the pointer has just dragged the drawing, so that its click means nothing. */
  dragged(): boolean
}

/**
 * Moves the drawing: dragged with one pointer, pinched with two, by Ctrl and the wheel, by arrows, plus, minus and 0. The
 * wheel alone scrolls the page.
 */
export function useMovable(
  host: RefObject<HTMLDivElement | null>,
  drawing: Drawing | null,
  begin: string | undefined,
  picked: string | undefined,
): Movable {
  const dragged = useRef(false)
  const first = useRef(begin)
  first.current ??= begin

  const move = useMemo(() => {
    const zoomTo = (scale: number, at?: { x: number; y: number }) =>
      drawing?.canvas.zoom(Math.min(LARGEST, Math.max(SMALLEST, scale)), at as never)
    return {
      zoomTo,
      zoom: (by: number) => zoomTo((drawing?.canvas.zoom() ?? 1) * by),
      whole: () => drawing && whole(drawing),
      dragged: () => dragged.current,
    }
  }, [drawing])

  useEffect(() => {
    const root = host.current
    if (!root || !drawing) return
    const { canvas } = drawing
    canvas.resized()
    start(drawing, first.current)

    const pointers = new Map<number, { x: number; y: number }>()
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || (event.target as Element).closest('a, button')) return
      if (pointers.size === 0) dragged.current = false
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    }
    const moved = (event: PointerEvent) => {
      const before = pointers.get(event.pointerId)
      if (!before) return
      const after = { x: event.clientX, y: event.clientY }
      const by = { dx: after.x - before.x, dy: after.y - before.y }
      if (!dragged.current) {
        if (Math.hypot(by.dx, by.dy) < CLICK) return
        dragged.current = true
        root.setPointerCapture(event.pointerId)
        root.dataset.dragged = 'yes'
      }
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1]
      pointers.set(event.pointerId, after)
      if (!other) return canvas.scroll(by)
      const box = root.getBoundingClientRect()
      const wide = (a: { x: number; y: number }) => Math.hypot(a.x - other.x, a.y - other.y) || 1
      const middle = { x: (after.x + other.x) / 2 - box.left, y: (after.y + other.y) / 2 - box.top }
      move.zoomTo(canvas.zoom() * (wide(after) / wide(before)), middle)
      canvas.scroll({ dx: by.dx / 2, dy: by.dy / 2 })
    }
    const up = (event: PointerEvent) => {
      pointers.delete(event.pointerId)
      if (pointers.size === 0) delete root.dataset.dragged
    }
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const box = root.getBoundingClientRect()
      const at = { x: event.clientX - box.left, y: event.clientY - box.top }
      move.zoomTo(canvas.zoom() * Math.exp(-Math.sign(event.deltaY) * Math.min(60, Math.abs(event.deltaY)) * 0.006), at)
    }
    const keys: Record<string, () => void> = {
      ArrowLeft: () => canvas.scroll({ dx: STEP, dy: 0 }),
      ArrowRight: () => canvas.scroll({ dx: -STEP, dy: 0 }),
      ArrowUp: () => canvas.scroll({ dx: 0, dy: STEP }),
      ArrowDown: () => canvas.scroll({ dx: 0, dy: -STEP }),
      '+': () => move.zoom(1.25),
      '=': () => move.zoom(1.25),
      '-': () => move.zoom(0.8),
      '0': () => whole(drawing),
    }
    const key = (event: KeyboardEvent) => {
      const act = keys[event.key]
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      act()
    }
    // With the Tab key one comes to elements outside the picture.
    const focused = (event: FocusEvent) => {
      const id = (event.target as Element).matches(':focus-visible') ? drawing.elementAt(event.target) : null
      if (id) canvas.scrollToElement(id, AROUND)
    }
    const resized = new ResizeObserver(() => canvas.resized())
    resized.observe(root)
    root.addEventListener('pointerdown', down)
    root.addEventListener('pointermove', moved)
    root.addEventListener('pointerup', up)
    root.addEventListener('pointercancel', up)
    root.addEventListener('wheel', wheel, { passive: false })
    root.addEventListener('keydown', key)
    root.addEventListener('focusin', focused)
    return () => {
      resized.disconnect()
      root.removeEventListener('pointerdown', down)
      root.removeEventListener('pointermove', moved)
      root.removeEventListener('pointerup', up)
      root.removeEventListener('pointercancel', up)
      root.removeEventListener('wheel', wheel)
      root.removeEventListener('keydown', key)
      root.removeEventListener('focusin', focused)
    }
  }, [host, drawing, move])
  useEffect(() => {
    if (picked && drawing?.sizeOf(picked)) drawing.canvas.scrollToElement(picked, AROUND)
  }, [drawing, picked])
  return move
}

/** All of it, in the middle, never larger than drawn. */
function whole({ canvas }: Drawing): number {
  const { inner, outer } = canvas.viewbox()
  const fits = Math.min((outer.width - 2 * PADDING) / inner.width, (outer.height - 2 * PADDING) / inner.height)
  const scale = Math.max(SMALLEST, Math.min(1, fits))
  place(canvas, scale, inner.x + inner.width / 2, inner.y + inner.height / 2)
  return scale
}

function start(drawing: Drawing, element: string | undefined): void {
  if (whole(drawing) >= READABLE) return
  const size = element ? drawing.sizeOf(element) : null
  if (!size) return
  const { inner, outer } = drawing.canvas.viewbox()
  const scale = 0.85
  const within = (middle: number, from: number, length: number, room: number) =>
    length < room ? from + length / 2 : Math.min(Math.max(middle, from + room / 2), from + length - room / 2)
  const rim = PADDING / scale
  place(
    drawing.canvas,
    scale,
    within(size.x + size.width / 2, inner.x - rim, inner.width + 2 * rim, outer.width / scale),
    within(size.y + size.height / 2, inner.y - rim, inner.height + 2 * rim, outer.height / scale),
  )
}

function place(canvas: Drawing['canvas'], scale: number, x: number, y: number): void {
  const { outer } = canvas.viewbox()
  const width = outer.width / scale
  const height = outer.height / scale
  canvas.viewbox({ x: x - width / 2, y: y - height / 2, width, height })
}
