import { useCallback, useEffect, useRef, useState } from 'react'
import { api, data } from '../../../api/client.ts'
import { businessNow } from '../../../api/clock.ts'
import { type ApiProblem, problemOfError } from '../../../api/problem.ts'
import type { Board } from './drawing.ts'
import type { Design } from './queries.ts'

const PAUSE = 900

export type Keeping = 'kept' | 'waiting' | 'keeping'

/**
 * Keeps what is drawn a moment after each change, against the version that was seen. Where somebody else drew on, it stops
 * and says so: nothing is put over what is not known.
 */
export function useDraft(design: Design, board: Board | null, revision: number, name: string) {
  const [keeping, setKeeping] = useState<Keeping>('kept')
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [keptAt, setKeptAt] = useState(design.changedAt)
  const version = useRef(design.version)
  const [drafted, setDrafted] = useState(design.version > 0)
  const running = useRef<Promise<void>>(Promise.resolve())
  const kept = useRef({ revision: 0, name })
  const latest = useRef({ revision, name })
  latest.current = { revision, name }

  const save = useCallback(
    (over = false): Promise<void> => {
      const next = async () => {
        const now = latest.current
        if (!board || (!over && kept.current.revision === now.revision && kept.current.name === now.name)) return
        setKeeping('keeping')
        try {
          const bpmn = await board.xml()
          const answer = await data(
            api.PUT('/api/processes/{key}/draft', {
              params: { path: { key: design.key } },
              body: { name: now.name, bpmn },
              headers: { 'If-Match': over ? '*' : `"${version.current}"` },
            }),
          )
          version.current = answer.version
          kept.current = now
          setDrafted(true)
          setKeptAt(new Date(businessNow()).toISOString())
          setProblem(null)
          const later = latest.current
          setKeeping(later.revision === now.revision && later.name === now.name ? 'kept' : 'waiting')
        } catch (error) {
          setProblem(problemOfError(error))
          setKeeping('waiting')
        }
      }
      running.current = running.current.then(next)
      return running.current
    },
    [board, design.key],
  )

  useEffect(() => {
    if (!board || (kept.current.revision === revision && kept.current.name === name)) return
    setKeeping('waiting')
    if (problem) return
    const timer = setTimeout(() => void save(), PAUSE)
    return () => clearTimeout(timer)
  }, [board, revision, name, save, problem])

  // Who goes away keeps what he drew last.
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (kept.current.revision !== latest.current.revision) event.preventDefault()
    }
    window.addEventListener('beforeunload', leave)
    return () => window.removeEventListener('beforeunload', leave)
  }, [])

  return {
    keeping,
    problem,
    keptAt,
    drafted,
    save,
    version: () => version.current,
    isConflict: problem?.status === 409,
  }
}
