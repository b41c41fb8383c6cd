import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import { templatesQuery } from '../../components/documents/queries.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import css from './contracts.module.css'
import { type Contract, useContractActions } from './queries.ts'

/** The document of a contract: its newest version, which was approved, and the way to another. */
export function ContractDocument({ contract, editable }: { contract: Contract; editable: boolean }) {
  const t = useT()
  const [asking, setAsking] = useState(false)
  const { document } = contract
  const about = contract.deal
    ? ({ kind: 'deal', id: contract.deal.id } as const)
    : contract.company && ({ kind: 'company', id: contract.company.id } as const)
  const file = (no: number) => `/api/documents/${document?.id}/versions/${no}/file`
  return (
    <Section
      title={t('contracts.document')}
      end={editable && about && !document && <Button onClick={() => setAsking(true)}>{t('documents.prepare')}</Button>}
    >
      {document ? (
        <>
          <ul className={css.rows}>
            <li>
              <span className={css.words}>
                <GoTo to={paths.document(document.id)} className="w5 cut">
                  {[document.name, document.number].filter(Boolean).join(' ')}
                </GoTo>
                <span className="t-xs ink-3">
                  {document.made === 0 ? t('documents.draft') : t('documents.version', { no: document.made })}
                </span>
              </span>
              {document.made > 0 && (
                <Button component="a" href={file(document.made)} target="_blank" rel="noreferrer">
                  {t('documents.open')}
                </Button>
              )}
            </li>
          </ul>
          {contract.approvedNo !== null && (
            <p className={css.about}>
              {t('contracts.document.approved', { no: contract.approvedNo })}
              <br />
              <span className={css.hash}>SHA-256: {contract.approvedHash}</span>
            </p>
          )}
        </>
      ) : (
        <p className={css.about}>{t(about ? 'contracts.document.none' : 'contracts.document.noSubject')}</p>
      )}
      {contract.faults.length > 0 && (contract.status === 'draft' || contract.status === 'for_revision') && (
        <ul className={css.faults}>
          {contract.faults.map((code) => (
            <li key={code}>{t(`error.${code}` as 'contracts.one')}</li>
          ))}
        </ul>
      )}
      {asking && about && <PrepareDialog contract={contract} about={about} onClose={() => setAsking(false)} />}
    </Section>
  )
}

type PrepareProps = {
  contract: Contract
  about: { kind: 'deal' | 'company'; id: string }
  onClose: () => void
}

function PrepareDialog({ contract, about, onClose }: PrepareProps) {
  const t = useT()
  const { save } = useContractActions()
  const { data: templates } = useQuery(templatesQuery(about.kind))
  const [chosen, setChosen] = useState<string | null>(null)
  const offered = [...(templates ?? [])].sort((a, b) => Number(b.kind === 'contract') - Number(a.kind === 'contract'))
  const templateId = chosen ?? offered[0]?.id ?? null
  const prepare = useMutation({
    mutationFn: async (template: string) => {
      const made = await data(api.POST('/api/documents', { body: { templateId: template, subject: about } }))
      await save(contract, { documentId: made.id })
    },
    onSuccess: onClose,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('documents.prepare')}
      actions={
        <>
          <Button
            variant="filled"
            disabled={!templateId}
            loading={prepare.isPending}
            onClick={() => templateId && prepare.mutate(templateId)}
          >
            {t('documents.prepare.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <ErrorSummary message={prepare.isError ? wordsOfProblem(prepare.error) : null} />
      {templates?.length === 0 ? (
        <EmptyState>{t('documents.templates.noneHere')}</EmptyState>
      ) : (
        <Select
          label={t('documents.template')}
          description={t('documents.prepare.about')}
          data={offered.map(({ id, name }) => ({ value: id, label: name }))}
          value={templateId}
          allowDeselect={false}
          searchable
          onChange={setChosen}
        />
      )}
    </Dialog>
  )
}
