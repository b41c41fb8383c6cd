import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { FoundSelect } from '../../components/fields/FoundSelect.tsx'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { mergeTicket, useTicketActions, useTicketRefresh } from './actions.ts'
import { type Found, othersQuery, type Ticket } from './queries.ts'

/** Which ticket goes on for both. */
export function MergeDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const t = useT()
  const go = useGo()
  const form = useId()
  const refresh = useTicketRefresh()
  const { merged } = useTicketActions()
  const [into, setInto] = useState<Found | null>(null)
  const [missing, setMissing] = useState(false)
  const merge = useMutation({
    mutationFn: (into: Found) => mergeTicket(ticket, into.id),
    onSuccess: (_, into) => {
      merged(ticket, into)
      onClose()
      go(paths.ticket(into.id))
    },
    onSettled: () => refresh(),
  })
  const errors = merge.isError ? fieldErrors(merge.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(!into)
    if (into) merge.mutate(into)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tickets.merge.title', { number: ticket.number })}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={merge.isPending}>
            {t('tickets.merge.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} noValidate style={{ display: 'grid', gap: 16 }} onSubmit={submit}>
        <p className="ink-2">{t('tickets.merge.help')}</p>
        <ErrorSummary message={merge.isError && !errors.intoId ? wordsOfProblem(merge.error) : null} />
        <FoundSelect
          label={t('tickets.merge.into')}
          query={(q) => othersQuery(ticket, q)}
          value={into}
          onChange={(next) => {
            setInto(next)
            setMissing(false)
          }}
          nothingFoundMessage={t('tickets.nothingFound')}
          error={missing ? t('tickets.merge.needed') : errors.intoId}
        />
      </form>
    </Dialog>
  )
}
