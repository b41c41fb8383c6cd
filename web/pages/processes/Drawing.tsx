import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useMe } from '../../api/session.ts'
import { Diagram } from '../../components/diagram/Diagram.tsx'
import type { Mark } from '../../components/diagram/marks.ts'
import { namesIn } from '../../components/diagram/model.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { Section } from '../../ui/Section.tsx'
import css from './processes.module.css'
import { incidentsQuery, type Process } from './queries.ts'

/** Names of the model's elements in the reader's language, by id; the model speaks the one it was drawn in. */
export function useElementNames(process: Process | undefined): ReadonlyMap<string, string> {
  const locale = useLocale()
  const { bpmn, elements } = process ?? {}
  return useMemo(() => {
    const names = bpmn ? namesIn(bpmn) : new Map<string, string>()
    if (locale === 'en') for (const id of names.keys()) names.set(id, elements?.[id] ?? names.get(id)!)
    return names
  }, [bpmn, elements, locale])
}

type Props = {
  process: Process
  names: ReadonlyMap<string, string>
  /** The step whose cases are shown. */
  picked?: string
  onPick: (element: string) => void
}

/** The model with the running cases on its elements; pressed, an element shows its cases. */
export function Drawing({ process, names, picked, onPick }: Props) {
  const t = useT()
  const locale = useLocale()
  const { can } = useMe()
  const may = (can['process.steer'] ?? 'none') !== 'none'
  const { data: incidents } = useQuery({ ...incidentsQuery, enabled: may })
  const { key, tokens } = process
  const marks = useMemo(() => {
    const stopped = new Set(incidents?.filter((one) => one.process === key).map((one) => one.element.id))
    return tokens.map(
      (one): Mark => ({
        element: one.element,
        words: t('processes.cases.show', {
          name: names.get(one.element) ?? one.element,
          cases: t('processes.cases.here', { count: one.tokens }),
        }),
        count: one.tokens,
        incident: stopped.has(one.element),
      }),
    )
  }, [tokens, incidents, key, names, t])
  return (
    <Section title={t('processes.drawing')}>
      <Diagram
        bpmn={process.bpmn}
        names={locale === 'pl' ? null : process.elements}
        label={t('diagram.label', { name: process.name[locale] })}
        marks={marks}
        begin={picked ?? busiest(tokens)}
        picked={picked}
        onPick={onPick}
      />
    </Section>
  )
}

const busiest = (tokens: Process['tokens']): string | undefined =>
  [...tokens].sort((a, b) => b.tokens - a.tokens)[0]?.element

/** The same in words: where the running cases stand now, step by step. */
export function Places({ process, names, picked, onPick }: Props) {
  const t = useT()
  return (
    <Section title={t('processes.places')} count={process.running}>
      {process.tokens.length === 0 && <p className="ink-3">{t('processes.nothingRuns')}</p>}
      <ul className={css.list}>
        {process.tokens.map((one) => (
          <li key={one.element} className={css.place}>
            <button type="button" aria-pressed={one.element === picked} onClick={() => onPick(one.element)}>
              <span>{names.get(one.element) ?? one.element}</span>
              <span className="nums">{one.tokens}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
