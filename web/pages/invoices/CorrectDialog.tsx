import { Button, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { type Invoice, useInvoiceActions } from './queries.ts'

/** Asks what the correction is to be before its draft is made. */
export function CorrectDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useT()
  const go = useGo()
  const { correct } = useInvoiceActions()
  const [whole, setWhole] = useState('part')
  const [busy, setBusy] = useState(false)
  const begin = async () => {
    setBusy(true)
    const made = await correct(invoice.id, whole === 'whole')
    setBusy(false)
    if (!made) return
    onClose()
    go(paths.invoice(made.id))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('invoices.correct.title', { number: invoice.number ?? '' })}
      actions={
        <>
          <Button variant="filled" loading={busy} onClick={() => void begin()}>
            {t('invoices.correct.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <Radio.Group value={whole} onChange={setWhole} label={t('invoices.correct.what')}>
        <Stack gap={8} mt={8}>
          <Radio value="part" label={t('invoices.correct.part')} />
          <Radio value="whole" label={t('invoices.correct.whole')} />
        </Stack>
      </Radio.Group>
    </Dialog>
  )
}
