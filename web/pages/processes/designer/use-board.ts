import { type RefObject, useEffect, useState } from 'react'
import 'diagram-js/assets/diagram-js.css'
import { drawable, inLanguage, type Words } from '../../../components/diagram/model.ts'
import { useLocale, useT } from '../../../i18n/words.ts'
import { Board, type Shape } from './drawing.ts'

export interface Drawn {
  board: Board
  /** Grows with every change. */
  revision: number
  selected: Shape | null
}

/** Puts a model on a board inside an element, in the reader's words where it has any; null until it is drawn. */
export function useBoard(host: RefObject<HTMLDivElement | null>, bpmn: string, words: Words): Drawn | null {
  const t = useT()
  const locale = useLocale()
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a board lives as long as its model; words of another language do not draw it anew
  useEffect(() => {
    const board = new Board(
      host.current!,
      { 'tok.connect': t('designer.connect'), 'tok.remove': t('designer.remove') },
      (xml) => inLanguage(xml, words, 'pl'),
    )
    let gone = false
    const draw = async () => {
      const xml = await drawable(inLanguage(bpmn, words, locale), null)
      await document.fonts.ready
      if (gone) return
      await board.modeler.importXML(xml)
      if (gone) return
      board.canvas.zoom('fit-viewport', 'auto')
      if (board.canvas.zoom() < 0.5) {
        board.canvas.zoom(0.75)
        const first = board.steps()[0]
        if (first) board.canvas.scrollToElement(first, { top: 160, bottom: 160, left: 80, right: 400 })
      }
      setDrawn({ board, revision: 0, selected: null })
      board
        .service('eventBus')
        .on('commandStack.changed', () => setDrawn((now) => now && { ...now, revision: now.revision + 1 }))
      board.service('eventBus').on('selection.changed', ({ newSelection }: { newSelection: Shape[] }) => {
        const [first] = newSelection
        const one = first?.labelTarget ?? first
        const selected = newSelection.length === 1 && one && one.type !== 'label' ? one : null
        setDrawn((now) => now && { ...now, selected })
      })
    }
    draw().catch((error) => !gone && setFailure(error))
    return () => {
      gone = true
      setDrawn(null)
      board.modeler.destroy()
    }
  }, [host, bpmn])
  if (failure) throw failure
  return drawn
}
