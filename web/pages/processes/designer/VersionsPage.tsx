import { Button, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { parseModel } from '../../../../pure/bpmn/parse.ts'
import { type Difference, differences } from '../../../../pure/process-design/compare.ts'
import { api, data } from '../../../api/client.ts'
import { Diagram } from '../../../components/diagram/Diagram.tsx'
import type { Mark } from '../../../components/diagram/marks.ts'
import { Page } from '../../../components/shell/Page.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useLocale, useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { notify } from '../../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useSearchState } from '../../../ui/use-search.ts'
import { Bulks } from '../Bulks.tsx'
import { processQuery } from '../queries.ts'
import css from './designer.module.css'
import { MoveCases } from './MoveCases.tsx'
import { designQuery, useDesignRefresh, type Version, versionQuery, versionsQuery } from './queries.ts'

const DRAFT = 'draft'

/** Who changed a process, when and why; any two of its versions side by side; the way back. */
export default function VersionsPage() {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const { key = '' } = useParams({ strict: false }) as { key?: string }
  const [search, setSearch] = useSearchState()
  const [restoring, setRestoring] = useState<Version | null>(null)
  const [moving, setMoving] = useState<Version | null>(null)
  const { data: versions, error, refetch } = useQuery(versionsQuery(key))
  const { data: process } = useQuery(processQuery(key))
  const may = process?.mayChange ?? false
  const { data: design } = useQuery({ ...designQuery(key), enabled: may })
  const hasDraft = (design?.version ?? 0) > 0
  const latest = versions?.[0]?.version
  const right = search.right ?? (latest === undefined ? undefined : String(latest))
  const left = search.left ?? String(right === DRAFT ? (latest ?? 1) : Math.max(1, Number(right ?? 1) - 1))
  const name = process?.name[locale] ?? ''
  const choices = [
    ...(hasDraft ? [{ value: DRAFT, label: t('designer.history.draft') }] : []),
    ...(versions ?? []).map(({ version }) => ({
      value: String(version),
      label: t('designer.history.version', { version }),
    })),
  ]
  return (
    <Page
      title={t('designer.history', { name })}
      breadcrumbs={[
        { label: t('shell.nav.processes'), to: paths.processes },
        { label: name, to: paths.process(key) },
      ]}
    >
      {!versions && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} />)}
      {may && <Bulks process={key} />}
      <Section title={t('designer.versions')} count={versions?.length}>
        <ol className={css.versions}>
          {versions?.map((version) => (
            <li key={version.version}>
              <div>
                <span className="w5">{t('designer.history.version', { version: version.version })}</span>{' '}
                {version.current && <Chip tone="grn">{t('designer.history.current')}</Chip>}
                <p>
                  {version.reason ||
                    t(version.origin === 'shipped' ? 'designer.history.shipped' : 'designer.history.unexplained')}
                </p>
                <p className="ink-3">
                  {[
                    t('designer.history.by', { name: version.by ?? 'Tok', when: format.near(version.at) }),
                    t('processes.running', { count: version.running }),
                  ].join(' · ')}
                </p>
              </div>
              {may && !version.current && (
                <div className={css.verbs}>
                  {version.running > 0 && latest !== undefined && (
                    <Button onClick={() => setMoving(version)}>{t('designer.move', { to: latest })}</Button>
                  )}
                  <Button onClick={() => setRestoring(version)}>
                    {t('designer.history.restore', { version: version.version })}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ol>
      </Section>
      {versions && right && (versions.length > 1 || hasDraft) && (
        <Section title={t('designer.compare')}>
          <div className={css.sides}>
            <Select
              label={t('designer.history.left')}
              allowDeselect={false}
              value={left}
              data={choices}
              onChange={(next) => next && setSearch({ left: next })}
            />
            <Select
              label={t('designer.history.right')}
              allowDeselect={false}
              value={right}
              data={choices}
              onChange={(next) => next && setSearch({ right: next })}
            />
          </div>
          <Compared process={key} left={left} right={right} draft={hasDraft ? (design?.bpmn ?? null) : null} />
        </Section>
      )}
      {moving && latest !== undefined && (
        <MoveCases process={key} from={moving.version} to={latest} onClose={() => setMoving(null)} />
      )}
      {restoring && <Restore process={key} version={restoring} onClose={() => setRestoring(null)} />}
    </Page>
  )
}

function useModel(process: string, version: string, draft: string | null): string | null {
  const { data: model } = useQuery({
    ...versionQuery(process, Number(version)),
    enabled: version !== DRAFT,
  })
  return version === DRAFT ? draft : (model?.bpmn ?? null)
}

interface ComparedProps {
  process: string
  left: string
  right: string
  draft: string | null
}

function Compared({ process, left, right, draft }: ComparedProps) {
  const t = useT()
  const before = useModel(process, left, draft)
  const after = useModel(process, right, draft)
  const [found, setFound] = useState<Difference[] | null>(null)
  useEffect(() => {
    if (!before || !after) return
    let gone = false
    const compare = async () => {
      const [old, now] = await Promise.all([parseModel(before), parseModel(after)])
      if (!gone) setFound(old.graph && now.graph ? differences(old.graph, now.graph) : [])
    }
    void compare()
    return () => {
      gone = true
    }
  }, [before, after])
  const words = ({ change, name, aspects }: Difference) =>
    [t(`designer.history.${change}`, { name }), aspects.map((aspect) => t(`designer.aspect.${aspect}`)).join(', ')]
      .filter(Boolean)
      .join(': ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words follow the language
  const marks = useMemo(() => {
    const marksOf = (changes: Difference['change'][]) =>
      (found ?? [])
        .filter(({ change }) => changes.includes(change))
        .map(
          (one): Mark => ({
            element: one.id,
            words: words(one),
            state: one.change === 'removed' ? 'cancelled' : one.change === 'added' ? 'done' : 'now',
          }),
        )
    return { left: marksOf(['removed', 'changed']), right: marksOf(['added', 'changed']) }
  }, [found, t])
  if (!before || !after || !found) return <Skeleton rows={6} />
  const nameOf = (version: string) =>
    version === DRAFT ? t('designer.history.draft') : t('designer.history.version', { version })
  return (
    <>
      <h3 className={css.heading}>{t('designer.history.differences')}</h3>
      {found.length === 0 ? (
        <p className="ink-2">{t('designer.history.same')}</p>
      ) : (
        <ul className={css.differences}>
          {found.map((one) => (
            <li key={one.id} data-change={one.change}>
              {words(one)}
            </li>
          ))}
        </ul>
      )}
      <div className={css.sides}>
        <Diagram bpmn={before} names={null} label={nameOf(left)} marks={marks.left} begin={marks.left[0]?.element} />
        <Diagram bpmn={after} names={null} label={nameOf(right)} marks={marks.right} begin={marks.right[0]?.element} />
      </div>
    </>
  )
}

function Restore({ process, version, onClose }: { process: string; version: Version; onClose: () => void }) {
  const t = useT()
  const refresh = useDesignRefresh(process)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const from = version.version
  const restore = async () => {
    setSending(true)
    try {
      const params = { path: { key: process, version: from } }
      const body = { reason }
      const made = await data(api.POST('/api/processes/{key}/versions/{version}/restoration', { params, body }))
      await refresh()
      notify('process', t('designer.history.restored', { from, version: made.version }))
      onClose()
    } catch (refused) {
      setProblem(refused)
    } finally {
      setSending(false)
    }
  }
  const wrong = problem ? fieldErrors(problem).reason : undefined
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('designer.history.restore.title', { version: from })}
      actions={
        <>
          <Button variant="filled" loading={sending} onClick={() => void restore()}>
            {t('designer.history.restore', { version: from })}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <div className={css.fields}>
        <p className="ink-2">{t('designer.history.restore.about')}</p>
        {problem !== null && !wrong && <ErrorSummary message={wordsOfProblem(problem)} />}
        <Textarea
          label={t('designer.reason')}
          data-autofocus
          required
          autosize
          minRows={2}
          value={reason}
          error={wrong}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  )
}
