import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArchive, IconDots, IconDownload, IconFileCheck, IconPrinter, IconRefresh } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, data } from '../../api/client.ts'
import css from '../../components/documents/documents.module.css'
import { Preview } from '../../components/documents/Preview.tsx'
import { type Document, documentPreviewQuery, documentQuery } from '../../components/documents/queries.ts'
import { WriteLetter } from '../../components/letters/WriteLetter.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notify, notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { LineRows } from './LineRows.tsx'
import { Links } from './Links.tsx'

export default function DocumentPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: document, error, refetch } = useQuery(documentQuery(id))
  if (!document) {
    return (
      <Page title={t('documents.one')}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <Known key={document.id} document={document} />
}

const addressOf = (document: Document, no: number, query = '') =>
  `/api/documents/${document.id}/versions/${no}/file${query}`
const TO_KEEP = '?keep=true'

/** What the first version will be. */
const makes = ({ word, pdf }: Document) =>
  word ? (pdf ? 'documents.word.makeBoth' : 'documents.word.make') : 'documents.make'

function Known({ document }: { document: Document }) {
  const t = useT()
  const go = useGo()
  const format = useFormat()
  const client = useQueryClient()
  const [busy, setBusy] = useState<'make' | 'refresh' | null>(null)
  const preview = useQuery({ ...documentPreviewQuery(document), enabled: document.template !== null && !document.word })
  const { subject } = document
  const record = pathOf(subject.kind, subject.id)
  const editable = document.editable && document.archivedAt === null
  const params = { path: { id: document.id } }
  const shown = (fresh: Document) => {
    client.setQueryData(documentQuery(document.id).queryKey, fresh)
    void client.invalidateQueries({ queryKey: ['records', subject.kind, subject.id] })
  }
  const run = async (what: 'make' | 'refresh', call: () => Promise<Document>, words: string) => {
    setBusy(what)
    try {
      shown(await call())
      notify(`document-${document.id}`, words)
    } catch (problem) {
      notifyProblem(problem, `document-${document.id}`)
      await client.invalidateQueries({ queryKey: ['documents', document.id] })
    }
    setBusy(null)
  }
  const save = async (set: object, seen: number | undefined) => {
    try {
      const headers = { 'if-match': `"${seen ?? document.version}"` }
      shown(await data(api.PATCH('/api/documents/{id}', { params, headers, body: set })))
    } catch (problem) {
      await client.invalidateQueries({ queryKey: ['documents', document.id] })
      throw problem
    }
  }
  const archive = async () => {
    try {
      await data(api.POST('/api/documents/{id}/archive', { params }))
      notifyUndo({
        about: `document-${document.id}`,
        message: t('documents.archived', { name: document.name }),
        undo: async () => {
          await data(api.POST('/api/documents/{id}/restore', { params })).catch(notifyProblem)
          await client.invalidateQueries()
        },
      })
      await client.invalidateQueries({ queryKey: ['documents', document.id] })
      if (record) go(record)
    } catch (problem) {
      notifyProblem(problem)
    }
  }
  const newest = document.versions[0]
  return (
    <Page
      title={document.name}
      breadcrumbs={record ? [{ label: subject.name || t('documents.record'), to: record }] : []}
      beside={
        <>
          {document.number && <Chip>{document.number}</Chip>}
          {document.sentAt && (
            <Chip tone="grn">{t('documents.sentAt', { at: format.near(document.sentAt, { time: 'always' }) })}</Chip>
          )}
          {document.archivedAt && <Chip tone="amb">{t('documents.isArchived')}</Chip>}
        </>
      }
      actions={
        <>
          {editable && document.template && (
            <Button
              variant="filled"
              leftSection={<Icon of={IconFileCheck} />}
              loading={busy === 'make'}
              onClick={() =>
                void run('make', () => data(api.POST('/api/documents/{id}/make', { params })), t('documents.made'))
              }
            >
              {t(newest ? 'documents.makeAgain' : makes(document))}
            </Button>
          )}
          {newest && document.archivedAt === null && (
            <WriteLetter
              place={{ kind: subject.kind, id: subject.id }}
              // What was drawn without a template goes along as what it was drawn of.
              attach={[
                document.template ? { kind: 'document', id: document.id } : { kind: subject.kind, id: subject.id },
              ]}
              label={t('documents.send')}
            />
          )}
          {newest && (
            <Button
              component="a"
              href={addressOf(document, newest.no, TO_KEEP)}
              leftSection={<Icon of={IconDownload} />}
            >
              {t('documents.download')}
            </Button>
          )}
          {(newest?.format === 'pdf' || editable) && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={t('documents.more')}>
                  <Icon of={IconDots} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {newest?.format === 'pdf' && (
                  <Menu.Item
                    component="a"
                    href={addressOf(document, newest.no)}
                    target="_blank"
                    rel="noopener"
                    leftSection={<Icon of={IconPrinter} />}
                  >
                    {t('documents.print')}
                  </Menu.Item>
                )}
                {editable && (
                  <Menu.Item leftSection={<Icon of={IconArchive} />} onClick={() => void archive()}>
                    {t('documents.archive')}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
        </>
      }
    >
      <div className={css.split}>
        <div className={css.side}>
          {document.template ? (
            <Section
              title={t('documents.fields')}
              end={
                editable && (
                  <Button
                    size="sm"
                    variant="subtle"
                    leftSection={<Icon of={IconRefresh} size={14} />}
                    loading={busy === 'refresh'}
                    onClick={() =>
                      void run(
                        'refresh',
                        () => data(api.POST('/api/documents/{id}/refresh', { params })),
                        t('documents.refreshed'),
                      )
                    }
                  >
                    {t('documents.refresh')}
                  </Button>
                )
              }
            >
              <p className={css.meta}>{t('documents.fields.about')}</p>
              <Fields document={document} editable={editable} onSave={save} />
            </Section>
          ) : (
            <p className={css.meta}>{t('documents.drawn')}</p>
          )}
          {document.usesLists.map((list) => (
            <LineRows
              key={`${list}-${document.version}`}
              list={list}
              document={document}
              editable={editable}
              onSave={save}
            />
          ))}
          <Versions document={document} />
          {newest && <Links document={document} editable={editable} onChange={shown} />}
        </div>
        {document.template && (
          <div className={css.sticky}>
            {document.word ? (
              <Section title={t('documents.word')}>
                <p>{t(document.pdf ? 'documents.word.makesBoth' : 'documents.word.makesDocx')}</p>
                {!newest && <p className={css.meta}>{t('documents.word.noPreview')}</p>}
              </Section>
            ) : (
              <Preview preview={preview.data} stale={preview.isPlaceholderData} error={preview.error} />
            )}
          </div>
        )}
      </div>
    </Page>
  )
}

/** What may well be left empty. */
const OPTIONAL = new Set(['document.due', 'document.payment', 'document.remarks'])

type FieldsProps = {
  document: Document
  editable: boolean
  onSave: (set: object, seen: number | undefined) => Promise<void>
}

/** Every word the template asks for; what somebody wrote is marked and can be given back to the record. */
function Fields({ document, editable, onSave }: FieldsProps) {
  const t = useT()
  const locale = useLocale()
  return (
    <>
      <Field
        label={t('documents.name')}
        value={document.name}
        version={document.version}
        check={(value) => (value.trim() ? null : t('error.field.required'))}
        {...(editable
          ? { onSave: (name: string, seen: number | undefined) => onSave({ name: name.trim() }, seen) }
          : {})}
      />
      {document.variables.map(({ key, label }) => {
        const value = document.fields[key] ?? ''
        return (
          <div key={key}>
            <Field
              label={label[locale]}
              value={value}
              version={document.version}
              {...(value.includes('\n') || value.length > 60 ? { type: 'lines' as const } : {})}
              {...(value === '' && !OPTIONAL.has(key) ? { required: t('documents.fields.empty') } : {})}
              {...(editable
                ? {
                    onSave: (text: string, seen: number | undefined) => onSave({ fields: { [key]: text } }, seen),
                  }
                : {})}
            />
            {document.byHand.includes(key) && (
              <span className={css.hand}>
                {t('documents.byHand')}
                {editable && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={t('documents.giveBack.of', { name: label[locale] })}
                    onClick={() => void onSave({ fields: { [key]: null } }, undefined).catch(notifyProblem)}
                  >
                    {t('documents.giveBack')}
                  </Button>
                )}
              </span>
            )}
          </div>
        )
      })}
    </>
  )
}

function Versions({ document }: { document: Document }) {
  const t = useT()
  const format = useFormat()
  return (
    <Section title={t('documents.versions')} count={document.versions.length || undefined}>
      {document.versions.length === 0 && <p className={css.meta}>{t('documents.versions.none')}</p>}
      <ul className={css.list}>
        {document.versions.map((version) => (
          <li key={version.no} className={css.item}>
            <span>
              {t('documents.version', { no: version.no })}
              <br />
              <span className={css.meta}>
                {[
                  format.near(version.madeAt, { time: 'always' }),
                  version.madeBy,
                  version.pages !== null && t('documents.pages', { count: version.pages }),
                  version.format === 'docx' && 'DOCX',
                  version.sentAt && t('documents.sentAt', { at: format.near(version.sentAt, { time: 'always' }) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {version.current && <Chip tone="grn">{t('documents.current')}</Chip>}
            {version.no === document.made && !version.current && <Chip tone="amb">{t('documents.changedSince')}</Chip>}
            {version.docx && (
              <Button
                component="a"
                size="sm"
                href={addressOf(document, version.no, `${TO_KEEP}&as=docx`)}
                aria-label={t('documents.word.downloadVersion', { no: version.no })}
              >
                DOCX
              </Button>
            )}
            {version.format === 'pdf' && (
              <Button
                component="a"
                size="sm"
                href={addressOf(document, version.no)}
                target="_blank"
                rel="noopener"
                aria-label={t('documents.open.of', { no: version.no })}
              >
                {t('documents.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
