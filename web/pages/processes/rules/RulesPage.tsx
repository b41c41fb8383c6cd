import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, data } from '../../../api/client.ts'
import { useMe } from '../../../api/session.ts'
import { Page } from '../../../components/shell/Page.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { GoTo } from '../../../ui/GoTo.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { notifyProblem } from '../../../ui/notify.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { StatusMark } from '../../../ui/StatusMark.tsx'
import { useSearchState } from '../../../ui/use-search.ts'
import { RuleForm } from './RuleForm.tsx'
import { RuleWords } from './RuleWords.tsx'
import { type Rule, rulesQuery, useRuledKinds, useRulesRefresh, useStages } from './rule-data.ts'
import css from './rules.module.css'

export default function RulesPage() {
  const t = useT()
  const { can } = useMe()
  const [search, setSearch] = useSearchState()
  const { data: rules, error, refetch } = useQuery(rulesQuery)
  const edited = rules?.find(({ id }) => id === search.edit)
  const mayAdd = (can['process.change'] ?? 'none') !== 'none'
  // The server gives them in the order of kinds and pipelines.
  const groups: Rule[][] = []
  for (const rule of rules ?? []) {
    const last = groups.at(-1)
    if (last?.[0]?.kind === rule.kind && last[0].pipelineId === rule.pipelineId) last.push(rule)
    else groups.push([rule])
  }
  return (
    <Page
      reading
      title={t('rules.title')}
      breadcrumbs={[{ label: t('shell.nav.processes'), to: paths.processes }]}
      actions={
        mayAdd && (
          <Button
            variant="filled"
            leftSection={<Icon of={IconPlus} />}
            onClick={() => setSearch({ new: '1' }, { push: true })}
          >
            {t('rules.add')}
          </Button>
        )
      }
    >
      <p className={`ink-2 ${css.about}`}>{t('rules.about')}</p>
      {!rules && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={4} />)}
      {rules?.length === 0 && <EmptyState>{t('rules.none')}</EmptyState>}
      {groups.map((own) => (
        <Group key={`${own[0]?.kind} ${own[0]?.pipelineId}`} rules={own}>
          {(rule) => <Entry key={rule.id} rule={rule} onChange={() => setSearch({ edit: rule.id }, { push: true })} />}
        </Group>
      ))}
      {(edited || search.new === '1') && (
        <RuleForm
          key={edited?.id ?? 'new'}
          rule={edited}
          onClose={() => setSearch({ new: undefined, edit: undefined })}
        />
      )}
    </Page>
  )
}

/** The rules of one pipeline, under its kind. */
function Group({ rules, children }: { rules: Rule[]; children: (rule: Rule) => ReactNode }) {
  const { kind, pipelineId } = rules[0]!
  const label = useRuledKinds().find(({ key }) => key === kind)?.label ?? kind
  const pipeline = useStages(kind).find((one) => one.pipelineId === pipelineId)?.group
  const title = pipeline && pipeline !== label ? `${label}: ${pipeline}` : label
  return (
    <Section title={title} count={rules.length}>
      {rules.map(children)}
    </Section>
  )
}

function Entry({ rule, onChange }: { rule: Rule; onChange: () => void }) {
  const t = useT()
  const format = useFormat()
  const refresh = useRulesRefresh()
  const path = { params: { path: { key: rule.key } } }
  const toggle = () =>
    data(rule.paused ? api.DELETE('/api/processes/{key}/pause', path) : api.POST('/api/processes/{key}/pause', path))
      .catch(notifyProblem)
      .finally(() => void refresh())
  return (
    <article className={css.rule}>
      <div className={css.head}>
        <h3 className="w5">{rule.name}</h3>
        {rule.paused && <Chip tone="amb">{t('rules.paused')}</Chip>}
        {rule.incidents > 0 && (
          <StatusMark status="incident">{t('rules.faulty', { count: rule.incidents })}</StatusMark>
        )}
        {rule.mayChange && (
          <span className={css.end}>
            <Button onClick={() => void toggle()}>{t(rule.paused ? 'rules.resume' : 'rules.pause')}</Button>
            <Button aria-label={t('rules.change', { name: rule.name })} onClick={onChange}>
              {t('settings.change')}
            </Button>
          </span>
        )}
      </div>
      <RuleWords rule={rule} />
      <div className={css.foot}>
        <span>{t('rules.ran', { ran: rule.ran })}</span>
        {rule.lastRanAt && <span>{t('rules.last', { at: format.dateTime(rule.lastRanAt) })}</span>}
        <GoTo to={paths.process(rule.key)}>{t('rules.process')}</GoTo>
      </div>
    </article>
  )
}
