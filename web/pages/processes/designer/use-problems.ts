import { useEffect, useMemo, useState } from 'react'
import { stepProblems } from '../../../../pure/bpmn/deployable.ts'
import type { Graph } from '../../../../pure/bpmn/graph.ts'
import { type Problem, parseModel } from '../../../../pure/bpmn/parse.ts'
import type { Board } from './drawing.ts'
import type { Catalogue } from './queries.ts'

export interface Checked {
  graph: Graph | null
  problems: Problem[]
}

/** What is wrong with what is drawn, by the same checks as publishing makes; a moment after each change. */
export function useProblems(board: Board | null, revision: number, catalogue: Catalogue | undefined): Checked | null {
  const [checked, setChecked] = useState<Checked | null>(null)
  const steps = useMemo(
    () => catalogue && new Map(catalogue.steps.map(({ type, required }) => [type, { required }])),
    [catalogue],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is what is to be checked
  useEffect(() => {
    if (!board || !steps) return
    let gone = false
    const timer = setTimeout(async () => {
      const { graph, problems } = await parseModel(await board.drawn())
      if (!gone) setChecked({ graph, problems: graph ? [...problems, ...stepProblems(graph, steps)] : problems })
    }, 250)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [board, revision, steps])
  return checked
}
