import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useMe } from '../../api/session.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { soon } from '../../ui/soon.tsx'
import { Token } from '../../ui/Token.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import css from './processes.module.css'
import { draftsQuery, processesQuery } from './queries.ts'

const NewProcess = soon(async () => (await import('./designer/NewProcess.tsx')).default)

export default function ProcessesPage() {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const { can } = useMe()
  const may = (can['process.design'] ?? 'none') !== 'none'
  const [search, setSearch] = useSearchState()
  const { data: processes, error, refetch } = useQuery(processesQuery)
  const { data: drafts } = useQuery({ ...draftsQuery, enabled: may })
  return (
    <Page
      reading
      title={t('shell.nav.processes')}
      actions={
        <>
          <Button component={GoTo} to={paths.stageRules}>
            {t('rules.title')}
          </Button>
          {may && (
            <Button
              variant="filled"
              leftSection={<Icon of={IconPlus} />}
              onClick={() => setSearch({ new: '1' }, { push: true })}
            >
              {t('processes.new')}
            </Button>
          )}
        </>
      }
    >
      {drafts && drafts.length > 0 && (
        <Section title={t('processes.drafts')} count={drafts.length}>
          <ul className={css.list}>
            {drafts.map((draft) => (
              <li key={draft.key}>
                <GoTo to={paths.designer(draft.key)} className={css.process}>
                  <span className="w5">{draft.name[locale]}</span>
                  {draft.isNew && <Chip>{t('processes.draft.new')}</Chip>}
                  <span className={css.numbers}>
                    <span className="ink-2">
                      {t('processes.draft.by', { name: draft.changedBy, when: format.near(draft.changedAt) })}
                    </span>
                  </span>
                </GoTo>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('processes.installed')} count={processes?.length}>
        {!processes && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={4} />)}
        <ul className={css.list}>
          {processes?.map((process) => (
            <li key={process.key}>
              <GoTo to={paths.process(process.key)} className={css.process}>
                <Token />
                <span className="w5">{process.name[locale]}</span>
                <span className={css.numbers}>
                  {process.paused && <Chip tone="amb">{t('processes.paused')}</Chip>}
                  {process.heldAt && (
                    <StatusMark status="soon">{t('steering.held.mark', { count: process.heldStarts })}</StatusMark>
                  )}
                  {process.incidents > 0 && (
                    <StatusMark status="incident">{t('processes.faulty', { count: process.incidents })}</StatusMark>
                  )}
                  {process.late > 0 && (
                    <StatusMark status="late">{t('processes.late', { count: process.late })}</StatusMark>
                  )}
                  <span className="ink-2">{t('processes.running', { count: process.running })}</span>
                </span>
              </GoTo>
            </li>
          ))}
        </ul>
      </Section>
      {may && search.new === '1' && (
        <Suspense fallback={null}>
          <NewProcess onClose={() => setSearch({ new: undefined })} />
        </Suspense>
      )}
    </Page>
  )
}
