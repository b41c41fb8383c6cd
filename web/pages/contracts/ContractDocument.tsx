import { Button } from '@mantine/core'
import { useState } from 'react'
import { PrepareDialog } from '../../components/documents/PrepareDialog.tsx'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import css from './contracts.module.css'
import { type Contract, useContractActions } from './queries.ts'

/** The document of a contract: its newest version, which was approved, and the way to another. */
export function ContractDocument({ contract, editable }: { contract: Contract; editable: boolean }) {
  const t = useT()
  const { save } = useContractActions()
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
      {asking && about && (
        <PrepareDialog
          about={about}
          section={about.kind}
          kind="contract"
          onMade={async (documentId) => {
            await save(contract, { documentId })
            setAsking(false)
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  )
}
