import { Button, Radio, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { REJECT_REASONS, type RejectReason } from '../../../pure/leads.ts'
import { useRefresh } from '../../components/work/use-refresh.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { rejectLead } from './actions.ts'
import css from './dialogs.module.css'
import type { Lead } from './queries.ts'

export function RejectDialog({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const refresh = useRefresh()
  const [reason, setReason] = useState<RejectReason | null>(null)
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const reject = useMutation({
    mutationFn: (chosen: RejectReason) => rejectLead(lead, chosen, note.trim()),
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(!reason)
    if (reason) reject.mutate(reason)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('leads.reject.title')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={reject.isPending}>
            {t('leads.reject.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <p className={css.about}>{lead.title}</p>
        <ErrorSummary message={reject.isError ? wordsOfProblem(reject.error) : null} />
        <Radio.Group
          label={t('leads.reject.reason')}
          value={reason}
          onChange={(value) => {
            setReason(value as RejectReason)
            setMissing(false)
          }}
          error={missing ? t('leads.reject.reasonNeeded') : null}
        >
          <div className={css.reasons}>
            {REJECT_REASONS.map((one) => (
              <Radio key={one} value={one} label={t(`leads.reason.${one}`)} />
            ))}
          </div>
        </Radio.Group>
        <Textarea
          label={t('leads.reject.note')}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
