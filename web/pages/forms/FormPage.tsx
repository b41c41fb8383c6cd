import { Button, SegmentedControl, Select, Switch, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { notify } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { departmentsQuery } from '../settings/queries.ts'
import { Consents } from './Consents.tsx'
import { Fields } from './Fields.tsx'
import css from './forms.module.css'
import { Look } from './Look.tsx'
import { Preview } from './Preview.tsx'
import { Publish } from './Publish.tsx'
import { asInput, type Definition, type Form, formQuery, type Language } from './queries.ts'
import { Submissions } from './Submissions.tsx'

const TABS = ['fields', 'consents', 'look', 'publish', 'submissions'] as const
type Tab = (typeof TABS)[number]

export default function FormPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: form, error, refetch } = useQuery(formQuery(id))
  const breadcrumbs = [{ label: t('shell.nav.forms'), to: paths.forms }]
  if (!form) {
    return (
      <Page title={t('forms.one')} breadcrumbs={breadcrumbs}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <Builder key={form.id} form={form} breadcrumbs={breadcrumbs} />
}

type Draft = { name: string; departmentId: string | null; definition: Definition }
const draftOf = ({ name, departmentId, definition }: Form): Draft => ({ name, departmentId, definition })

function Builder({ form, breadcrumbs }: { form: Form; breadcrumbs: { label: string; to: string }[] }) {
  const t = useT()
  const client = useQueryClient()
  const { can } = useMe()
  const [search, setSearch] = useSearchState()
  const [language, setLanguage] = useState<Language>(useLocale())
  const [draft, setDraft] = useState<Draft>(() => draftOf(form))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  const { data: departments = [] } = useQuery(departmentsQuery)
  const tab: Tab = TABS.find((one) => one === search.tab) ?? 'fields'
  const mayChange = (can['form.update'] ?? 'none') !== 'none'
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(form))
  useEffect(() => {
    if (!changed) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [changed])
  const change = (part: Partial<Definition>) =>
    setDraft((now) => ({ ...now, definition: { ...now.definition, ...part } }))
  const send = async (body: Record<string, unknown>) => {
    setSaving(true)
    setProblem(null)
    setErrors({})
    try {
      const saved = await data(
        api.PATCH('/api/forms/{id}', {
          params: { path: { id: form.id } },
          headers: { 'if-match': `"${form.version}"` },
          body,
        }),
      )
      client.setQueryData(formQuery(form.id).queryKey, saved)
      void client.invalidateQueries({ queryKey: ['forms', 'list'] })
      return saved
    } catch (refused) {
      setErrors(fieldErrors(refused))
      setProblem(refused)
      return null
    } finally {
      setSaving(false)
    }
  }
  const save = async () => {
    const saved = await send({ ...draft, definition: asInput(draft.definition) })
    if (saved) {
      setDraft(draftOf(saved))
      notify('form', t('forms.saved'))
    }
  }
  const part = {
    kind: form.kind,
    open: form.public,
    definition: draft.definition,
    language,
    errors,
    disabled: !mayChange,
    onChange: change,
  }
  const edits = tab === 'fields' || tab === 'consents' || tab === 'look'
  return (
    <Page
      title={form.name}
      breadcrumbs={breadcrumbs}
      beside={
        <Switch
          label={t('forms.on')}
          checked={form.active}
          disabled={!mayChange || saving}
          onChange={(event) => void send({ active: event.currentTarget.checked })}
        />
      }
      actions={
        mayChange &&
        edits && (
          <>
            <Button variant="filled" loading={saving} disabled={!changed} onClick={() => void save()}>
              {t('ui.save')}
            </Button>
            {changed && <Button onClick={() => setDraft(draftOf(form))}>{t('forms.discard')}</Button>}
          </>
        )
      }
      aside={edits && <Preview definition={draft.definition} language={language} />}
    >
      <Tabs
        label={t('forms.one')}
        value={tab}
        onChange={(next) => setSearch({ tab: next === 'fields' ? undefined : next })}
        tabs={TABS.map((key) => ({ key, label: t(`forms.tab.${key}`) }))}
      />
      <ErrorSummary message={problem === null ? null : wordsOfProblem(problem)} />
      {edits && (
        <SegmentedControl
          className={css.language}
          size="xs"
          aria-label={t('forms.language')}
          value={language}
          onChange={(value) => setLanguage(value as Language)}
          data={(['pl', 'en'] as const).map((value) => ({ value, label: t(`shell.language.${value}`) }))}
        />
      )}
      {tab === 'fields' && (
        <>
          <Section title={t('forms.about')}>
            <div className={css.pair}>
              <TextInput
                label={t('forms.name')}
                disabled={!mayChange}
                error={errors.name}
                value={draft.name}
                onChange={(event) => {
                  const name = event.currentTarget.value
                  setDraft((now) => ({ ...now, name }))
                }}
              />
              <Select
                label={t('forms.department')}
                description={t('forms.departmentAbout')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                disabled={!mayChange}
                clearable
                value={draft.departmentId}
                onChange={(departmentId) => setDraft((now) => ({ ...now, departmentId }))}
                data={departments.map((one) => ({ value: one.id, label: one.name }))}
              />
            </div>
          </Section>
          <Fields {...part} />
        </>
      )}
      {tab === 'consents' && <Consents {...part} />}
      {tab === 'look' && <Look {...part} />}
      {tab === 'publish' && (
        <Publish form={form} disabled={!mayChange || saving} onPublic={(open) => void send({ public: open })} />
      )}
      {tab === 'submissions' && <Submissions form={form} />}
    </Page>
  )
}
