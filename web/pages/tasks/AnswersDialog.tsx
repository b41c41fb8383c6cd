import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { FormInput } from '../../components/work/FormInput.tsx'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { useTaskActions } from './actions.ts'
import type { TaskPage } from './queries.ts'

/** What the process asks whoever does the task; with the answers it is done. */
export function AnswersDialog({ task, title, onClose }: { task: TaskPage; title: string; onClose: () => void }) {
  const t = useT()
  const { refresh } = useTaskActions()
  const [answers, setAnswers] = useState<Record<string, unknown>>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const errors = problem ? fieldErrors(problem) : {}
  const send = async () => {
    setSending(true)
    try {
      await data(api.POST('/api/tasks/{id}/completion', { params: { path: { id: task.id } }, body: { answers } }))
      await refresh()
      onClose()
    } catch (refused) {
      setProblem(refused)
      setSending(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button type="submit" form="answers" variant="filled" loading={sending}>
            {t('tasks.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form
        id="answers"
        noValidate
        style={{ display: 'grid', gap: 16 }}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {problem !== null && Object.keys(errors).length === 0 && <ErrorSummary message={wordsOfProblem(problem)} />}
        {task.form?.map((field) => (
          <FormInput
            key={field.key}
            field={field}
            value={answers[field.key]}
            error={errors[`answers.${field.key}`]}
            onChange={(value) => setAnswers((now) => ({ ...now, [field.key]: value }))}
          />
        ))}
      </form>
    </Dialog>
  )
}
