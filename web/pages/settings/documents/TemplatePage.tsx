import { Button, Menu, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBold, IconBraces, IconItalic } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { LIST_FIELDS, LISTS, type TemplateBody } from '../../../../pure/documents/template.ts'
import { api, data } from '../../../api/client.ts'
import css from '../../../components/documents/documents.module.css'
import { Preview } from '../../../components/documents/Preview.tsx'
import {
  examplesQuery,
  KINDS,
  type Template,
  templatePreviewQuery,
  templateQuery,
  templateVersionsQuery,
  variablesQuery,
} from '../../../components/documents/queries.ts'
import { Page } from '../../../components/shell/Page.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useLocale, useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { useGo } from '../../../ui/GoTo.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { notify, notifyProblem, notifyUndo } from '../../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { version } from '../queries.ts'
import { Blocks } from './Blocks.tsx'
import { insertInto, wrapIn } from './insert.ts'
import { useSections } from './sections.ts'

type Draft = Pick<Template, 'name' | 'kind' | 'section' | 'sells' | 'locale' | 'series' | 'body'>

const EMPTY: TemplateBody = { header: '', footer: '', pageNumbers: true, blocks: [] }

export default function TemplatePage() {
  const t = useT()
  const locale = useLocale()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: template, error, refetch } = useQuery({ ...templateQuery(id), enabled: id !== 'new' })
  if (id === 'new') {
    const draft = { name: '', kind: 'contract', section: 'deal', sells: null, locale, series: '', body: EMPTY } as const
    return <Editor key="new" template={null} draft={draft} />
  }
  if (!template) {
    return (
      <Page title={t('documents.template')}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <Editor key={`${template.id}-${template.version}`} template={template} draft={template} />
}

function Editor({ template, draft: before }: { template: Template | null; draft: Draft }) {
  const t = useT()
  const go = useGo()
  const client = useQueryClient()
  const [draft, setDraft] = useState<Draft>(before)
  const [example, setExample] = useState<string | null>(null)
  const writing = useRef<HTMLTextAreaElement | HTMLInputElement | null>(null)
  const change = (some: Partial<Draft>) => setDraft((now) => ({ ...now, ...some }))
  const body = (some: Partial<TemplateBody>) => setDraft((now) => ({ ...now, body: { ...now.body, ...some } }))
  const refresh = () => client.invalidateQueries({ queryKey: ['document_templates'] })
  const params = { path: { id: template?.id ?? '' } }
  const save = useMutation({
    mutationFn: () => {
      const { name, kind, section, sells, locale, series, body } = draft
      const set = { name: name.trim(), kind, section, sells, locale, series: series.trim(), body } as never
      return template
        ? data(api.PATCH('/api/document-templates/{id}', { params, headers: version(template.version), body: set }))
        : data(api.POST('/api/document-templates', { body: set }))
    },
    onSuccess: async (saved) => {
      notify('template', t('documents.templates.saved'))
      await refresh()
      if (!template) go(paths.settingsDocumentTemplate(saved.id), { replace: true })
    },
  })
  const archive = async () => {
    try {
      await data(api.POST('/api/document-templates/{id}/archive', { params }))
      notifyUndo({
        about: 'template',
        message: t('documents.templates.archived', { name: draft.name }),
        undo: async () => {
          await data(api.POST('/api/document-templates/{id}/restore', { params })).catch(notifyProblem)
          await refresh()
        },
      })
      await refresh()
      go(paths.settingsDocuments)
    } catch (problem) {
      notifyProblem(problem, 'template')
    }
  }
  const errors = save.isError ? fieldErrors(save.error) : {}
  const heard = Object.keys(errors).some((path) => ['name', 'kind', 'section', 'series'].includes(path))
  return (
    <Page
      title={template?.name ?? t('documents.templates.add')}
      breadcrumbs={[{ label: t('documents.templates.title'), to: paths.settingsDocuments }]}
      actions={
        <>
          <Button variant="filled" loading={save.isPending} onClick={() => save.mutate()}>
            {t('documents.templates.save')}
          </Button>
          {template && <Button onClick={() => void archive()}>{t('documents.archive')}</Button>}
        </>
      }
    >
      <div className={css.split}>
        <div className={css.side}>
          <ErrorSummary message={save.isError && !heard ? (errors.body ?? wordsOfProblem(save.error)) : null} />
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
          {template && <Before template={template} onTake={(was) => change({ body: was })} />}
        </div>
        <div className={css.sticky}>
          <Example section={draft.section} value={example} onChange={setExample} />
          <Drawn draft={draft} example={example} />
        </div>
      </div>
    </Page>
  )
}

type AboutProps = { draft: Draft; errors: Record<string, string>; onChange: (some: Partial<Draft>) => void }

function About({ draft, errors, onChange }: AboutProps) {
  const t = useT()
  const sections = useSections()
  return (
    <div className={css.form}>
      <TextInput
        label={t('documents.templates.name')}
        value={draft.name}
        maxLength={200}
        error={errors.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <div className={css.pair}>
        <Select
          label={t('documents.templates.kind')}
          data={KINDS.map((value) => ({ value, label: t(`documents.kind.${value}`) }))}
          value={draft.kind}
          allowDeselect={false}
          onChange={(kind) => onChange({ kind: kind as Draft['kind'] })}
        />
        <Select
          label={t('documents.templates.section')}
          data={[...sections].map(([value, label]) => ({ value, label }))}
          value={draft.section}
          allowDeselect={false}
          error={errors.section}
          onChange={(section) => section && onChange({ section, ...(section === 'deal' ? {} : { sells: null }) })}
        />
        <SegmentedControl
          aria-label={t('shell.language')}
          value={draft.locale}
          onChange={(locale) => onChange({ locale: locale as Draft['locale'] })}
          data={(['pl', 'en'] as const).map((value) => ({ value, label: t(`shell.language.${value}`) }))}
        />
        <TextInput
          label={t('documents.templates.series')}
          description={t('documents.templates.series.about')}
          value={draft.series}
          maxLength={10}
          error={errors.series}
          onChange={(event) => onChange({ series: event.currentTarget.value })}
        />
        {draft.section === 'deal' && (
          <Select
            label={t('documents.templates.sells')}
            placeholder={t('documents.templates.sells.any')}
            data={(['goods', 'services'] as const).map((value) => ({
              value,
              label: t(`documents.templates.sells.${value}`),
            }))}
            clearable
            clearButtonProps={{ 'aria-label': t('documents.templates.sells.any') }}
            value={draft.sells}
            onChange={(sells) => onChange({ sells: sells as Draft['sells'] })}
          />
        )}
      </div>
    </div>
  )
}

type ToolsProps = { section: string; writing: { current: HTMLTextAreaElement | HTMLInputElement | null } }

/** What goes where the caret was last: fields, bold, italic. */
function Tools({ section, writing }: ToolsProps) {
  const t = useT()
  const locale = useLocale()
  const sections = useSections()
  const { data: variables = [] } = useQuery(variablesQuery(section))
  const groups = [...new Set(variables.map(({ group }) => group))]
  const named = (group: string) =>
    ['document', 'customer', 'our', 'author'].includes(group)
      ? t(`documents.group.${group as 'our'}`)
      : (sections.get(group) ?? group)
  return (
    <div className={css.tools} role="toolbar" aria-label={t('documents.templates.tools')}>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button leftSection={<Icon of={IconBraces} />}>{t('documents.templates.insert')}</Button>
        </Menu.Target>
        <Menu.Dropdown style={{ maxHeight: 360, overflowY: 'auto' }}>
          {groups.map((group) => [
            <Menu.Label key={group}>{named(group)}</Menu.Label>,
            ...variables
              .filter((one) => one.group === group)
              .map(({ key, label }) => (
                <Menu.Item key={key} onClick={() => insertInto(writing.current, `{{${key}}}`)}>
                  {label[locale]}
                </Menu.Item>
              )),
          ])}
          {section === 'deal' &&
            LISTS.map((list) => [
              <Menu.Label key={list}>{t(`documents.list.${list}`)}</Menu.Label>,
              ...LIST_FIELDS[list].keys.map((key) => (
                <Menu.Item
                  key={`${list}.${key}`}
                  onClick={() => insertInto(writing.current, `{{${LIST_FIELDS[list].as}.${key}}}`)}
                >
                  {t(`documents.column.${key as 'no'}`)}
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

type ExampleProps = { section: string; value: string | null; onChange: (id: string | null) => void }

/** The record the template is shown with. */
function Example({ section, value, onChange }: ExampleProps) {
  const t = useT()
  const [words, setWords] = useState('')
  const [q] = useDebouncedValue(words, 250)
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null)
  const { data: found = [] } = useQuery(examplesQuery(section, chosen?.label === q ? '' : q))
  const kept = chosen && !found.some((one) => one.value === chosen.value) ? [chosen] : []
  return (
    <Select
      label={t('documents.templates.example')}
      placeholder={t('documents.templates.example.none')}
      data={[...kept, ...found]}
      value={value}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('documents.templates.example.none') }}
      filter={({ options }) => options}
      onSearchChange={setWords}
      onChange={(id, option) => {
        setChosen(id ? { value: id, label: option?.label ?? '' } : null)
        onChange(id)
      }}
    />
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

function Before({ template, onTake }: { template: Template; onTake: (body: TemplateBody) => void }) {
  const t = useT()
  const format = useFormat()
  const { data: versions = [] } = useQuery(templateVersionsQuery(template.id))
  const older = versions.filter((one) => one.version < template.version)
  if (older.length === 0) return null
  return (
    <Section title={t('documents.templates.before')} count={older.length}>
      <ul className={css.list}>
        {older.map((was) => (
          <li key={was.version} className={css.item}>
            <span>
              {t('documents.version', { no: was.version })}
              <br />
              <span className={css.meta}>
                {[format.near(was.savedAt, { time: 'always' }), was.savedBy].filter(Boolean).join(' · ')}
              </span>
            </span>
            <Button size="sm" onClick={() => onTake(was.body as TemplateBody)}>
              {t('documents.templates.take')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
