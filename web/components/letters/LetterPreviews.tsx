import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import type { components } from '../../api/schema.d.ts'
import { useT, wordsOf } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import type { SubjectKind } from '../record/queries.ts'
import css from './letters.module.css'
import { SafeHtml } from './SafeHtml.tsx'

type Asked = components['schemas']['LetterPreview']
type Letter = Parameters<typeof ask>[0]

const ask = async (body: {
  about: { kind: SubjectKind; id: string } | null
  conversationId: string | null
  recipients: { address: string; name: string; card: { kind: 'contact' | 'company' | 'lead'; id: string } | null }[]
  texts: Record<'pl' | 'en', { subject: string; body: string } | null>
  signature: boolean
}): Promise<Asked[]> => (await data(api.POST('/api/letters/preview', { body }))).items

/** The letter as each recipient would get it. */
export function LetterPreviews({ letter }: { letter: Letter }) {
  const t = useT()
  const [at, setAt] = useState('0')
  const {
    data: pages,
    error,
    refetch,
  } = useQuery({ queryKey: ['letter-preview', letter], queryFn: () => ask(letter), gcTime: 0 })
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!pages) return <Skeleton rows={5} />
  const page = pages[Number(at)] ?? pages[0]
  if (!page) return <EmptyState>{t('letters.preview.nobody')}</EmptyState>
  return (
    <div className={css.preview}>
      {pages.length > 1 && (
        <Tabs
          label={t('letters.to')}
          value={at}
          onChange={setAt}
          tabs={pages.map((one, index) => ({ key: String(index), label: one.name || one.address }))}
        />
      )}
      <dl className={css.heads}>
        <dt>{t('letters.to')}</dt>
        <dd>{page.name ? `${page.name} <${page.address}>` : page.address || '-'}</dd>
        <dt>{t('letters.subject')}</dt>
        <dd className="w5">{page.subject || '-'}</dd>
      </dl>
      {page.doubts.length > 0 && (
        <ul className={css.doubts}>
          {page.doubts.map(({ code, detail }) => (
            <li key={code}>
              {wordsOf(`error.letter.doubt.${code}`, { address: page.address || page.name, detail: detail ?? '' })}
            </li>
          ))}
        </ul>
      )}
      <SafeHtml html={page.html} title={t('letters.body')} />
    </div>
  )
}
