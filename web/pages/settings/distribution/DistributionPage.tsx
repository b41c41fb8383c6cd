import { Button, Switch } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../../api/client.ts'
import type { Filter } from '../../../components/lists/filter.ts'
import { RuleWords } from '../../../components/record/RuleWords.tsx'
import { useT } from '../../../i18n/words.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { notifyProblem } from '../../../ui/notify.tsx'
import { Section } from '../../../ui/Section.tsx'
import { SortableList } from '../../../ui/SortableList.tsx'
import { useSearchState } from '../../../ui/use-search.ts'
import { version } from '../queries.ts'
import { Settings } from '../Settings.tsx'
import css from './Distribution.module.css'
import { type Rule, rulesQuery } from './queries.ts'
import { RuleDialog } from './RuleDialog.tsx'
import { Simulation } from './Simulation.tsx'
import { useTargetWords } from './target.ts'

/** Who gets a request that comes in: rules read from the top, and what they would have done. */
export default function DistributionPage() {
  const t = useT()
  const client = useQueryClient()
  const targetWords = useTargetWords()
  const [search, setSearch] = useSearchState()
  const query = useQuery(rulesQuery)
  const rules = query.data ?? []
  const edited = rules.find(({ id }) => id === search.edit)
  const run = async (call: Promise<unknown>) => {
    await call.catch(notifyProblem)
    await client.invalidateQueries({ queryKey: ['distribution'] })
  }
  const order = (ids: string[]) => run(data(api.PUT('/api/distribution/rules/order', { body: { ids } })))
  const toggle = (rule: Rule, active: boolean) =>
    run(
      data(
        api.PATCH('/api/distribution/rules/{id}', {
          params: { path: { id: rule.id } },
          headers: version(rule.version),
          body: { active },
        }),
      ),
    )
  return (
    <Settings
      title={t('settings.distribution')}
      right="distribution_rule.update"
      actions={
        <Button
          variant="filled"
          leftSection={<Icon of={IconPlus} />}
          onClick={() => setSearch({ new: '1' }, { push: true })}
        >
          {t('distribution.add')}
        </Button>
      }
    >
      <Section title={t('distribution.rules')} count={rules.length}>
        <p className={css.about}>{t('distribution.about')}</p>
        {query.isError && <Failed error={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && rules.length === 0 && <EmptyState>{t('distribution.none')}</EmptyState>}
        <SortableList label={t('distribution.rules')} items={rules} onOrder={order}>
          {(rule) => (
            <div className={css.rule}>
              <span className={css.sentence}>
                <b className={rule.active ? '' : css.off}>
                  {rule.name}
                  {!rule.active && ` (${t('distribution.isOff')})`}
                </b>
                <RuleWords conditions={rule.conditions as Filter} />
                {', '}
                {targetWords(rule)}.
              </span>
              <Switch
                aria-label={t('distribution.switch', { name: rule.name })}
                checked={rule.active}
                onChange={(event) => void toggle(rule, event.currentTarget.checked)}
              />
              <Button
                aria-label={t('distribution.change', { name: rule.name })}
                onClick={() => setSearch({ edit: rule.id }, { push: true })}
              >
                {t('settings.change')}
              </Button>
            </div>
          )}
        </SortableList>
      </Section>
      <Simulation />
      {(search.new === '1' || edited) && (
        <RuleDialog
          key={edited?.id ?? 'new'}
          rule={edited}
          onClose={() => setSearch({ new: undefined, edit: undefined })}
        />
      )}
    </Settings>
  )
}
