import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { SubjectKind } from '../record/queries.ts'
import css from './documents.module.css'
import { PrepareDialog } from './PrepareDialog.tsx'
import { documentsOfQuery } from './queries.ts'

type Props = {
  kind: SubjectKind
  id: string
  /** The section its templates are for, where that is not the kind itself. */
  section?: string
  /** What a deal sells: its templates stand first. */
  sells?: string | null
  editable: boolean
}

/** Documents about a record, and the way to a new one. */
export function RecordDocuments({ kind, id, section = kind, sells = null, editable }: Props) {
  const t = useT()
  const format = useFormat()
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const { data: documents, error, refetch } = useQuery(documentsOfQuery(kind, id))
  return (
    <Section
      title={t('documents.title')}
      count={documents?.length || undefined}
      end={
        editable && (
          <Button
            size="sm"
            variant="subtle"
            leftSection={<Icon of={IconPlus} size={14} />}
            onClick={() => setAsking(true)}
          >
            {t('documents.prepare')}
          </Button>
        )
      }
    >
      {!documents && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={2} />)}
      {documents?.length === 0 && <p className={css.meta}>{t('documents.none')}</p>}
      <ul className={css.list}>
        {documents?.map((document) => (
          <li key={document.id} className={css.item}>
            <span>
              <GoTo to={paths.document(document.id)}>{[document.name, document.number].filter(Boolean).join(' ')}</GoTo>
              <br />
              <span className={css.meta}>
                {document.made === 0 ? t('documents.draft') : t('documents.version', { no: document.made })}
                {' · '}
                {document.sentAt
                  ? t('documents.sentAt', { at: format.near(document.sentAt, { time: 'always' }) })
                  : format.near(document.updatedAt, { time: 'always' })}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {asking && (
        <PrepareDialog
          about={{ kind, id }}
          section={section}
          sells={sells}
          onMade={(made) => go(paths.document(made))}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  )
}
