import { Button } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import css from './forms.module.css'
import { type Form, type Submission, submissionsQuery } from './queries.ts'

/** What came in, the newest first, each with the lead it became or why it was held back. */
export function Submissions({ form }: { form: Form }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const client = useQueryClient()
  const query = useInfiniteQuery(submissionsQuery(form.id))
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const labels = new Map(form.definition.fields.map((field) => [field.key, field.label[locale] ?? field.label.pl]))
  const letThrough = async (submission: Submission) => {
    const path = { id: form.id, submissionId: submission.id }
    await data(api.POST('/api/forms/{id}/submissions/{submissionId}/lead', { params: { path } })).catch(notifyProblem)
    await client.invalidateQueries({ queryKey: ['submissions', form.id] })
  }
  if (query.isPending) return <Skeleton rows={6} />
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (items.length === 0) return <EmptyState>{t('forms.submissions.none')}</EmptyState>
  return (
    <>
      <ul className={css.list}>
        {items.map((submission) => (
          <li key={submission.id} className={css.field}>
            <div className={css.head}>
              <span>
                {submission.leadId ? (
                  <GoTo to={paths.lead(submission.leadId)} className="w5">
                    {submission.leadTitle}
                  </GoTo>
                ) : (
                  <Chip tone="amb">{t('forms.submissions.held')}</Chip>
                )}
              </span>
              <span className={css.meta}>{format.near(submission.receivedAt)}</span>
            </div>
            <dl className={css.answers}>
              {Object.entries(submission.answers).map(([key, value]) => (
                <div key={key}>
                  <dt>{labels.get(key) ?? key}</dt>
                  <dd>{Array.isArray(value) ? value.join(', ') : String(value)}</dd>
                </div>
              ))}
            </dl>
            {!submission.leadId && (
              <span>
                <Button onClick={() => void letThrough(submission)}>{t('forms.submissions.let')}</Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('shell.notifications.older')}
        </Button>
      )}
    </>
  )
}
