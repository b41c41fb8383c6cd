import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useRefresh } from '../../components/work/use-refresh.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { assignLead } from './actions.ts'
import css from './dialogs.module.css'
import type { Lead } from './queries.ts'

export function AssignDialog({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const refresh = useRefresh()
  const colleagues = useQuery(colleaguesQuery)
  const [ownerId, setOwnerId] = useState(lead.owner?.id ?? null)
  const [missing, setMissing] = useState(false)
  const assign = useMutation({
    mutationFn: (to: string) => assignLead(lead, to),
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const errors = assign.isError ? fieldErrors(assign.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(!ownerId)
    if (ownerId) assign.mutate(ownerId)
  }
  // People of the lead's own department first: they are whom it is usually for.
  const groups = new Map<string, { value: string; label: string }[]>()
  const sorted = [...(colleagues.data ?? [])].sort(
    (a, b) => Number(b.departmentId === lead.departmentId) - Number(a.departmentId === lead.departmentId),
  )
  for (const person of sorted) {
    const group = person.department ?? t('leads.assign.noDepartment')
    const label = person.away ? t('record.person.away', { name: person.name }) : person.name
    groups.set(group, [...(groups.get(group) ?? []), { value: person.id, label }])
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('leads.assign.title')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={assign.isPending}>
            {t('leads.assign.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <p className={css.about}>{lead.title}</p>
        <ErrorSummary message={assign.isError && !errors.ownerId ? wordsOfProblem(assign.error) : null} />
        <Select
          label={t('leads.assign.who')}
          searchable
          data={[...groups].map(([group, items]) => ({ group, items }))}
          value={ownerId}
          onChange={setOwnerId}
          nothingFoundMessage={t('leads.assign.nobody')}
          error={missing ? t('leads.assign.needed') : errors.ownerId}
        />
      </form>
    </Dialog>
  )
}
