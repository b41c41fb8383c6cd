import { Button, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import css from '../../components/documents/documents.module.css'
import type { Document, DocumentLink } from '../../components/documents/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Chip, type Tone } from '../../ui/Chip.tsx'
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'

const DAYS = ['3', '7', '14', '30', '90'] as const
const TONES: Record<DocumentLink['state'], Tone> = { waiting: 'plain', opened: 'grn', expired: 'amb', revoked: 'red' }

type Props = { document: Document; editable: boolean; onChange: (document: Document) => void }

/** Links for the customer: how long each opens the document, and whether it was opened. */
export function Links({ document, editable, onChange }: Props) {
  const t = useT()
  const format = useFormat()
  const [days, setDays] = useState('14')
  const [url, setUrl] = useState<string | null>(null)
  const params = { path: { id: document.id } }
  const create = useMutation({
    mutationFn: () => data(api.POST('/api/documents/{id}/links', { params, body: { days: Number(days) } })),
    onSuccess: (made) => {
      setUrl(made.url)
      onChange(made.document)
    },
    onError: (problem) => notifyProblem(problem),
  })
  const revoke = async (linkId: string) => {
    try {
      await data(api.DELETE('/api/documents/{id}/links/{linkId}', { params: { path: { id: document.id, linkId } } }))
      onChange(await data(api.GET('/api/documents/{id}', { params })))
    } catch (problem) {
      notifyProblem(problem)
    }
  }
  const copy = async (address: string) => {
    await navigator.clipboard.writeText(address)
    notify('document-link', t('settings.copied'))
  }
  return (
    <Section title={t('documents.links')} count={document.links.length || undefined}>
      <p className={css.meta}>{t('documents.links.about')}</p>
      {editable && (
        <div className={css.row}>
          <Select
            aria-label={t('documents.links.days')}
            value={days}
            allowDeselect={false}
            data={DAYS.map((value) => ({ value, label: t('documents.links.forDays', { count: Number(value) }) }))}
            onChange={(value) => value && setDays(value)}
          />
          <Button loading={create.isPending} onClick={() => create.mutate()}>
            {t('documents.links.create')}
          </Button>
        </div>
      )}
      {url && (
        <div className={css.link} role="status">
          <code>{url}</code>
          <Button onClick={() => void copy(url)}>{t('settings.copy')}</Button>
        </div>
      )}
      <ul className={css.list}>
        {document.links.map((link) => (
          <li key={link.id} className={css.item}>
            <span>
              {t('documents.version', { no: link.no })}
              <br />
              <span className={css.meta}>
                {link.lastOpenedAt
                  ? t('documents.links.opened', {
                      count: link.opens,
                      when: format.near(link.lastOpenedAt, { time: 'always' }),
                    })
                  : t('documents.links.until', { when: format.near(link.expiresAt, { time: 'always' }) })}
              </span>
            </span>
            <Chip tone={TONES[link.state]}>{t(`documents.links.state.${link.state}`)}</Chip>
            {editable && (link.state === 'waiting' || link.state === 'opened') && (
              <Button size="sm" onClick={() => void revoke(link.id)}>
                {t('documents.links.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
