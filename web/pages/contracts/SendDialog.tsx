import { Button, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { notify } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import css from './contracts.module.css'
import { type Contract, useContractActions } from './queries.ts'

const DAYS = ['7', '14', '30', '60'] as const
const OTHER = 'other'

/** To the customer goes the approved version: by a link, whose address is shown this once, or by another way. */
export function SendDialog({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const t = useT()
  const actions = useContractActions()
  const [way, setWay] = useState('30')
  const [url, setUrl] = useState<string | null>(null)
  const send = useMutation({
    mutationFn: () => actions.send(contract.id, way === OTHER ? null : Number(way)),
    onSuccess: (made) => (made.url ? setUrl(made.url) : onClose()),
  })
  const copy = async (address: string) => {
    await navigator.clipboard.writeText(address)
    notify('contract-link', t('settings.copied'))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('contracts.send.title', { number: contract.number })}
      actions={
        url ? (
          <Button variant="filled" onClick={onClose}>
            {t('contracts.send.done')}
          </Button>
        ) : (
          <>
            <Button variant="filled" loading={send.isPending} onClick={() => send.mutate()}>
              {t(way === OTHER ? 'contracts.send.mark' : 'contracts.send.do')}
            </Button>
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
          </>
        )
      }
    >
      <ErrorSummary message={send.isError ? wordsOfProblem(send.error) : null} />
      {url ? (
        <>
          <p className={css.about}>{t('contracts.send.once')}</p>
          <div className={css.link} role="status">
            <code>{url}</code>
            <Button onClick={() => void copy(url)}>{t('settings.copy')}</Button>
          </div>
        </>
      ) : (
        <>
          <p className={css.about}>{t('contracts.send.about', { no: contract.approvedNo ?? 0 })}</p>
          <Select
            label={t('contracts.send.way')}
            allowDeselect={false}
            value={way}
            data={[
              ...DAYS.map((value) => ({ value, label: t('contracts.send.link', { count: Number(value) }) })),
              { value: OTHER, label: t('contracts.send.other') },
            ]}
            onChange={(next) => next && setWay(next)}
          />
        </>
      )}
    </Dialog>
  )
}
