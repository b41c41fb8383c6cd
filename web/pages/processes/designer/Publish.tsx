import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api, data } from '../../../api/client.ts'
import { type ApiProblem, problemOfError } from '../../../api/problem.ts'
import { useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { GoTo } from '../../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import css from './designer.module.css'
import type { Design } from './queries.ts'
import type { useDraft } from './use-draft.ts'

interface Props {
  design: Design
  draft: ReturnType<typeof useDraft>
  onClose: () => void
  onDone: (version: number) => void
}

/** Asks for the reason and makes the draft the next version. */
export function Publish({ design, draft, onClose, onDone }: Props) {
  const t = useT()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [sending, setSending] = useState(false)
  const base = problem?.code === 'process.base_changed' ? Number(problem.params.version) : null
  const publish = async () => {
    setSending(true)
    try {
      await draft.save()
      const { version } = await data(
        api.POST('/api/processes/{key}/versions', {
          params: { path: { key: design.key } },
          body: { reason, ...(base === null ? {} : { over: base }) },
          headers: { 'If-Match': `"${draft.version()}"` },
        }),
      )
      onDone(version)
    } catch (refused) {
      setProblem(problemOfError(refused))
    } finally {
      setSending(false)
    }
  }
  const wrong = problem ? fieldErrors(problem).reason : undefined
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('designer.publish.title')}
      actions={
        <>
          <Button type="submit" form="publish" variant="filled" loading={sending}>
            {t(base === null ? 'designer.publish' : 'designer.over')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form
        id="publish"
        className={css.fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void publish()
        }}
      >
        <p className="ink-2">{t('designer.publish.about')}</p>
        {problem && !wrong && <ErrorSummary message={wordsOfProblem(problem)} />}
        {base !== null && <GoTo to={`${paths.versions(design.key)}?right=draft`}>{t('designer.compare')}</GoTo>}
        <Textarea
          label={t('designer.reason')}
          placeholder={t('designer.reason.example')}
          data-autofocus
          required
          autosize
          minRows={2}
          value={reason}
          error={wrong}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
