import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import type { SubjectKind } from '../record/queries.ts'
import css from './documents.module.css'
import { byFit, type Template, templatesQuery } from './queries.ts'

type Props = {
  about: { kind: SubjectKind; id: string }
  /** What its templates are for. */
  section: string
  /** The kind of document that is meant: its templates stand first. */
  kind?: Template['kind']
  /** What the deal sells: its templates stand first. */
  sells?: string | null
  onMade: (documentId: string) => unknown
  onClose: () => void
}

/** Which template a new document about a record is made of. */
export function PrepareDialog({ about, section, kind, sells = null, onMade, onClose }: Props) {
  const t = useT()
  const locale = useLocale()
  const form = useId()
  const { data: templates, error } = useQuery(templatesQuery(section))
  const [chosen, setChosen] = useState<string | null>(null)
  const offered = byFit(templates ?? [], { locale, sells, ...(kind ? { kind } : {}) })
  const value = chosen ?? offered[0]?.id ?? null
  const prepare = useMutation({
    mutationFn: async (templateId: string) => {
      const made = await data(api.POST('/api/documents', { body: { templateId, subject: about } }))
      await onMade(made.id)
    },
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
