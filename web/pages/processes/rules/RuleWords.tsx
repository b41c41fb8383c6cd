import { useQuery } from '@tanstack/react-query'
import { registryQuery } from '../../../components/fields/queries.ts'
import { type Filter, partsOf, wordOf } from '../../../components/lists/filter.ts'
import { PartWords } from '../../../components/lists/PartWords.tsx'
import { colleaguesQuery } from '../../../components/record/queries.ts'
import { useLocale, useT, wordsOf } from '../../../i18n/words.ts'
import { lostReasonsQuery } from '../../deals/queries.ts'
import { readDuration } from '../blanks.tsx'
import { processesQuery } from '../queries.ts'
import { type Pause, type Rule, type RuleAction, useStages, whatIs } from './rule-data.ts'
import css from './rules.module.css'

/** What ids in a rule are called, and how its parts are said. */
export function useRuleWords(kind: string) {
  const t = useT()
  const locale = useLocale()
  const stages = useStages(kind)
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: reasons = [] } = useQuery(lostReasonsQuery)
  const { data: processes = [] } = useQuery(processesQuery)
  const { data: fields = [] } = useQuery(registryQuery(kind))
  const stage = (id: string) => stages.flatMap(({ items }) => items).find(({ value }) => value === id)?.label ?? '…'
  const who = (one: string) => wordsOf(`rules.who.${one}`) ?? people.find(({ id }) => id === one)?.name ?? '…'
  const duration = ({ duration: text, working }: Pause) => {
    const { count, unit } = readDuration(text)
    return wordsOf(`rules.duration.${unit}`, { count, working: working ? 'yes' : 'no' }) ?? text
  }
  const field = (key: string) => fields.find((one) => one.key === key)?.label[locale] ?? key
  const value = (key: string, given: unknown): string => {
    const known = fields.find((one) => one.key === key)
    const said = [given].flat().map((one) => {
      const option = known?.options.find((each) => each.key === one)
      if (option) return option.label[locale]
      if (typeof one === 'boolean') return t(one ? 'record.yes' : 'record.no')
      return people.find(({ id }) => id === one)?.name ?? String(one ?? '')
    })
    return said.join(', ') || '–'
  }
  const action = (one: RuleAction): string => {
    switch (one.do) {
      case 'set': {
        const { expectedInDays, custom = {}, ...rest } = one.fields
        const said = [
          ...(expectedInDays === undefined ? [] : [t('rules.act.set.days', { count: expectedInDays })]),
          ...[...Object.entries(rest), ...Object.entries(custom).map(([name, given]) => [`custom.${name}`, given])].map(
            ([key, given]) => t('rules.act.set.one', { field: field(String(key)), value: value(String(key), given) }),
          ),
        ]
        return t('rules.act.set', { fields: said.join(', ') })
      }
      case 'move':
        return t('rules.act.move', { stage: stage(one.stageId) })
      case 'lose':
        return t('rules.act.lose', { reason: reasons.find(({ id }) => id === one.reasonId)?.name[locale] ?? '…' })
      case 'task':
        return t('rules.act.task', { title: one.title, who: who(one.to), due: one.due ? duration(one.due) : 'none' })
      case 'notify':
        return t('rules.act.notify', { who: one.to.map(who).join(', '), text: one.text })
      case 'process':
        return t('rules.act.process', {
          process: processes.find(({ key }) => key === one.key)?.name[locale] ?? one.key,
        })
      case 'wait':
      case 'put_off':
        return t(`rules.act.${one.do}`, { duration: duration(one) })
      case 'reject':
        return t('rules.act.reject', { reason: wordsOf(`reject.${one.reason}`) ?? '' })
      default:
        return t(`rules.act.${one.do}`)
    }
  }
  return { stage, who, duration, field, value, action, fields }
}

/** A rule as a person says it. */
export function RuleWords({
  rule,
}: {
  rule: Pick<Rule, 'kind' | 'trigger' | 'stage' | 'stay' | 'condition' | 'actions'>
}) {
  const t = useT()
  const say = useRuleWords(rule.kind)
  const place = { stage: say.stage(rule.stage), ...whatIs(rule.kind) }
  const condition = rule.condition as Filter | null
  return (
    <div className={css.words}>
      <p>
        {rule.trigger === 'stay' && rule.stay
          ? t('rules.said.stay', { ...place, duration: say.duration(rule.stay) })
          : t(rule.trigger === 'leave' ? 'rules.said.leave' : 'rules.said.enter', place)}
        {condition && partsOf(condition).length > 0 && (
          <>
            {' '}
            {t('rules.said.if')}{' '}
            {partsOf(condition).map((part, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place
              <span key={at}>
                {at > 0 && ` ${t(wordOf(condition) === 'all' ? 'lists.and' : 'lists.or')} `}
                <PartWords part={part} fields={say.fields} />
              </span>
            ))}
          </>
        )}
        :
      </p>
      <ol>
        {rule.actions.map((action, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: actions have no name but their place
          <li key={at}>{say.action(action)}</li>
        ))}
      </ol>
    </div>
  )
}
