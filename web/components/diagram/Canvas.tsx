import { ActionIcon, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconMaximize, IconMinus, IconPlus, IconX } from '@tabler/icons-react'
import { type CSSProperties, useCallback, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import 'diagram-js/assets/diagram-js.css'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Token } from '../../ui/Token.tsx'
import css from './Diagram.module.css'
import type { Mark } from './marks.ts'
import { useMovable } from './movable.ts'
import { type Drawing, useDrawing } from './use-drawing.ts'

export interface CanvasProps {
  bpmn: string
  /** Names of elements in the reader's language, where it is not the model's. */
  names: Record<string, string> | null
  label: string
  marks: Mark[]
  /** Sequence flows that were gone along. */
  flows?: ReadonlySet<string>
  /** The flow a token goes along just now; with another key it goes again. */
  moving?: { flow: string; key: number } | null
  /** The element to begin at when the whole would be too small to read. */
  begin?: string
  picked?: string
  onPick?: (element: string) => void
  /** As high as what holds it, a column of flex boxes. */
  fill?: boolean
}

type Slot = { key: string; place: HTMLElement; mark: Mark; what: 'count' | 'bubble' | 'incident' | 'ended' }

/** Higher elements have their name inside, the others beneath. */
const NAMED_INSIDE = 60
/** Between what is drawn and the rim: bubbles above, the buttons below. */
const AIR = 140
const RIM = { small: { min: 0.85, max: 1.2 }, words: { min: 0.9, max: 1.1 } }

export default function Canvas({ bpmn, names, label, marks, flows, moving, begin, picked, onPick, fill }: CanvasProps) {
  const t = useT()
  const help = useId()
  const host = useRef<HTMLDivElement>(null)
  const drawing = useDrawing(host, bpmn, names)
  const move = useMovable(host, drawing, begin, picked)
  const slots = useMarks(drawing, marks, flows, picked, Boolean(onPick))
  useTravel(drawing, moving)
  const [told, tell] = useTold(host, drawing)
  const pick = useRef(onPick)
  pick.current = onPick

  useEffect(() => {
    if (!drawing) return
    const svg = drawing.svg
    svg.setAttribute('role', 'group')
    svg.setAttribute('aria-label', label)
    svg.setAttribute('aria-describedby', help)
  }, [drawing, label, help])

  useEffect(() => {
    const root = host.current
    if (!root || !drawing) return
    const chosen = (target: EventTarget | null) => {
      const id = drawing.elementAt(target)
      if (id && drawing.isStep(id)) pick.current?.(id)
    }
    const click = (event: MouseEvent) => {
      if (!move.dragged()) chosen(event.target)
    }
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      if (!(event.target as Element).closest('.djs-element')) return
      event.preventDefault()
      chosen(event.target)
    }
    root.addEventListener('click', click)
    root.addEventListener('keydown', key)
    return () => {
      root.removeEventListener('click', click)
      root.removeEventListener('keydown', key)
    }
  }, [drawing, move])

  const high = drawing && ({ '--drawn': `${drawing.height + AIR}px` } as CSSProperties)
  const shown = told && marks.find((mark) => mark.element === told.element)
  return (
    <div className={cx(css.frame, fill && css.fill)} data-drawn={drawing ? 'yes' : undefined} style={high ?? undefined}>
      <div ref={host} className={cx(css.canvas, onPick && css.picks)} />
      {slots.map((slot) => createPortal(<Painted slot={slot} />, slot.place, slot.key))}
      {told &&
        shown &&
        createPortal(
          <div className={css.told} role="tooltip" onPointerEnter={() => tell(told.element)}>
            <b>{shown.words}</b>
            {shown.times?.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </div>,
          told.place,
        )}
      <p id={help} className="hidden-words">
        {t('diagram.help')}
      </p>
      <div className={css.zoom} role="group" aria-label={t('diagram.zoom')}>
        {(
          [
            ['diagram.closer', IconPlus, () => move.zoom(1.25)],
            ['diagram.farther', IconMinus, () => move.zoom(0.8)],
            ['diagram.whole', IconMaximize, () => move.whole()],
          ] as const
        ).map(([key, icon, act]) => (
          <Tooltip key={key} label={t(key)}>
            <ActionIcon aria-label={t(key)} onClick={act}>
              <Icon of={icon} />
            </ActionIcon>
          </Tooltip>
        ))}
      </div>
    </div>
  )
}

/** The marks hang on their elements, so that they move and grow with the drawing; all of them are words elsewhere too. */
function Painted({ slot: { mark, what } }: { slot: Slot }) {
  if (what === 'count') {
    return (
      <span className={cx(css.count, mark.late && css.late)} aria-hidden>
        {mark.late && <Icon of={IconAlertTriangle} size={14} />}
        {mark.count === 1 && mark.state === 'now' ? <Token size={14} /> : mark.count}
      </span>
    )
  }
  if (what === 'incident') {
    return (
      <span className={css.diamond} aria-hidden>
        <b>!</b>
      </span>
    )
  }
  if (what === 'ended') {
    return (
      <span className={cx(css.ended, mark.state === 'cancelled' && css.cancelled)} aria-hidden>
        <Icon of={mark.state === 'cancelled' ? IconX : IconCheck} size={14} />
      </span>
    )
  }
  return (
    <div className={cx(css.bubble, mark.incident && css.stopped, mark.late && css.lateBubble)} aria-hidden>
      {mark.bubble?.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  )
}

/** Paints the marks; gives the places in the drawing where their parts stand. */
function useMarks(
  drawing: Drawing | null,
  marks: Mark[],
  flows: ReadonlySet<string> | undefined,
  picked: string | undefined,
  picks: boolean,
): Slot[] {
  const [slots, setSlots] = useState<Slot[]>([])
  useEffect(() => {
    if (!drawing) return
    const undo: (() => void)[] = []
    const next: Slot[] = []
    const hang = (mark: Mark, what: Slot['what'], position: object, scale: object) => {
      const place = document.createElement('div')
      place.dataset.mark = what
      place.dataset.of = mark.element
      const id = drawing.overlays.add(mark.element, { position, html: place, scale } as never)
      undo.push(() => drawing.overlays.remove(id))
      next.push({ key: `${mark.element} ${what}`, place, mark, what })
    }
    const paint = (element: string, name: string) => {
      drawing.canvas.addMarker(element, name)
      undo.push(() => drawing.canvas.removeMarker(element, name))
    }
    for (const mark of marks) {
      const size = drawing.sizeOf(mark.element)
      if (!size) continue
      if (mark.state) paint(mark.element, `tok-${mark.state}`)
      if (mark.incident) paint(mark.element, 'tok-incident')
      // The frame of a subprocess only says that something stands inside.
      if (size.frame) paint(mark.element, 'tok-frame')
      else {
        // The name of an event or a gateway stands beneath it.
        const small = size.height < NAMED_INSIDE
        const right = mark.late ? 20 : 12
        if (mark.count) hang(mark, 'count', small ? { top: -12, right: right - 4 } : { bottom: 10, right }, RIM.small)
        if (mark.incident) hang(mark, 'incident', { top: -11, ...(small ? { left: -9 } : { right: 11 }) }, RIM.small)
        else if (mark.state === 'done' || mark.state === 'cancelled')
          hang(mark, 'ended', { top: -8, right: 10 }, RIM.small)
        if (mark.bubble?.length) hang(mark, 'bubble', { top: mark.incident || small ? -18 : -8, left: 0 }, RIM.words)
      }
      undo.push(drawing.reachable(mark.element, mark.words, picks ? 'button' : 'img'))
    }
    for (const flow of flows ?? []) if (drawing.sizeOf(flow)) paint(flow, 'tok-taken')
    if (picked && drawing.sizeOf(picked)) {
      drawing.outline(picked)
      paint(picked, 'tok-picked')
    }
    setSlots(next)
    return () => {
      for (const step of undo) step()
    }
  }, [drawing, marks, flows, picked, picks])
  return drawing ? slots : []
}

const TRAVEL_MS = 500

/** A token that goes along a flow, where the reader has not asked for stillness; the marks say where it arrived. */
function useTravel(drawing: Drawing | null, moving: CanvasProps['moving']) {
  useEffect(() => {
    if (!drawing || !moving || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    return drawing.travel(moving.flow, TRAVEL_MS)
  }, [drawing, moving])
}

/** What is under the pointer or has the focus, until Escape or until it is left. */
function useTold(host: React.RefObject<HTMLDivElement | null>, drawing: Drawing | null) {
  const [element, setElement] = useState<string | null>(null)
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tell = useCallback((id: string | null) => {
    clearTimeout(leaving.current)
    // The pointer may go on to what is told.
    if (id === null) leaving.current = setTimeout(() => setElement(null), 120)
    else setElement(id)
  }, [])
  useEffect(() => {
    const root = host.current
    if (!root || !drawing) return
    const over = (event: Event) => {
      if ((event.target as Element).closest('[data-told]')) return
      tell(drawing.elementAt(event.target))
    }
    const out = () => tell(null)
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setElement(null)
    }
    root.addEventListener('pointerover', over)
    root.addEventListener('pointerleave', out)
    root.addEventListener('focusin', over)
    root.addEventListener('focusout', out)
    document.addEventListener('keydown', key)
    return () => {
      clearTimeout(leaving.current)
      root.removeEventListener('pointerover', over)
      root.removeEventListener('pointerleave', out)
      root.removeEventListener('focusin', over)
      root.removeEventListener('focusout', out)
      document.removeEventListener('keydown', key)
    }
  }, [host, drawing, tell])
  useEffect(() => {
    const size = element && drawing?.sizeOf(element)
    if (!element || !drawing || !size || size.frame) return setPlace(null)
    const html = document.createElement('div')
    html.dataset.told = element
    const bottom = size.height < NAMED_INSIDE ? -38 : -6
    const id = drawing.overlays.add(element, { position: { bottom, left: 0 }, html, scale: RIM.words } as never)
    setPlace(html)
    return () => {
      drawing.overlays.remove(id)
    }
  }, [element, drawing])
  return [element && place ? { element, place } : null, tell] as const
}
