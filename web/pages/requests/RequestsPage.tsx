import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useMinute } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { Page } from '../../components/shell/Page.tsx'
import { Claims } from '../../components/work/Claims.tsx'
import { useFormat } from '../../i18n/format.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useT } from '../../i18n/words.ts'
import { pathOf, paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { wordLink } from '../../ui/WordButton.tsx'
import { clientOf, NextStep } from '../leads/words.tsx'
import css from './RequestsPage.module.css'

export default function RequestsPage() {
  const t = useT()
  const format = useFormat()
  const minute = useMinute()
  const { user } = useMe()
  const {
    data: page,
    error,
    refetch,
  } = useQuery({
    queryKey: ['requests'],
    queryFn: () => data(api.GET('/api/requests')),
  })
  if (!page) {
    return (
      <Page title={t('shell.nav.requests')}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={8} />}
      </Page>
    )
  }
  // Taken a moment ago: still among the claims, where everybody sees whose it became.
  const fresh = new Set(page.claims.map((claim) => claim.id))
  const taken = page.taken.filter((claim) => !fresh.has(claim.id))
  return (
    <Page
      title={t('shell.nav.requests')}
      aside={
        taken.length > 0 && (
          <Section title={t('requests.taken')}>
            <ul>
              {taken.map((claim) => {
                const href = claim.subject && pathOf(claim.subject.kind, claim.subject.id)
                const words = claim.subject?.title || taskTitle(claim)
                const time = format.near(claim.completedAt ?? '', { time: 'always' })
                return (
                  <li key={claim.id} className={css.taken}>
                    <Icon of={IconCheck} />
                    <span className={css.words}>
                      {href ? (
                        <GoTo to={href} className={`${css.link} cut`}>
                          {words}
                        </GoTo>
                      ) : (
                        <span className="cut">{words}</span>
                      )}
                      <span className={css.when}>
                        {claim.completedBy?.id === user.id
                          ? t('ui.claim.you', { time })
                          : t('ui.claim.taken', { name: claim.completedBy?.name ?? '', time })}
                      </span>
                    </span>
                  </li>
                )
              })}
            </ul>
          </Section>
        )
      }
    >
      {page.claims.length > 0 ? (
        <Claims claims={page.claims} tellsThen={page.tellsThen} />
      ) : (
        <Section title={t('myDay.claims')} count={0}>
          <EmptyState
            link={
              <GoTo to={`${paths.leads}?owner=none`} className={wordLink}>
                {t('requests.unowned')}
              </GoTo>
            }
          >
            {t('requests.none')}
          </EmptyState>
        </Section>
      )}
      <Section
        title={t('requests.handled')}
        count={page.moreHandled ? undefined : page.handled.length}
        end={
          page.moreHandled && (
            <GoTo to={`${paths.leads}?owner=me`} className={wordLink}>
              {t('requests.handled.all')}
            </GoTo>
          )
        }
      >
        {page.handled.length === 0 ? (
          <p className={css.note}>{t('requests.handled.none')}</p>
        ) : (
          <ul>
            {page.handled.map((lead) => (
              <li key={lead.id} className={css.handled}>
                <GoTo to={paths.lead(lead.id)} className={`${css.link} w5 cut`}>
                  {lead.title}
                </GoTo>
                <span className="ink-2 cut">{clientOf(lead)}</span>
                <span className={css.next}>
                  <NextStep lead={lead} minute={minute} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  )
}
