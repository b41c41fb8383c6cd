import { Button } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { Answer } from '../../components/forms/Answer.tsx'
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

/** What came in, the newest first, each with what it became or why it was held back. */
export function Submissions({ form }: { form: Form }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const client = useQueryClient()
  const query = useInfiniteQuery(submissionsQuery(form.id))
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const questions = new Map(form.definition.fields.map((field) => [field.key, field]))
  const asked = (key: string) => {
    const { label } = questions.get(key) ?? {}
    return label?.[locale] ?? label?.pl ?? label?.en ?? key
  }
  const letThrough = async (submission: Submission) => {
    const path = { id: form.id, submissionId: submission.id }
    await data(api.POST('/api/forms/{id}/submissions/{submissionId}/acceptance', { params: { path } })).catch(
      notifyProblem,
    )
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
                {submission.leadId || submission.recordId ? (
                  <GoTo
                    to={submission.recordId ? paths.record(submission.recordId) : paths.lead(submission.leadId ?? '')}
                    className="w5"
                  >
                    {submission.leadTitle ?? `${submission.recordNumber} ${submission.recordTitle}`}
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
                  <dt>{asked(key)}</dt>
                  <dd>
                    <Answer
                      question={questions.get(key) ?? { key, type: 'text', label: {} }}
                      value={value}
                      currency={form.definition.currency}
                    />
                  </dd>
                </div>
              ))}
            </dl>
            {!submission.leadId && !submission.recordId && (
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
