import { Button, Select, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useMe } from '../../api/session.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { taskTitle } from '../../i18n/task-title.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { useTaskActions } from './actions.ts'
import type { TaskPage } from './queries.ts'
import css from './tasks.module.css'

/** Whom the task is given to, and a word for that person. */
export function DelegateDialog({ task, onClose }: { task: TaskPage; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const { user, can } = useMe()
  const { delegate, refresh } = useTaskActions()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const [assigneeId, setAssigneeId] = useState<string | null>(null)
  const [word, setWord] = useState('')
  const [missing, setMissing] = useState(false)
  const give = useMutation({
    mutationFn: (to: string) => delegate(task, to, word),
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const errors = give.isError ? fieldErrors(give.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(!assigneeId)
    if (assigneeId) give.mutate(assigneeId)
  }
  const choices = people.filter(
    (person) =>
      person.id !== task.assignee?.id && (can['task.delegate'] === 'all' || person.departmentId === user.departmentId),
  )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tasks.delegate.title')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={give.isPending}>
            {t('tasks.delegate.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <p className="ink-2">{taskTitle(task)}</p>
        <ErrorSummary message={give.isError && !errors.assigneeId ? wordsOfProblem(give.error) : null} />
        <Select
          label={t('tasks.delegate.who')}
          data={choices.map((person) => ({
            value: person.id,
            label: person.away ? t('record.person.away', { name: person.name }) : person.name,
          }))}
          value={assigneeId}
          onChange={setAssigneeId}
          searchable
          data-autofocus
          error={missing && !assigneeId ? t('leads.assign.needed') : errors.assigneeId}
        />
        <Textarea
          label={t('tasks.delegate.word')}
          placeholder={t('tasks.delegate.example')}
          value={word}
          maxLength={2000}
          autosize
          minRows={2}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <p className={css.note}>{t('tasks.delegate.note')}</p>
      </form>
    </Dialog>
  )
}
