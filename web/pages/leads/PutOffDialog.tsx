import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { businessNow, companyZone } from '../../api/clock.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { MomentField } from '../../ui/MomentField.tsx'
import { dateAhead, instantOf, nextMonday, nextMonth, wallOf } from '../../ui/moment.ts'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { putOffLead, useLeadActions } from './actions.ts'
import css from './dialogs.module.css'
import { type Lead, leadQuery } from './queries.ts'
import { waitedWords } from './words.tsx'

const MORNING = '09:00'
const HOUR_MS = 3_600_000

/** What people mostly choose, on the clock of the company. */
function usePresets(zone: string) {
  const t = useT()
  const now = businessNow()
  const at = (date: string) => ({ date, time: MORNING })
  return [
    { label: t('leads.putOff.hour'), wall: wallOf(zone, new Date(now + HOUR_MS).toISOString()) },
    { label: t('leads.putOff.tomorrow'), wall: at(dateAhead(zone, now, 1)) },
    { label: t('leads.putOff.days3'), wall: at(dateAhead(zone, now, 3)) },
    { label: t('leads.putOff.monday'), wall: at(nextMonday(zone, now)) },
    { label: t('leads.putOff.month'), wall: at(nextMonth(zone, now)) },
  ]
}

/** Until when a lead waits; at that moment it comes back by itself. */
export function PutOffDialog({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const form = useId()
  const actions = useLeadActions()
  const zone = companyZone()
  const [wall, setWall] = useState(() =>
    lead.waitingUntil ? wallOf(zone, lead.waitingUntil) : { date: dateAhead(zone, businessNow(), 1), time: MORNING },
  )
  const presets = usePresets(zone)
  const { data: known } = useQuery(leadQuery(lead.id))
  const isNew = lead.status === 'new' && !lead.owner?.id
  const [wrong, setWrong] = useState<string | null>(null)
  const putOff = useMutation({
    mutationFn: (until: string) => putOffLead(lead, until, { take: isNew }),
    onSuccess: (_, until) => {
      actions.putOff(lead, format.near(until, { time: 'always' }))
      onClose()
    },
    onSettled: () => actions.refresh(),
  })
  const errors = putOff.isError ? fieldErrors(putOff.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const until = instantOf(zone, wall)
    if (!until) return setWrong(t('leads.putOff.needed'))
    if (Date.parse(until) <= businessNow()) return setWrong(t('error.field.in_the_past'))
    setWrong(null)
    putOff.mutate(until)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('leads.putOff.title')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={putOff.isPending}>
            {t('leads.putOff.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <p className={css.about}>{lead.title}</p>
        <ErrorSummary message={putOff.isError && !errors.until ? wordsOfProblem(putOff.error) : null} />
        <MomentField
          label={t('leads.putOff.until')}
          value={wall}
          onChange={setWall}
          error={wrong ?? errors.until}
          quick={presets}
        />
        <p className={css.note}>
          {isNew && `${t('leads.putOff.take')} `}
          {t('leads.putOff.note')}
          {known && ` ${waitedWords(t, known)}`}
        </p>
      </form>
    </Dialog>
  )
}
