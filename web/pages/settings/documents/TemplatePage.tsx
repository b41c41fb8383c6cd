import { Button, Menu, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBold, IconBraces, IconItalic } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { TemplateBody } from '../../../../pure/documents/template.ts'
import css from '../../../components/documents/documents.module.css'
import { Preview } from '../../../components/documents/Preview.tsx'
import { type Template, templatePreviewQuery, templateQuery } from '../../../components/documents/queries.ts'
import { RecordSelect } from '../../../components/fields/RecordSelect.tsx'
import { Page } from '../../../components/shell/Page.tsx'
import { useLocale, useT } from '../../../i18n/words.ts'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { About, type AboutDraft, aboutOf, newTemplate } from './About.tsx'
import { Before } from './Before.tsx'
import { Blocks } from './Blocks.tsx'
import { insertInto, wrapIn } from './insert.ts'
import { TemplateFrame } from './TemplateFrame.tsx'
import { useTemplate } from './use-template.ts'
import { useVariableGroups } from './variables.ts'
import { WordTemplate } from './WordTemplate.tsx'

type Draft = AboutDraft & Pick<Template, 'body'>

const EMPTY: TemplateBody = { header: '', footer: '', pageNumbers: true, blocks: [] }

export default function TemplatePage() {
  const t = useT()
  const locale = useLocale()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: template, error, refetch } = useQuery({ ...templateQuery(id), enabled: !['new', 'word'].includes(id) })
  if (id === 'new') return <Editor key="new" template={null} draft={{ ...newTemplate(locale), body: EMPTY }} />
  if (id === 'word') return <WordTemplate key="word" template={null} draft={newTemplate(locale)} />
  if (!template) {
    return (
      <Page title={t('documents.template')}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  const Kind = template.file ? WordTemplate : Editor
  return <Kind key={`${template.id}-${template.version}`} template={template} draft={template} />
}

function Editor({ template, draft: before }: { template: Template | null; draft: Draft }) {
  const t = useT()
  const [draft, setDraft] = useState<Draft>(before)
  const [example, setExample] = useState<string | null>(null)
  const writing = useRef<HTMLTextAreaElement | HTMLInputElement | null>(null)
  const change = (some: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...some }))
    // A record of one section says nothing about another.
    if (some.section && some.section !== draft.section) setExample(null)
  }
  const body = (some: Partial<TemplateBody>) => setDraft((now) => ({ ...now, body: { ...now.body, ...some } }))
  const { save, archive, errors, message } = useTemplate(template, draft.name, () => ({
    ...aboutOf(draft),
    body: draft.body,
  }))
  return (
    <TemplateFrame
      title={template?.name ?? t('documents.templates.add')}
      saving={save.isPending}
      onSave={() => save.mutate()}
      onArchive={template ? () => void archive() : undefined}
    >
      <div className={css.split}>
        <div className={css.side}>
          <ErrorSummary message={message} />
          <About draft={draft} errors={errors} onChange={change} />
          <Section title={t('documents.templates.content')}>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: only notes where the caret was */}
            <div
              className={css.form}
              onFocus={(event) => {
                const { target } = event
                const text = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
                if (text && target.dataset.words !== undefined) writing.current = target
              }}
            >
              <Tools section={draft.section} writing={writing} />
              <Textarea
                label={t('documents.templates.header')}
                data-words
                autosize
                minRows={1}
                value={draft.body.header}
                onChange={(event) => body({ header: event.currentTarget.value })}
              />
              <Blocks blocks={draft.body.blocks} onChange={(blocks) => body({ blocks })} />
              <Textarea
                label={t('documents.templates.footer')}
                data-words
                autosize
                minRows={1}
                value={draft.body.footer}
                onChange={(event) => body({ footer: event.currentTarget.value })}
              />
            </div>
          </Section>
          {template && (
            <Before template={template}>
              {(was) => (
                <Button size="sm" onClick={() => change({ body: was.body as TemplateBody })}>
                  {t('documents.templates.take')}
                </Button>
              )}
            </Before>
          )}
        </div>
        <div className={css.sticky}>
          <RecordSelect
            label={t('documents.templates.example')}
            placeholder={t('documents.templates.example.none')}
            clearButtonProps={{ 'aria-label': t('documents.templates.example.none') }}
            kind={draft.section}
            value={example}
            onChange={setExample}
          />
          <Drawn draft={draft} example={example} />
        </div>
      </div>
    </TemplateFrame>
  )
}

type ToolsProps = { section: string; writing: { current: HTMLTextAreaElement | HTMLInputElement | null } }

/** What goes where the caret was last: fields, bold, italic. */
function Tools({ section, writing }: ToolsProps) {
  const t = useT()
  const groups = useVariableGroups(section)
  return (
    <div className={css.tools} role="toolbar" aria-label={t('documents.templates.tools')}>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button leftSection={<Icon of={IconBraces} />}>{t('documents.templates.insert')}</Button>
        </Menu.Target>
        <Menu.Dropdown style={{ maxHeight: 360, overflowY: 'auto' }}>
          {groups.map(({ title, variables }) => [
            <Menu.Label key={title}>{title}</Menu.Label>,
            ...variables.map(({ key, label }) => (
              <Menu.Item key={key} onClick={() => insertInto(writing.current, `{{${key}}}`)}>
                {label}
              </Menu.Item>
            )),
          ])}
        </Menu.Dropdown>
      </Menu>
      <Button
        leftSection={<Icon of={IconBold} />}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => wrapIn(writing.current, '**')}
      >
        {t('documents.templates.bold')}
      </Button>
      <Button
        leftSection={<Icon of={IconItalic} />}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => wrapIn(writing.current, '*')}
      >
        {t('documents.templates.italic')}
      </Button>
    </div>
  )
}

function Drawn({ draft, example }: { draft: Draft; example: string | null }) {
  const t = useT()
  const { section, locale, body } = draft
  const [asked] = useDebouncedValue({ body, section, locale, recordId: example }, 400)
  const preview = useQuery(templatePreviewQuery(asked))
  const unknown = preview.data?.unknown ?? []
  return (
    <>
      {unknown.length > 0 && (
        <p role="alert" className={css.hand}>
          {t('error.document_template.unknown_variables', { count: unknown.length, names: unknown.join(', ') })}
        </p>
      )}
      <Preview preview={preview.data} stale={preview.isPlaceholderData} error={preview.error} />
    </>
  )
}
