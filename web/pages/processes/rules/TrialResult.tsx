import { ruledAs } from '../../../../pure/stage-rules.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useT, wordsOf } from '../../../i18n/words.ts'
import { pathOf, paths } from '../../../paths.ts'
import { GoTo } from '../../../ui/GoTo.tsx'
import { useRuleWords } from './RuleWords.tsx'
import type { Rule, RuleAction, Trial } from './rule-data.ts'
import css from './rules.module.css'

type Done = Trial['items'][number]['actions'][number]

/** What a rule would have done: for which records, and each action with whom it reaches and what it changes. */
export function TrialResult({ trial, rule }: { trial: Trial; rule: Pick<Rule, 'kind' | 'actions'> }) {
  const t = useT()
  const format = useFormat()
  const say = useRuleWords(rule.kind)
  const outcome = (action: RuleAction, done: Done | undefined): string | null => {
    if (!done) return null
    if (done.refused) return t('rules.try.refused', { why: wordsOf(`error.${done.refused}`, {}) ?? done.refused })
    if (done.recipients)
      return done.recipients.length > 0
        ? t('rules.try.people', { names: done.recipients.join(', ') })
        : t('rules.try.nobody')
    if (action.do !== 'set') return null
    if (done.changes.length === 0) return t('rules.try.same')
    return done.changes
      .map(({ field, from, to }) => `${say.field(field)}: ${say.value(field, from)} → ${say.value(field, to)}`)
      .join(', ')
  }
  return (
    <section className={css.trial} aria-live="polite">
      <p className="w5">{t('rules.try.result', { happened: trial.happened, met: trial.met })}</p>
      <p className="ink-2">{t('rules.try.today')}</p>
      <ul>
        {trial.items.map((item) => (
          <li key={`${item.id} ${item.at}`}>
            <GoTo to={pathOf(ruledAs(rule.kind), item.id) ?? paths.stageRules}>
              {item.number} {item.title}
            </GoTo>{' '}
            <span className="ink-2">{format.dateTime(item.at)}</span>
            <ol>
              {rule.actions.map((action, at) => {
                const more = outcome(action, item.actions[at])
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: actions have no name but their place
                  <li key={at}>
                    {say.action(action)}
                    {more && <span className="ink-2"> ({more})</span>}
                  </li>
                )
              })}
            </ol>
          </li>
        ))}
      </ul>
      {trial.met > trial.items.length && <p className="ink-2">{t('rules.try.more', { count: trial.items.length })}</p>}
    </section>
  )
}
