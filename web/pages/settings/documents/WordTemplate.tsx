import { Button, FileButton } from '@mantine/core'
import { IconCopy, IconUpload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { type Asked, nearest, rowVariables, unknownIn } from '../../../../pure/documents/docx.ts'
import { LISTS } from '../../../../pure/documents/template.ts'
import { problemOfResponse } from '../../../api/problem.ts'
import css from '../../../components/documents/documents.module.css'
import { type Template, type TemplateFile, variablesQuery } from '../../../components/documents/queries.ts'
import { Files } from '../../../components/letters/Files.tsx'
import { useT } from '../../../i18n/words.ts'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import { Section } from '../../../ui/Section.tsx'
import { About, type AboutDraft, aboutOf } from './About.tsx'
import { Before } from './Before.tsx'
import { TemplateFrame } from './TemplateFrame.tsx'
import { useTemplate } from './use-template.ts'
import { useCopy, VariableHelp } from './VariableHelp.tsx'

const DOCX = '.docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const addressOf = (template: Template, no: number) => `/api/document-templates/${template.id}/versions/${no}/file`

/** A template that is a Word file: what it is for, the file, and how fields are written in it. */
export function WordTemplate({ template, draft: before }: { template: Template | null; draft: AboutDraft }) {
  const t = useT()
  const [draft, setDraft] = useState(before)
  const [sent, setSent] = useState<TemplateFile | null>(null)
  const { save, archive, errors, message } = useTemplate(template, draft.name, () => ({
    ...aboutOf(draft),
    ...(sent ? { file: sent.id } : {}),
  }))
  const again = useRef<() => void>(null)
  const upload = useMutation({
    mutationFn: async (file: File): Promise<TemplateFile> => {
      setSent(null)
      // The same file, corrected, may be chosen again.
      again.current?.()
      const query = new URLSearchParams({ name: file.name, section: draft.section })
      const headers = { 'content-type': 'application/octet-stream' }
      const answer = await fetch(`/api/document-template-files?${query}`, { method: 'POST', body: file, headers })
      if (!answer.ok) throw await problemOfResponse(answer)
      return answer.json()
    },
    onSuccess: (file) => {
      setSent(file)
      save.reset()
      // A file is most often called what its documents are.
      if (draft.name === '') setDraft((now) => ({ ...now, name: file.name.replace(/\.docx$/i, '') }))
    },
  })
  const wrong = upload.isError ? (fieldErrors(upload.error).file ?? wordsOfProblem(upload.error)) : errors.file
  const missing = save.isError && !template && !sent
  return (
    <TemplateFrame
      title={template?.name ?? t('documents.word.add')}
      saving={save.isPending}
      onSave={() => save.mutate()}
      onArchive={template ? () => void archive() : undefined}
    >
      <div className={css.split}>
        <div className={css.side}>
          <ErrorSummary message={missing ? t('documents.word.missing') : message} />
          <About
            draft={draft}
            errors={errors}
            onChange={(some) => {
              setDraft((now) => ({ ...now, ...some }))
              save.reset()
            }}
          />
          <Section title={t('documents.word')}>
            <div className={css.form}>
              <p className={css.meta}>{t('documents.word.about')}</p>
              <Chosen template={template} sent={sent} />
              {wrong && (
                <p role="alert" className={css.wrong}>
                  {upload.isError && `${upload.variables.name}: `}
                  {wrong}
                </p>
              )}
              <Unknown asked={sent ?? template?.file ?? null} section={draft.section} />
              <div className={css.row}>
                <FileButton accept={DOCX} resetRef={again} onChange={(file) => file && upload.mutate(file)}>
                  {(props) => (
                    <Button {...props} leftSection={<Icon of={IconUpload} />} loading={upload.isPending}>
                      {t(sent ? 'documents.word.other' : template ? 'documents.word.another' : 'documents.word.choose')}
                    </Button>
                  )}
                </FileButton>
              </div>
            </div>
          </Section>
          {template && (
            <Before template={template}>
              {(was) => (
                <Button
                  component="a"
                  size="sm"
                  href={addressOf(template, was.version)}
                  aria-label={t('documents.word.downloadVersion', { no: was.version })}
                >
                  {t('documents.download')}
                </Button>
              )}
            </Before>
          )}
        </div>
        <VariableHelp section={draft.section} />
      </div>
    </TemplateFrame>
  )
}

/** The file a template is made of, or is about to be. */
function Chosen({ template, sent }: { template: Template | null; sent: TemplateFile | null }) {
  const t = useT()
  const file = sent ?? template?.file
  if (!file) return null
  const href = template && !sent ? addressOf(template, template.version) : undefined
  const lists = file.lists.map((list) => t(`documents.list.${list}`))
  return (
    <div>
      <Files files={[{ id: file.name, name: file.name, size: file.size, ...(href ? { href } : {}) }]} />
      <p className={css.meta}>
        {[t('documents.word.found', { count: file.variables.length }), ...lists, sent && t('documents.word.unsaved')]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  )
}

/** Fields of the file that mean nothing for this kind of record, each with the one that was most likely meant. */
function Unknown({ asked, section }: { asked: Asked | null; section: string }) {
  const t = useT()
  const copy = useCopy()
  const { data: variables } = useQuery(variablesQuery(section))
  if (!asked || !variables) return null
  const unknown = unknownIn(asked, new Set(variables.map(({ key }) => key)), section)
  if (unknown.length === 0) return null
  const rows =
    section === 'deal' ? LISTS.flatMap(rowVariables).map((key) => ({ key, label: { pl: key, en: key } })) : []
  return (
    <div role="alert" className={css.unknown}>
      <p>{t('documents.word.unknown', { count: unknown.length })}</p>
      <ul className={css.list}>
        {unknown.map((name) => {
          const meant = nearest(name, [...variables, ...rows])
          return (
            <li key={name} className={css.item}>
              <code>{`{{${name}}}`}</code>
              {meant && (
                <Button
                  size="sm"
                  leftSection={<Icon of={IconCopy} size={14} />}
                  onClick={() => void copy(`{{${meant}}}`)}
                >
                  {t('documents.word.meant', { words: `{{${meant}}}` })}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
