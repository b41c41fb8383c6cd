import { Button, Menu, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { IconBraces, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useKinds } from '../../components/kinds.ts'
import { type Template, templatesQuery, variablesQuery } from '../../components/letters/queries.ts'
import { RichText, type Writing } from '../../components/letters/RichText.tsx'
import { useLocale, useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { version } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

const SHIPPED = ['lead', 'deal', 'contact', 'company'] as const

/** The kinds a template may be for, by their names. */
function useKindNames(): Map<string, string> {
  const t = useT()
  const locale = useLocale()
  const own = useKinds()
  return new Map([
    ...SHIPPED.map((kind): [string, string] => [kind, t(`letters.kind.${kind}`)]),
    ...own.map((kind): [string, string] => [kind.key, kind.name[locale]]),
  ])
}

export default function TemplatesPage() {
  const t = useT()
  const names = useKindNames()
  const [search, setSearch] = useSearchState()
  const { data: templates, error, refetch } = useQuery(templatesQuery())
  const edited = templates?.find(({ id }) => id === search.edit)
  return (
    <Settings
      title={t('templates.title')}
      right="message_template.update"
      actions={
        <Button
          variant="filled"
          leftSection={<Icon of={IconPlus} />}
          onClick={() => setSearch({ new: '1' }, { push: true })}
        >
          {t('templates.add')}
        </Button>
      }
    >
      <Section title={t('templates.title')} count={templates?.length}>
        <p className={css.about}>{t('templates.about', { braces: '{{…}}' })}</p>
        {!templates ? (
          error ? (
            <Failed error={error} onRetry={() => void refetch()} />
          ) : (
            <Skeleton rows={4} />
          )
        ) : templates.length === 0 ? (
          <EmptyState>{t('templates.none')}</EmptyState>
        ) : (
          <ul className={css.list}>
            {templates.map((template) => (
              <li key={template.id} className={css.item}>
                <span style={{ minWidth: 0 }}>
                  <span className="w5">{template.name}</span>
                  <br />
                  <span className="ink-3">
                    {[
                      t(`templates.form.${template.form}`),
                      template.kind ? (names.get(template.kind) ?? template.kind) : t('templates.kind.any'),
                    ].join(' · ')}
                  </span>
                </span>
                <Button
                  aria-label={t('templates.change', { name: template.name })}
                  onClick={() => setSearch({ edit: template.id }, { push: true })}
                >
                  {t('settings.change')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {(search.new === '1' || edited) && (
        <TemplateDialog
          key={edited?.id ?? 'new'}
          template={edited}
          names={names}
          onClose={() => setSearch({ new: undefined, edit: undefined })}
        />
      )}
    </Settings>
  )
}

type DialogProps = { template: Template | undefined; names: Map<string, string>; onClose: () => void }

function TemplateDialog({ template, names, onClose }: DialogProps) {
  const t = useT()
  const form = useId()
  const locale = useLocale()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['message_templates'] })
  const [values, setValues] = useState({
    name: template?.name ?? '',
    form: template?.form ?? ('letter' as const),
    kind: template?.kind ?? null,
    subject: template?.subject ?? { pl: '', en: '' },
    body: template?.body ?? { pl: '', en: '' },
  })
  const [language, setLanguage] = useState<'pl' | 'en'>(locale)
  const change = (some: Partial<typeof values>) => setValues((before) => ({ ...before, ...some }))
  const params = { path: { id: template?.id ?? '' } }
  const save = useMutation({
    mutationFn: () =>
      template
        ? data(api.PATCH('/api/message-templates/{id}', { params, headers: version(template.version), body: values }))
        : data(api.POST('/api/message-templates', { body: values })),
    onSuccess: onClose,
    onError: (problem) => {
      // The language whose words are wrong is the one to show.
      const path = Object.keys(fieldErrors(problem)).find((one) => /\.(pl|en)$/.test(one))
      if (path) setLanguage(path.endsWith('.pl') ? 'pl' : 'en')
    },
    onSettled: refresh,
  })
  const archive = async () => {
    try {
      await data(api.POST('/api/message-templates/{id}/archive', { params }))
      onClose()
      notifyUndo({
        about: 'template',
        message: t('templates.archived', { name: values.name }),
        undo: async () => {
          await data(api.POST('/api/message-templates/{id}/restore', { params })).catch(notifyProblem)
          await refresh()
        },
      })
    } catch (problem) {
      notifyProblem(problem, 'template')
    }
    await refresh()
  }
  const errors = save.isError ? fieldErrors(save.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size={760}
      title={template?.name ?? t('templates.add')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending}>
            {t('templates.save')}
          </Button>
          {template && <Button onClick={() => void archive()}>{t('templates.archive')}</Button>}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={save.isError && Object.keys(errors).length === 0 ? wordsOfProblem(save.error) : null} />
        <div className={css.pair}>
          <TextInput
            label={t('templates.name')}
            value={values.name}
            maxLength={200}
            error={errors.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Select
            label={t('templates.kind')}
            data={[...names].map(([value, label]) => ({ value, label }))}
            placeholder={t('templates.kind.any')}
            clearable
            clearButtonProps={{ 'aria-label': t('templates.kind.any') }}
            value={values.kind}
            error={errors.kind}
            onChange={(kind) => change({ kind })}
          />
        </div>
        <SegmentedControl
          aria-label={t('templates.form')}
          value={values.form}
          onChange={(next) => change({ form: next as 'letter' | 'text' })}
          data={(['letter', 'text'] as const).map((value) => ({ value, label: t(`templates.form.${value}`) }))}
        />
        <Tabs
          label={t('letters.language')}
          value={language}
          onChange={setLanguage}
          tabs={(['pl', 'en'] as const).map((key) => ({ key, label: t(`shell.language.${key}`) }))}
        />
        <Words key={language} language={language} values={values} errors={errors} onChange={change} />
      </form>
    </Dialog>
  )
}

type Values = Pick<Template, 'form' | 'kind' | 'subject' | 'body'>
type WordsProps = {
  language: 'pl' | 'en'
  values: Values
  errors: Record<string, string>
  onChange: (some: Partial<Values>) => void
}

/** Subject and text in one language; a variable goes where the caret was last. */
function Words({ language, values, errors, onChange }: WordsProps) {
  const t = useT()
  const letter = useRef<Writing>(null)
  const subject = useRef<HTMLInputElement>(null)
  const plain = useRef<HTMLTextAreaElement>(null)
  const [last, setLast] = useState<'subject' | 'body'>('body')
  const put = (part: 'subject' | 'body', text: string) => onChange({ [part]: { ...values[part], [language]: text } })
  const insert = (key: string) => {
    const words = `{{${key}}}`
    const field = last === 'subject' ? subject.current : values.form === 'text' ? plain.current : null
    if (!field) return letter.current?.insert(words)
    field.focus()
    field.setRangeText(words, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end')
    put(last, field.value)
  }
  const variables = <Variables kind={values.kind} onChoose={insert} />
  return (
    <>
      {values.form === 'letter' && (
        <TextInput
          ref={subject}
          label={t('letters.subject')}
          value={values.subject[language]}
          maxLength={300}
          error={errors[`subject.${language}`]}
          onFocus={() => setLast('subject')}
          onChange={(event) => put('subject', event.currentTarget.value)}
        />
      )}
      {values.form === 'letter' ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: only notes where the caret was
        <div onFocus={() => setLast('body')}>
          <RichText
            label={t('letters.body')}
            value={values.body[language]}
            onChange={(html) => put('body', html)}
            error={errors[`body.${language}`]}
            writing={letter}
            tools={variables}
          />
        </div>
      ) : (
        <>
          <Textarea
            ref={plain}
            label={t('templates.text')}
            autosize
            minRows={4}
            maxRows={12}
            value={values.body[language]}
            error={errors[`body.${language}`]}
            onFocus={() => setLast('body')}
            onChange={(event) => put('body', event.currentTarget.value)}
          />
          <div>{variables}</div>
        </>
      )}
    </>
  )
}

const GROUPS = ['record', 'recipient', 'sender', 'company'] as const

function Variables({ kind, onChoose }: { kind: string | null; onChoose: (key: string) => void }) {
  const t = useT()
  const locale = useLocale()
  const { data: variables = [] } = useQuery(variablesQuery(kind))
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Icon of={IconBraces} />}
          onMouseDown={(event) => event.preventDefault()}
        >
          {t('templates.variable')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown style={{ maxHeight: 320, overflowY: 'auto' }}>
        {GROUPS.map((group) => {
          const some = variables.filter((one) => one.group === group)
          if (some.length === 0) return null
          return [
            <Menu.Label key={group}>{t(`templates.variable.group.${group}`)}</Menu.Label>,
            ...some.map((one) => (
              <Menu.Item key={one.key} onClick={() => onChoose(one.key)}>
                {one.label[locale]}
              </Menu.Item>
            )),
          ]
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
