import { Button, Select } from '@mantine/core'
import { IconDeviceMobileMessage } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { numberForSms } from '../../../pure/mobile.ts'
import { formatPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notify } from '../../ui/notify.tsx'
import { fieldErrors } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { SubjectKind } from '../record/queries.ts'
import css from './letters.module.css'
import { type Address, accountsBy, addressesQuery } from './queries.ts'
import { type Leaving, ShortText } from './ShortText.tsx'

interface Place {
  kind: SubjectKind
  id: string
}

/** "Napisz SMS", where the company has an account to send from. */
export function WriteSms({ place }: { place: Place }) {
  const t = useT()
  const { can } = useMe()
  const mayWrite = (can['conversation.write'] ?? 'none') !== 'none'
  const { data: accounts = [] } = useQuery({ ...accountsBy('sms'), enabled: mayWrite })
  const [open, setOpen] = useState(false)
  if (accounts.length === 0) return null
  return (
    <>
      <Button leftSection={<Icon of={IconDeviceMobileMessage} />} onClick={() => setOpen(true)}>
        {t('sms.write')}
      </Button>
      {open && <SmsDialog place={place} onClose={() => setOpen(false)} />}
    </>
  )
}

function SmsDialog({ place, onClose }: { place: Place; onClose: () => void }) {
  const t = useT()
  const { data: addresses } = useQuery(addressesQuery(place.kind, place.id, 'phone'))
  const reachable = addresses?.filter(({ address }) => address !== null)
  return (
    <Dialog open onClose={onClose} title={t('sms.write')}>
      {reachable === undefined ? (
        <Skeleton rows={3} />
      ) : reachable.length === 0 ? (
        <p>{t('sms.noNumber')}</p>
      ) : (
        <SmsForm place={place} addresses={reachable} onClose={onClose} />
      )}
    </Dialog>
  )
}

function SmsForm({ place, addresses, onClose }: { place: Place; addresses: Address[]; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  // Of the main person the mobile number rather than that of the desk.
  const main = addresses.find((one) => one.main) ?? addresses[0]!
  const [to, setTo] = useState(
    () =>
      numberForSms(addresses.filter(({ card }) => card.id === main.card.id).map(({ address }) => address!)) ??
      main.address!,
  )
  const [text, setText] = useState('')
  const send = useMutation({
    mutationFn: (leaving: Leaving) =>
      data(
        api.POST('/api/customer-messages', {
          body: {
            channel: 'sms',
            to: [{ address: to, name: addresses.find(({ address }) => address === to)?.name ?? '' }],
            text: text.trim(),
            about: [place],
            ...leaving,
          },
        }),
      ),
    onSuccess: async (_, { sendAt }) => {
      notify('sms', sendAt ? t('letters.scheduled', { at: format.near(sendAt, { time: 'always' }) }) : t('sms.sent'))
      onClose()
      await client.invalidateQueries({ queryKey: ['conversations'] })
      await client.invalidateQueries({ queryKey: ['records'] })
    },
  })
  const errors = send.isError ? fieldErrors(send.error) : {}
  const wrongTo = errors.to ?? Object.entries(errors).find(([path]) => path.startsWith('to.'))?.[1]
  return (
    <div className={css.composer}>
      <Select
        label={t('letters.to')}
        allowDeselect={false}
        data={addresses.map(({ address, name }) => ({ value: address!, label: `${name}, ${formatPhone(address!)}` }))}
        value={to}
        error={wrongTo}
        onChange={(next) => next && setTo(next)}
      />
      <ShortText
        channel="sms"
        accountId={null}
        label={t('sms.text')}
        value={text}
        onChange={setText}
        onSend={send.mutate}
        sending={send.isPending}
        error={wrongTo ? null : send.error}
        autoFocus
      />
    </div>
  )
}
