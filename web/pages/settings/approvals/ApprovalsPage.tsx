import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../../api/session.ts'
import { useMoney } from '../../../i18n/money.ts'
import { useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { GoTo } from '../../../ui/GoTo.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useSearchState } from '../../../ui/use-search.ts'
import { wordLink } from '../../../ui/WordButton.tsx'
import css from '../Settings.module.css'
import { Settings } from '../Settings.tsx'
import { type Rule, rulesQuery } from './queries.ts'
import { RuleDialog } from './RuleDialog.tsx'

/** Who has to agree to contracts, in sentences; how they are asked is on the form of the process. */
export default function ApprovalsPage() {
  const t = useT()
  const [search, setSearch] = useSearchState()
  const { data: rules, error, refetch } = useQuery(rulesQuery)
  const edited = rules?.find(({ id }) => id === search.edit)
  const sentence = useSentence()
  return (
    <Settings
      title={t('settings.approvals')}
      right="approval_rule.manage"
      actions={
        <Button
          variant="filled"
          leftSection={<Icon of={IconPlus} />}
          onClick={() => setSearch({ new: '1' }, { push: true })}
        >
          {t('approvals.add')}
        </Button>
      }
    >
      <Section title={t('approvals.rules')} count={rules?.length}>
        <p className={css.about}>
          {t('approvals.about')}{' '}
          <GoTo to={paths.process('contract_approval')} className={wordLink}>
            {t('approvals.toProcess')}
          </GoTo>
        </p>
        {!rules && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={3} />)}
        {rules?.length === 0 && <EmptyState>{t('approvals.none')}</EmptyState>}
        <ul className={css.list}>
          {rules?.map((rule) => (
            <li key={rule.id} className={css.item}>
              <span>{sentence(rule)}</span>
              <Button
                aria-label={t('approvals.change', { rule: sentence(rule) })}
                onClick={() => setSearch({ edit: rule.id }, { push: true })}
              >
                {t('settings.change')}
              </Button>
            </li>
          ))}
        </ul>
      </Section>
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

/** A rule as one reads it: which contracts, and who approves them. */
function useSentence(): (rule: Rule) => string {
  const t = useT()
  const money = useMoney()
  const { company } = useMe()
  return (rule) =>
    t('approvals.sentence', {
      which: [
        t('approvals.contracts'),
        rule.departmentName && t('approvals.ofDepartment', { department: rule.departmentName }),
        rule.amountFrom !== null && t('approvals.from', { amount: money(rule.amountFrom, company.currency) }),
      ]
        .filter(Boolean)
        .join(' '),
      who: t(`approvals.who.${rule.approver}`, {
        name: rule.person?.name ?? rule.headOfName ?? '',
        role: rule.role ?? '',
      }),
    })
}
