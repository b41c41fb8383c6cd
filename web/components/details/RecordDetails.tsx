import { Button, Menu } from '@mantine/core'
import { IconCopy, IconFileDescription, IconMail, IconUserQuestion } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Chip, type Tone } from '../../ui/Chip.tsx'
import { cx } from '../../ui/cx.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import documents from '../documents/documents.module.css'
import { LetterDialog } from '../letters/WriteLetter.tsx'
import { processesQuery } from '../record/queries.ts'
import css from './details.module.css'
import { type AskedFrom, type DetailRequest, requestsQuery } from './queries.ts'
import { ReviewDialog } from './ReviewDialog.tsx'

const TONES: Record<DetailRequest['state'], Tone> = {
  waiting: 'plain',
  opened: 'acc',
  answered: 'amb',
  decided: 'grn',
  expired: 'plain',
  revoked: 'plain',
}

type Props = {
  about: AskedFrom
  editable: boolean
  /** On a deal: whether its documents may be asked for, too. */
  collects?: boolean
}

/** What the customer of a record was asked for, what he answered, and the way to ask him. */
export function RecordDetails({ about, editable, collects = false }: Props) {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const [letter, setLetter] = useState<{ locale: 'pl' | 'en'; subject: string; body: string } | null>(null)
  const [url, setUrl] = useState<string | null>(null)
  const [reviewed, setReviewed] = useState<string | null>(null)
  const { data: requests, error, refetch } = useQuery(requestsQuery(about))
  const refresh = () => client.invalidateQueries({ queryKey: ['records', about.kind, about.id] })
  const ask = useMutation({
    mutationFn: (_how: 'letter' | 'link') =>
      data(api.POST('/api/records/{kind}/{id}/detail-requests', { params: { path: about }, body: {} })),
    onSuccess: async (asked, how) => {
      if (how === 'letter') setLetter(asked.letter)
      else {
        setUrl(asked.url)
        await copy(asked.url)
      }
      await refresh()
    },
    onError: (problem) => notifyProblem(problem, 'details'),
  })
  // Without the right to the clipboard the address stands there to be copied by hand.
  const copy = (address: string) =>
    navigator.clipboard.writeText(address).then(
      () => notify('details', t('settings.copied')),
      () => {},
    )
  const revoke = async (id: string) => {
    try {
      await data(api.DELETE('/api/detail-requests/{id}', { params: { path: { id } } }))
      await refresh()
    } catch (problem) {
      notifyProblem(problem, 'details')
    }
  }
  const request = requests?.find(({ id, state }) => id === reviewed && state === 'answered')
  const when = ({ state, decidedAt, decidedBy, answeredAt, openedAt, expiresAt, createdAt }: DetailRequest) => {
    const at = (moment: string) => format.near(moment, { time: 'always' })
    if (state === 'decided') return [at(decidedAt!), decidedBy].filter(Boolean).join(' · ')
    if (state === 'answered') return at(answeredAt!)
    if (state === 'opened') return at(openedAt!)
    return state === 'waiting' ? t('details.until', { when: at(expiresAt) }) : at(createdAt)
  }
  return (
    <Section
      title={t('details.title')}
      end={
        editable && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                size="sm"
                variant="subtle"
                leftSection={<Icon of={IconUserQuestion} size={14} />}
                loading={ask.isPending}
              >
                {t('details.ask')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Icon of={IconMail} />} onClick={() => ask.mutate('letter')}>
                {t('details.ask.letter')}
              </Menu.Item>
              <Menu.Item leftSection={<Icon of={IconCopy} />} onClick={() => ask.mutate('link')}>
                {t('details.ask.link')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )
      }
    >
      {collects && editable && <Collect dealId={about.id} />}
      {!requests && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={1} />)}
      {requests?.length === 0 && <p className={documents.meta}>{t('details.none')}</p>}
      {url && (
        <div className={documents.link} role="status">
          <code>{url}</code>
          <Button onClick={() => void copy(url)}>{t('settings.copy')}</Button>
        </div>
      )}
      <ul className={documents.list}>
        {requests?.map((one) => (
          <li key={one.id} className={cx(documents.item, css.request)}>
            <span>
              {one.askedBy ? t('details.by', { name: one.askedBy }) : t('details.asked')}
              <br />
              <span className={documents.meta}>{when(one)}</span>
            </span>
            <Chip tone={TONES[one.state]}>{t(`details.state.${one.state}`)}</Chip>
            {editable && one.state === 'answered' && (
              <Button size="sm" variant="filled" onClick={() => setReviewed(one.id)}>
                {t('details.review.do')}
              </Button>
            )}
            {editable && (one.state === 'waiting' || one.state === 'opened') && (
              <Button size="sm" onClick={() => void revoke(one.id)}>
                {t('documents.links.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {request && <ReviewDialog key={request.id} request={request} onClose={() => setReviewed(null)} />}
      {letter && (
        <LetterDialog
          place={about}
          begin={letter}
          onClose={() => setLetter(null)}
          onAgain={() => setLetter({ ...letter, subject: '', body: '' })}
        />
      )}
    </Section>
  )
}

const COLLECTING = 'deal_documents'

/** Begins the process that collects the details and the documents of a deal. */
function Collect({ dealId }: { dealId: string }) {
  const t = useT()
  const client = useQueryClient()
  const { data: cases } = useQuery(processesQuery('deal', dealId))
  const collect = useMutation({
    mutationFn: () => data(api.POST('/api/deals/{id}/documents-request', { params: { path: { id: dealId } } })),
    onSuccess: async () => {
      notify('details', t('details.collecting'))
      await client.invalidateQueries({ queryKey: ['records', 'deal', dealId] })
    },
    onError: (problem) => notifyProblem(problem, 'details'),
  })
  // It runs once at a time, and its case stands beside.
  if (!cases || cases.some(({ process, status }) => process === COLLECTING && status === 'active')) return null
  return (
    <div className={css.collect}>
      <Button
        leftSection={<Icon of={IconFileDescription} />}
        loading={collect.isPending}
        onClick={() => collect.mutate()}
      >
        {t('details.collect')}
      </Button>
    </div>
  )
}
