import { Switch } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { formatPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { channelWords } from '../../components/letters/channels.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import css from './cards.module.css'

type Way = components['schemas']['OptOut']
type Kind = 'contact' | 'company'

const PATHS = { contact: '/api/contacts/{id}/opt-outs', company: '/api/companies/{id}/opt-outs' } as const

/** By which ways somebody may be written to; whoever answered STOP stands here as one who may not. */
export function Wishes({ kind, id, editable }: { kind: Kind; id: string; editable: boolean }) {
  const t = useT()
  const client = useQueryClient()
  const queryKey = ['records', kind, id, 'opt-outs']
  const path = { params: { path: { id } } }
  const { data: ways = [] } = useQuery({
    queryKey,
    queryFn: async () => (await data(api.GET(PATHS[kind], path))).items,
  })
  const set = useMutation({
    mutationFn: ({ channel, address, optedOut }: { channel: string; address: string; optedOut: boolean }) =>
      data(api.PUT(PATHS[kind], { ...path, body: { channel, address, optedOut } })),
    onSuccess: ({ items }) => client.setQueryData(queryKey, items),
    onError: (problem) => notifyProblem(problem),
  })
  if (ways.length === 0) return null
  return (
    <Section title={t('cards.wishes')}>
      <ul className={css.wishes}>
        {ways.map((way) => (
          <li key={`${way.channel} ${way.address}`}>
            <Switch
              label={`${channelWords(way.channel)}: ${way.address.startsWith('+') ? formatPhone(way.address) : way.address}`}
              description={<Said way={way} />}
              checked={way.optedOut === null}
              disabled={!editable || set.isPending}
              onChange={(event) =>
                set.mutate({ channel: way.channel, address: way.address, optedOut: !event.currentTarget.checked })
              }
            />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Said({ way: { optedOut } }: { way: Way }) {
  const t = useT()
  const format = useFormat()
  if (!optedOut) return null
  const at = format.near(optedOut.at, { time: 'always' })
  return optedOut.how === 'answer'
    ? t('cards.wishes.answered', { at })
    : t('cards.wishes.byHand', { at, name: optedOut.by ?? '' })
}
