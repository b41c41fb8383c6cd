import OutlineModule from 'bpmn-js/lib/features/outline'
import Viewer from 'bpmn-js/lib/Viewer'
import type BpmnCanvas from 'diagram-js/lib/core/Canvas'
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry'
import type Overlays from 'diagram-js/lib/features/overlays/Overlays'
import { type RefObject, useEffect, useState } from 'react'
import { drawable } from './model.ts'

export interface Drawing {
  canvas: BpmnCanvas
  overlays: Overlays
  svg: SVGSVGElement
  /** Of all that is drawn, in pixels at its own size. */
  height: number
  /** Null for what the drawing does not show. `frame`: other elements are drawn inside it. */
  sizeOf(element: string): { frame: boolean; x: number; y: number; width: number; height: number } | null
  /** The element that something in the drawing belongs to; a name belongs to what it names. */
  elementAt(target: EventTarget | null): string | null
  /** Whether a token can stand on it. */
  isStep(element: string): boolean
  /** Makes the line around an element, which is drawn only where it has been made. */
  outline(element: string): void
  /** Puts an element into the order of the Tab key, under these words; what is returned takes it out. */
  reachable(element: string, words: string, role: 'img' | 'button'): () => void
  /** Sends a dot along a flow, once; what is returned takes it away. */
  travel(flow: string, milliseconds: number): () => void
}

interface Shape {
  id: string
  type?: string
  children?: unknown[]
  labelTarget?: Shape
  waypoints?: unknown[]
  x: number
  y: number
  width: number
  height: number
}

const WORDS = '"Inter Variable", Inter, system-ui, sans-serif'
/** The colours and letters a model is drawn with, here and in the designer. */
export const LOOK = {
  bpmnRenderer: {
    defaultFillColor: 'var(--raised)',
    defaultStrokeColor: 'var(--ink-2)',
    defaultLabelColor: 'var(--ink)',
  },
  textRenderer: {
    defaultStyle: { fontFamily: WORDS, fontSize: 12, fontWeight: '500', lineHeight: 1.25 },
    externalStyle: { fontSize: 12, fontWeight: '400', lineHeight: 1.2 },
  },
}

/** Draws a model into an element; null until it is drawn. */
export function useDrawing(
  host: RefObject<HTMLDivElement | null>,
  bpmn: string,
  names: Record<string, string> | null,
): Drawing | null {
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  useEffect(() => {
    const viewer = new Viewer({ additionalModules: [OutlineModule], container: host.current!, ...LOOK } as never)
    let gone = false
    const draw = async () => {
      const xml = await drawable(bpmn, names)
      // Names are broken into lines by their width.
      await document.fonts.ready
      if (gone) return
      await viewer.importXML(xml)
      if (!gone) setDrawing(drawingOf(viewer))
    }
    draw().catch((error) => !gone && setFailure(error))
    return () => {
      gone = true
      setDrawing(null)
      viewer.destroy()
    }
  }, [host, bpmn, names])
  if (failure) throw failure
  return drawing
}

function drawingOf(viewer: Viewer): Drawing {
  const canvas = viewer.get<BpmnCanvas>('canvas')
  const registry = viewer.get<ElementRegistry>('elementRegistry')
  const outlines = viewer.get<{ createOutline(element: unknown): void }>('outline')
  const shape = (id: string) => registry.get(id) as unknown as Shape | undefined
  return {
    canvas,
    height: canvas.viewbox().inner.height,
    overlays: viewer.get<Overlays>('overlays'),
    svg: canvas.getContainer().querySelector('svg')!,
    sizeOf(element) {
      const found = shape(element)
      if (!found) return null
      const { x, y, width, height } = found
      return { frame: (found.children?.length ?? 0) > 0, x, y, width, height }
    },
    elementAt(target) {
      const node = (target as Element | null)?.closest?.('[data-element-id]')
      const found = node && shape((node as HTMLElement).dataset.elementId ?? '')
      return found ? (found.labelTarget ?? found).id : null
    },
    isStep(element) {
      const found = shape(element)
      return Boolean(
        found && !found.waypoints && /Task|Event|Gateway|CallActivity|SubProcess|Transaction/.test(found.type ?? ''),
      )
    },
    outline: (element) => outlines.createOutline(registry.get(element)),
    reachable(element, words, role) {
      outlines.createOutline(registry.get(element))
      const drawn = registry.getGraphics(element) as SVGElement | undefined
      if (!drawn) return () => {}
      drawn.setAttribute('tabindex', '0')
      drawn.setAttribute('role', role)
      drawn.setAttribute('aria-label', words)
      return () => {
        for (const name of ['tabindex', 'role', 'aria-label']) drawn.removeAttribute(name)
      }
    },
    travel(flow, milliseconds) {
      const waypoints = shape(flow)?.waypoints as { x: number; y: number }[] | undefined
      const drawn = registry.getGraphics(flow) as SVGElement | undefined
      if (!waypoints?.length || !drawn) return () => {}
      const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle')
      dot.setAttribute('r', '7')
      dot.setAttribute('class', 'tok-travels')
      drawn.append(dot)
      const places = waypoints.map(({ x, y }) => ({ transform: `translate(${x}px, ${y}px)` }))
      const travel = dot.animate(places, { duration: milliseconds, easing: 'ease-in-out', fill: 'forwards' })
      travel.onfinish = () => dot.remove()
      return () => dot.remove()
    },
  }
}
