import { useMemo } from 'react'
import { businessNow } from '../../api/clock.ts'
import type { Mark } from '../../components/diagram/marks.ts'
import { staysOf } from '../../components/diagram/way.ts'
import { useFormat } from '../../i18n/format.ts'
import { type Translate, useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { faultOf } from './incident-groups.ts'
import type { Case } from './queries.ts'

type Token = Case['tokens'][number]
type Format = ReturnType<typeof useFormat>

/** For whom or what a token waits, since when, until when: the bubble above its element, and its line in the list. */
export function linesOf(token: Token, t: Translate, format: Format): { lines: string[]; late: boolean } {
  const when = (at: string) => format.near(at, { time: 'always' })
  const { task, timers, incident, since } = token
  const own = timers.find((timer) => timer.element.id === token.element.id)
  const due = task?.dueAt ?? own?.dueAt
  const late = Boolean(due && Date.parse(due) < businessNow())
  const waits = Boolean(task || own || since)
  const who = incident
    ? // One of several lines, not a sentence of its own.
      faultOf(incident).words.replace(/\.$/, '')
    : task?.assignee
      ? task.assignee.name
      : task && (task.offeredTo.length || task.askedOf.length)
        ? t('processes.case.offeredTo', { groups: [...task.offeredTo, ...task.askedOf].join(', ') })
        : waits && t('processes.case.waits')
  const begun = incident?.raisedAt ?? since
  const lines = [
    who,
    begun && t('processes.case.sinceWhen', { when: when(begun) }),
    due && t(late ? 'processes.case.overdue' : 'processes.case.due', { when: when(due) }),
  ]
  return { lines: lines.filter((line): line is string => Boolean(line)), late }
}

/** What is painted on the drawing of one case. */
export function useCaseMarks(one: Case): { marks: Mark[]; flows: ReadonlySet<string> } {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const { history, tokens } = one
  const flows = useMemo(() => new Set(history.flatMap((step) => step.flow ?? [])), [history])
  const marks = useMemo(() => {
    const painted = new Map<string, Mark>()
    for (const [element, stays] of staysOf(history)) {
      const last = stays.at(-1)!
      const said = (step: (typeof stays)[number]) =>
        `${wordsOf(`processes.what.${step.what}`) ?? step.what} ${format.near(step.at, { time: 'always' })}`
      const state = last.what === 'cancelled' ? 'cancelled' : last.what === 'completed' ? 'done' : undefined
      const words = t('processes.case.told', { name: last.element.name[locale], state: said(last) })
      painted.set(element, { element, words, state, times: stays.slice(0, -1).slice(-5).map(said).reverse() })
    }
    for (const token of tokens) {
      const { id: element, name } = token.element
      const { lines, late } = linesOf(token, t, format)
      const before = painted.get(element)
      if (before?.count) {
        before.count += 1
        before.incident ||= Boolean(token.incident)
        before.bubble = [...(before.bubble ?? []).slice(0, 3), t('processes.case.more', { count: before.count - 1 })]
        continue
      }
      const timers = token.timers
        .filter((timer) => timer.element.id !== element)
        .map((timer) =>
          t('processes.case.timer', {
            name: timer.element.name[locale],
            when: format.near(timer.dueAt, { time: 'always' }),
          }),
        )
      painted.set(element, {
        element,
        words: t('processes.case.told', {
          name: name[locale],
          state: [...(lines.length > 0 ? lines : [t('processes.case.now')])].join(', '),
        }),
        count: 1,
        state: 'now',
        incident: Boolean(token.incident),
        late,
        bubble: lines,
        times: [...timers, ...(before ? [before.words, ...(before.times ?? [])] : [])],
      })
    }
    return [...painted.values()]
  }, [history, tokens, t, locale, format])
  return { marks, flows }
}
