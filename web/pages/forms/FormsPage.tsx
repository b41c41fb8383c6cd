import { Button, Select, Switch, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { useKinds } from '../../components/kinds.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem, notifyUndo } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useKeys } from '../../ui/use-keys.ts'
import { useSearchState } from '../../ui/use-search.ts'
import css from './forms.module.css'
import { type Form, formsQuery } from './queries.ts'

export default function FormsPage() {
  const t = useT()
  const format = useFormat()
  const client = useQueryClient()
  const { can } = useMe()
  const [search, setSearch] = useSearchState()
  const { data: forms, error, refetch } = useQuery(formsQuery)
  const mayChange = (can['form.create'] ?? 'none') !== 'none'
  const locale = useLocale()
  const kinds = useKinds()
  const named = (kind: string) => kinds.find(({ key }) => key === kind)?.name[locale] ?? kind
  const create = () => setSearch({ new: '1' }, { push: true })
  useKeys(mayChange ? { n: create } : {})
  const refresh = () => client.invalidateQueries({ queryKey: ['forms'] })
  const run = async (call: () => Promise<unknown>) => {
    await call().catch(notifyProblem)
    await refresh()
  }
  const path = (form: Form) => ({ params: { path: { id: form.id } } })
  const toggle = (form: Form, active: boolean) =>
    run(() =>
      data(
        api.PATCH('/api/forms/{id}', { ...path(form), headers: { 'if-match': `"${form.version}"` }, body: { active } }),
      ),
    )
  const archive = (form: Form) =>
    run(async () => {
      await data(api.POST('/api/forms/{id}/archive', path(form)))
      notifyUndo({
        about: `form-${form.id}`,
        message: t('forms.archived', { name: form.name }),
        undo: () => run(() => data(api.POST('/api/forms/{id}/restore', path(form)))),
      })
    })
  const copy = (form: Form) =>
    run(() =>
      data(
        api.POST('/api/forms/{id}/duplicate', {
          ...path(form),
          body: { name: t('forms.copyOf', { name: form.name }) },
        }),
      ),
    )
  return (
    <Page
      title={t('shell.nav.forms')}
      actions={
        mayChange && (
          <Button
            variant="filled"
            leftSection={<Icon of={IconPlus} />}
            rightSection={<kbd className="desk-only">N</kbd>}
            onClick={create}
          >
            {t('forms.new')}
          </Button>
        )
      }
    >
      {!forms && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={4} />)}
      {forms?.length === 0 && <EmptyState>{t('forms.empty')}</EmptyState>}
      <ul className={css.list}>
        {forms?.map((form) => (
          <li key={form.id} className={css.form}>
            <div className={css.grow}>
              <GoTo to={paths.form(form.id)} className="w5">
                {form.name}
              </GoTo>
              <p className={css.meta}>
                <span>{t('forms.received', { count: form.received })}</span>
                {form.kind !== 'lead' && <span>{t('forms.makes.one', { name: named(form.kind) })}</span>}
                {!form.public && <span>{t('forms.inside')}</span>}
                {form.lastReceivedAt && <span>{t('forms.last', { when: format.near(form.lastReceivedAt) })}</span>}
                {form.held > 0 && <span className="c-amb">{t('forms.held', { count: form.held })}</span>}
              </p>
            </div>
            <Switch
              label={t('forms.on')}
              aria-label={t('forms.onOne', { name: form.name })}
              checked={form.active}
              disabled={!mayChange}
              onChange={(event) => void toggle(form, event.currentTarget.checked)}
            />
            <span className={css.buttons}>
              {form.active && (
                <Button
                  component={GoTo}
                  to={paths.formFill(form.id)}
                  aria-label={t('forms.fill.one', { name: form.name })}
                >
                  {t('forms.fill')}
                </Button>
              )}
              {mayChange && (
                <>
                  <Button aria-label={t('forms.copyOne', { name: form.name })} onClick={() => void copy(form)}>
                    {t('forms.copy')}
                  </Button>
                  <Button aria-label={t('forms.archiveOne', { name: form.name })} onClick={() => void archive(form)}>
                    {t('cards.archive')}
                  </Button>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {search.new === '1' && mayChange && <NewForm onClose={() => setSearch({ new: undefined })} />}
    </Page>
  )
}

function NewForm({ onClose }: { onClose: () => void }) {
  const t = useT()
  const id = useId()
  const go = useGo()
  const client = useQueryClient()
  const locale = useLocale()
  const kinds = useKinds().filter(({ can }) => can.create !== 'none')
  const [name, setName] = useState('')
  const [kind, setKind] = useState('lead')
  const create = useMutation({
    // Switched on when it is ready, not before.
    mutationFn: () =>
      data(api.POST('/api/forms', { body: { name: name.trim(), kind, public: kind === 'lead', active: false } })),
    onSuccess: (form) => {
      void client.invalidateQueries({ queryKey: ['forms'] })
      go(paths.form(form.id))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim()) create.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('forms.new')}
      actions={
        <>
          <Button type="submit" form={id} variant="filled" loading={create.isPending} disabled={!name.trim()}>
            {t('forms.new.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit}>
        <ErrorSummary message={create.isError ? wordsOfProblem(create.error) : null} />
        <TextInput
          label={t('forms.name')}
          description={t('forms.nameAbout')}
          data-autofocus
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {kinds.length > 0 && (
          <Select
            label={t('forms.makes')}
            mt={12}
            allowDeselect={false}
            value={kind}
            data={[
              { value: 'lead', label: t('forms.makes.lead') },
              ...kinds.map((one) => ({ value: one.key, label: one.name[locale] })),
            ]}
            onChange={(next) => next && setKind(next)}
          />
        )}
      </form>
    </Dialog>
  )
}
