import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Chip } from '../../ui/Chip.tsx'
import { cx } from '../../ui/cx.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { WordButton } from '../../ui/WordButton.tsx'
import { type Blank, BlankField, isOneField } from './blanks.tsx'
import { Drawing, Places, useElementNames } from './Drawing.tsx'
import { Held, StartLimit } from './Held.tsx'
import css from './processes.module.css'
import { type Process, processQuery, useProcessRefresh } from './queries.ts'

export default function ProcessPage() {
  const t = useT()
  const locale = useLocale()
  const refresh = useProcessRefresh()
  const { key = '' } = useParams({ strict: false }) as { key?: string }
  const { data: process, error, refetch } = useQuery(processQuery(key))
  const names = useElementNames(process)
  const breadcrumbs = [{ label: t('shell.nav.processes'), to: paths.processes }]
  const go = useGo()
  const show = (element: string) =>
    go(`${paths.control}?process=${encodeURIComponent(key)}&state=running&element=${encodeURIComponent(element)}`)
  const params = { path: { key } }
  const pause = async () => {
    try {
      if (process?.paused) await data(api.DELETE('/api/processes/{key}/pause', { params }))
      else await data(api.POST('/api/processes/{key}/pause', { params }))
    } catch (problem) {
      notifyProblem(problem)
    }
    await refresh()
  }
  if (!process) {
    return (
      <Page title={t('shell.nav.processes')} breadcrumbs={breadcrumbs}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return (
    <Page
      title={process.name[locale]}
      breadcrumbs={breadcrumbs}
      beside={process.paused && <Chip tone="amb">{t('processes.paused')}</Chip>}
      actions={
        <>
          <Button component={GoTo} to={`${paths.control}?process=${encodeURIComponent(key)}`}>
            {t('shell.nav.control')}
          </Button>
          <Button component={GoTo} to={paths.processFigures(key)}>
            {t('shell.nav.figures')}
          </Button>
          <Button component={GoTo} to={paths.versions(key)}>
            {t('processes.versions')}
          </Button>
          {process.mayChange && (
            <Button component={GoTo} to={paths.designer(key)}>
              {t('processes.designer')}
            </Button>
          )}
          {process.mayChange && (
            <Button onClick={() => void pause()}>{t(process.paused ? 'processes.resume' : 'processes.pause')}</Button>
          )}
        </>
      }
    >
      <Held process={process} />
      <div className={css.how}>
        <div>
          <Sentences key={process.settingsVersion} process={process} />
          {!(process.heldAt && process.mayChange) && <StartLimit process={process} />}
        </div>
        <Places process={process} names={names} onPick={show} />
      </div>
      <Drawing process={process} names={names} onPick={show} />
    </Page>
  )
}

function Sentences({ process }: { process: Process }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const refresh = useProcessRefresh()
  const [values, setValues] = useState<Record<string, unknown>>(process.settings)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  const changed = Object.keys(process.blanks).filter((name) => values[name] !== process.settings[name])
  const different = Object.keys(process.blanks).filter((name) => values[name] !== process.defaults[name])
  const save = async () => {
    setSaving(true)
    setErrors({})
    setProblem(null)
    try {
      const params = { path: { key: process.key } }
      await data(api.PUT('/api/processes/{key}/settings', { params, body: { settings: values } }))
      // Said only once the form stands on what was saved: it begins anew there, and whoever types on would lose it.
      await refresh()
      notify('process', t('processes.saved'))
    } catch (refused) {
      // 'settings.accept_within' belongs to the blank of that name.
      const fields = Object.entries(fieldErrors(refused)).map(([path, words]) => [path.split('.').at(-1)!, words])
      setErrors(Object.fromEntries(fields))
      if (fields.length === 0) setProblem(refused)
    } finally {
      setSaving(false)
    }
  }
  if (process.sentences.length === 0) {
    return (
      <Section title={t('processes.how')}>
        <p className="ink-3">{t('steering.blankless')}</p>
      </Section>
    )
  }
  const shown = process.sentences.filter(({ when }) => !when || values[when.blank] === when.is)
  return (
    <Section title={t('processes.how')}>
      {problem !== null && <ErrorSummary message={wordsOfProblem(problem)} />}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <fieldset className={css.sentences} disabled={!process.mayChange}>
          <legend className="hidden-words">{t('processes.how')}</legend>
          {shown.map((sentence) => (
            <p key={sentence.text.pl} className={css.sentence}>
              {sentence.text[locale].split(/(\{\w+\}[.,;:)]*)/).map((part) => {
                const [, name, after] = /^\{(\w+)\}(.*)$/.exec(part) ?? []
                const blank = name ? (process.blanks[name] as Blank | undefined) : undefined
                if (!name || !blank) return <Fragment key={part}>{part}</Fragment>
                return (
                  <span key={name} className={cx(isOneField(blank) && css.whole)}>
                    <BlankField
                      name={name}
                      blank={blank}
                      value={values[name]}
                      error={errors[name]}
                      onChange={(value) => setValues((now) => ({ ...now, [name]: value }))}
                    />
                    {after}
                  </span>
                )
              })}
            </p>
          ))}
        </fieldset>
        {process.mayChange && (
          <div className={css.foot}>
            <Button type="submit" variant="filled" loading={saving} disabled={changed.length === 0}>
              {t('ui.save')}
            </Button>
            {different.length > 0 && (
              <WordButton type="button" onClick={() => setValues(process.defaults)}>
                {t('processes.shipped')}
              </WordButton>
            )}
            <span className={css.meta}>
              {t('processes.from')}
              {process.changedAt &&
                ` ${t('processes.changed', { name: process.changedBy ?? 'Tok', when: format.near(process.changedAt) })}`}
            </span>
          </div>
        )}
      </form>
    </Section>
  )
}
