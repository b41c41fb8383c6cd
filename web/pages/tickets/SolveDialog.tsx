import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { solveTicket, useTicketActions, useTicketRefresh } from './actions.ts'
import type { Ticket } from './queries.ts'

export function SolveDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const refresh = useTicketRefresh()
  const { solved } = useTicketActions()
  const [solution, setSolution] = useState(ticket.solution)
  const solve = useMutation({
    mutationFn: () => solveTicket(ticket, solution.trim()),
    onSuccess: () => {
      solved(ticket)
      onClose()
    },
    onSettled: () => refresh(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    solve.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tickets.solve.title')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={solve.isPending}>
            {t('tickets.do.solve')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} noValidate style={{ display: 'grid', gap: 16 }} onSubmit={submit}>
        <ErrorSummary message={solve.isError ? wordsOfProblem(solve.error) : null} />
        <Textarea
          label={t('tickets.solution')}
          description={t('tickets.solve.help')}
          data-autofocus
          autosize
          minRows={4}
          maxLength={20_000}
          value={solution}
          onChange={(event) => setSolution(event.currentTarget.value)}
        />
      </form>
    </Dialog>
  )
}
