import { Button, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { SubjectKind } from '../record/queries.ts'
import css from './documents.module.css'
import { documentsOfQuery, templatesQuery } from './queries.ts'

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
        <PrepareDialog about={{ kind, id }} section={section} sells={sells} onClose={() => setAsking(false)} />
      )}
    </Section>
  )
}

type DialogProps = {
  about: { kind: SubjectKind; id: string }
  section: string
  sells: string | null
  onClose: () => void
}

function PrepareDialog({ about, section, sells, onClose }: DialogProps) {
  const t = useT()
  const go = useGo()
  const locale = useLocale()
  const form = useId()
  const { data: templates, error } = useQuery(templatesQuery(section))
  const [chosen, setChosen] = useState<string | null>(null)
  const rank = (template: NonNullable<typeof templates>[number]) =>
    (template.locale === locale ? 0 : 2) + (template.sells === null || template.sells === sells ? 0 : 1)
  const offered = [...(templates ?? [])].sort((a, b) => rank(a) - rank(b))
  const value = chosen ?? offered[0]?.id ?? null
  const prepare = useMutation({
    mutationFn: (templateId: string) => data(api.POST('/api/documents', { body: { templateId, subject: about } })),
    onSuccess: ({ id }) => go(paths.document(id)),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (value) prepare.mutate(value)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('documents.prepare')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" disabled={!value} loading={prepare.isPending}>
            {t('documents.prepare.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      {templates?.length === 0 ? (
        <EmptyState>{t('documents.templates.noneHere')}</EmptyState>
      ) : (
        <form id={form} className={css.form} onSubmit={submit}>
          <ErrorSummary message={prepare.isError || error ? wordsOfProblem(prepare.error ?? error) : null} />
          <Select
            label={t('documents.template')}
            description={t('documents.prepare.about')}
            data={offered.map((template) => ({
              value: template.id,
              label: template.locale === locale ? template.name : `${template.name} (${template.locale})`,
            }))}
            value={value}
            allowDeselect={false}
            searchable
            onChange={setChosen}
          />
        </form>
      )}
    </Dialog>
  )
}
