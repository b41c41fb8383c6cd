import { Button, Checkbox } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { formatAccount } from '../../../pure/bank-account.ts'
import { formatNip } from '../../../pure/nip.ts'
import { formatPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { notify } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import css from './details.module.css'
import type { DetailRequest, Proposal } from './queries.ts'

const SHOWN: Partial<Record<Proposal['key'], (value: string) => string>> = {
  nip: formatNip,
  phone: formatPhone,
  bankAccount: formatAccount,
}
const shown = ({ key }: Proposal, value: string) => (value && SHOWN[key]?.(value)) || value

/** What a customer answered beside what is on his cards: what is new is chosen, what differs has to be chosen by somebody. */
export function ReviewDialog({ request, onClose }: { request: DetailRequest; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const client = useQueryClient()
  const [take, setTake] = useState(() => request.proposals.filter(({ state }) => state === 'new').map(({ key }) => key))
  const decide = useMutation({
    mutationFn: () =>
      data(api.POST('/api/detail-requests/{id}/decision', { params: { path: { id: request.id } }, body: { take } })),
    onSuccess: async () => {
      notify('details', t('details.decided', { count: take.length }))
      onClose()
      await client.invalidateQueries()
    },
    onError: () => void client.invalidateQueries({ queryKey: ['records'] }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate()
  }
  const cards = (['company', 'contact'] as const)
    .map((card) => ({ card, proposals: request.proposals.filter((one) => one.card === card) }))
    .filter(({ proposals }) => proposals.length > 0)
  return (
    <Dialog
      open
      onClose={onClose}
      size={640}
      title={t('details.review')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={decide.isPending}>
            {t(take.length > 0 ? 'details.take' : 'details.takeNothing', { count: take.length })}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <ErrorSummary message={decide.isError ? wordsOfProblem(decide.error) : null} />
        <p className={css.about}>{t('details.review.about')}</p>
        {cards.map(({ card, proposals }) => (
          <fieldset key={card} className={css.card}>
            <legend>{t(`details.card.${card}`)}</legend>
            {proposals.map((proposal) => {
              const { key, state, before, after } = proposal
              const label = t(`details.field.${key}`)
              return (
                <div key={key} className={css.proposal}>
                  {state === 'same' ? (
                    <span className={css.label}>{label}</span>
                  ) : (
                    <Checkbox
                      label={label}
                      checked={take.includes(key)}
                      onChange={(event) =>
                        setTake(event.currentTarget.checked ? [...take, key] : take.filter((one) => one !== key))
                      }
                    />
                  )}
                  <span className={css.values}>
                    {state === 'different' && (
                      <span className={css.before}>
                        <span className="hidden-words">{t('details.before')} </span>
                        {shown(proposal, before)}
                      </span>
                    )}
                    <b>{shown(proposal, after)}</b>
                    {state === 'same' && <span className="ink-3">{t('details.same')}</span>}
                  </span>
                </div>
              )
            })}
          </fieldset>
        ))}
      </form>
    </Dialog>
  )
}
