import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Page } from '../../components/shell/Page.tsx'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { Token } from '../../ui/Token.tsx'
import css from './processes.module.css'
import { processesQuery } from './queries.ts'

export default function ProcessesPage() {
  const t = useT()
  const locale = useLocale()
  const { data: processes, error, refetch } = useQuery(processesQuery)
  return (
    <Page
      reading
      title={t('shell.nav.processes')}
      actions={
        <Button component={GoTo} to={paths.stageRules}>
          {t('rules.title')}
        </Button>
      }
    >
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
    </Page>
  )
}
