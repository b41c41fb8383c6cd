import { ActionIcon, Button, Menu, TextInput, Tooltip } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconDots,
  IconMaximize,
  IconMinus,
  IconPlus,
} from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { wordsOf as wordsOfModel } from '../../../../pure/bpmn/problem.ts'
import { api, data } from '../../../api/client.ts'
import { Page } from '../../../components/shell/Page.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { useLocale, useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { cx } from '../../../ui/cx.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { useGo } from '../../../ui/GoTo.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { notify, notifyProblem } from '../../../ui/notify.tsx'
import { wordsOfProblem } from '../../../ui/problems.ts'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import { WordButton } from '../../../ui/WordButton.tsx'
import type { Blank } from '../blanks.tsx'
import { processQuery } from '../queries.ts'
import { DryRun } from './DryRun.tsx'
import css from './designer.module.css'
import type { Board, Shape } from './drawing.ts'
import { SurroundingsContext } from './fields.tsx'
import { Palette } from './Palette.tsx'
import { Panel } from './Panel.tsx'
import { Publish } from './Publish.tsx'
import { catalogueQuery, type Design, designQuery, occasionsQuery, useDesignRefresh } from './queries.ts'
import { useBoard } from './use-board.ts'
import { useDraft } from './use-draft.ts'
import { type Checked, useProblems } from './use-problems.ts'
import { beginningOf, formOf, variablesOf } from './variables.ts'

export default function DesignerPage() {
  const t = useT()
  const { key = '' } = useParams({ strict: false }) as { key?: string }
  const { data: design, error, refetch, isFetching } = useQuery(designQuery(key))
  const [round, setRound] = useState(0)
  if (!design || isFetching) {
    return (
      <Page title={t('shell.nav.processes')} breadcrumbs={[{ label: t('shell.nav.processes'), to: paths.processes }]}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  const anew = async () => {
    await refetch()
    setRound((now) => now + 1)
  }
  return <Designer key={`${key} ${round}`} design={design} onAnew={anew} />
}

type Side = 'steps' | 'problems'

function Designer({ design, onAnew }: { design: Design; onAnew: () => Promise<unknown> }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const go = useGo()
  const client = useQueryClient()
  const refresh = useDesignRefresh(design.key)
  const help = useId()
  const host = useRef<HTMLDivElement>(null)
  const file = useRef<HTMLInputElement>(null)
  // A file that is loaded takes the place of what is drawn.
  const [bpmn, setBpmn] = useState(design.bpmn)
  const drawn = useBoard(host, bpmn, design.words)
  const board = drawn?.board ?? null
  const revision = (drawn?.revision ?? 0) + (bpmn === design.bpmn ? 0 : 1)
  const selected = drawn?.selected ?? null
  const [name, setName] = useState(design.name[locale])
  const [side, setSide] = useState<Side>('steps')
  const [trying, setTrying] = useState(false)
  const [publishing, setPublishing] = useState(false)
  const [discarding, setDiscarding] = useState(false)
  const { data: catalogue } = useQuery(catalogueQuery)
  const { data: process } = useQuery({ ...processQuery(design.key), enabled: design.currentVersion !== null })
  const draft = useDraft(design, board, revision, name === design.name[locale] ? design.name.pl : name)
  const checked = useProblems(board, revision, catalogue)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawing changes with its revision
  const beginning = useMemo(() => (board ? beginningOf(board) : null), [board, revision])
  const { data: occasions } = useQuery({
    ...occasionsQuery(beginning ?? ''),
    enabled: beginning !== null,
    retry: false,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawing changes with its revision
  const surroundings = useMemo(() => {
    const blanks = (process?.blanks ?? {}) as Record<string, Blank>
    const { settings } = design
    const known = { board: board!, catalogue, occasions: occasions ?? [], blanks, settings, locale }
    return { blanks, settings, variables: board ? variablesOf(known) : [] }
  }, [board, revision, catalogue, occasions, process, design, locale])
  const kind = String(occasions?.[0]?.variables.kind ?? beginning?.split('.')[0] ?? '')
  useMarks(board, checked)
  useKeys(board)

  const errors = checked?.problems.filter(({ severity }) => severity === 'error').length ?? 0
  const add: Parameters<typeof Palette>[0]['onAdd'] = (added, words) => {
    if (!board) return
    const made = board.add(added, words, selected && !selected.waypoints ? selected : null)
    if (!made) notify('process', t('designer.needsStep'))
    setSide('steps')
  }
  const download = async () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([(await board?.xml()) ?? bpmn], { type: 'application/xml' }))
    link.download = `${design.key}.bpmn`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  const discard = async () => {
    try {
      const headers = { 'If-Match': `"${draft.version()}"` }
      await data(api.DELETE('/api/processes/{key}/draft', { params: { path: { key: design.key } }, headers }))
      setDiscarding(false)
      await client.invalidateQueries({ queryKey: ['processes'] })
      if (design.currentVersion === null) go(paths.processes)
      else await onAnew()
    } catch (problem) {
      setDiscarding(false)
      notifyProblem(problem)
    }
  }
  const state =
    draft.keeping === 'keeping'
      ? t('designer.keeping')
      : draft.keeping === 'waiting'
        ? t('designer.unkept')
        : draft.drafted && draft.keptAt
          ? t('designer.kept', { when: format.near(draft.keptAt) })
          : design.currentVersion === null
            ? t('designer.new')
            : t('designer.same', { version: design.currentVersion })
  return (
    <SurroundingsContext value={surroundings}>
      <Page
        bare
        title={name}
        breadcrumbs={[
          { label: t('shell.nav.processes'), to: paths.processes },
          ...(design.currentVersion === null ? [] : [{ label: design.name[locale], to: paths.process(design.key) }]),
        ].slice(0, 1)}
        actions={
          <>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={t('designer.more')}>
                  <Icon of={IconDots} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {design.currentVersion !== null && (
                  <Menu.Item onClick={() => go(paths.versions(design.key))}>{t('designer.versions')}</Menu.Item>
                )}
                <Menu.Item onClick={() => void download()}>{t('designer.download')}</Menu.Item>
                <Menu.Item onClick={() => file.current?.click()}>{t('designer.upload')}</Menu.Item>
                {draft.drafted && <Menu.Item onClick={() => setDiscarding(true)}>{t('designer.discard')}</Menu.Item>}
              </Menu.Dropdown>
            </Menu>
            <Button disabled={!checked} aria-pressed={trying} onClick={() => setTrying(!trying)}>
              {t('designer.try')}
            </Button>
            <Button
              variant="filled"
              disabled={!checked || (!draft.drafted && draft.keeping === 'kept')}
              onClick={() => {
                if (errors > 0) {
                  setTrying(false)
                  board?.select(null)
                  setSide('problems')
                } else setPublishing(true)
              }}
            >
              {t('designer.publish')}
            </Button>
          </>
        }
      >
        <input
          ref={file}
          type="file"
          accept=".bpmn,.xml,application/xml,text/xml"
          hidden
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            void chosen?.text().then(setBpmn)
          }}
        />
        <div className={css.page}>
          <Palette catalogue={catalogue} kind={kind === 'record' ? 'record' : kindOfSteps(kind)} onAdd={add} />
          <div className={css.middle}>
            <section ref={host} className={css.board} aria-label={t('designer.board')} aria-describedby={help} />
            <p id={help} className="hidden-words">
              {t('designer.board.help')}
            </p>
            {board && <Tools board={board} />}
          </div>
          <aside className={css.side} aria-label={trying ? t('designer.dry') : t('designer.panel')}>
            <p role="status" className={css.state}>
              {state}
            </p>
            {draft.problem && <Conflict draft={draft} onTheirs={() => void onAnew()} onFile={() => void download()} />}
            {trying && checked ? (
              <DryRun
                design={design}
                checked={checked}
                occasions={occasions ?? []}
                onClose={() => setTrying(false)}
                onShow={(id) => board?.select(id)}
                formOf={(id) => {
                  const step = board?.element(id)
                  return (board && step && formOf(board, step)?.components) || []
                }}
              />
            ) : selected && board && !selected.waypoints ? (
              <>
                <WordButton type="button" onClick={() => board.select(null)}>
                  <Icon of={IconArrowLeft} size={14} /> {t('designer.back')}
                </WordButton>
                <ProblemLines checked={checked} of={selected.id} />
                <Panel
                  key={selected.id}
                  board={board}
                  element={selected}
                  catalogue={catalogue}
                  kind={kind}
                  onPick={(id) => board.select(id)}
                />
              </>
            ) : (
              board && (
                <>
                  <TextInput
                    label={t('designer.processName')}
                    value={name}
                    error={name.trim() === '' ? t('ui.required') : null}
                    onChange={(event) => setName(event.currentTarget.value)}
                  />
                  <Tabs
                    label={t('designer.panel')}
                    value={side}
                    tabs={[
                      { key: 'steps', label: t('designer.steps') },
                      { key: 'problems', label: `${t('designer.problems')} ${checked?.problems.length || ''}` },
                    ]}
                    onChange={setSide}
                  />
                  {side === 'steps' ? (
                    <Steps board={board} checked={checked} onPick={(id) => board.select(id)} />
                  ) : checked && checked.problems.length === 0 ? (
                    <p className="ink-2">{t('designer.noProblems')}</p>
                  ) : (
                    <ProblemLines checked={checked} onPick={(id) => board.select(id)} />
                  )}
                </>
              )
            )}
          </aside>
        </div>
        {publishing && (
          <Publish
            design={design}
            draft={draft}
            onClose={() => setPublishing(false)}
            onDone={async (version) => {
              setPublishing(false)
              notify('process', t('designer.published', { version }))
              await refresh()
              await onAnew()
            }}
          />
        )}
        <Dialog
          open={discarding}
          onClose={() => setDiscarding(false)}
          title={t('designer.discard.title')}
          actions={
            <>
              <Button variant="filled" onClick={() => void discard()}>
                {t('designer.discard')}
              </Button>
              <Button onClick={() => setDiscarding(false)}>{t('ui.cancel')}</Button>
            </>
          }
        >
          {t('designer.discard.about')}
        </Dialog>
      </Page>
    </SurroundingsContext>
  )
}

/** Steps are offered for Tok's kinds by their names, for the company's own together. */
const TOKS = new Set(['lead', 'deal', 'ticket', 'invoice', 'contact', 'company', 'task', 'appointment', 'call', ''])
const kindOfSteps = (kind: string): string => (TOKS.has(kind) ? kind : 'record')

/** Elements with problems are marked on the drawing, too. */
function useMarks(board: Board | null, checked: Checked | null): void {
  useEffect(() => {
    if (!board || !checked) return
    const marked = checked.problems.flatMap(({ elementId, severity }) =>
      board.element(elementId) ? [[elementId, `tok-${severity}`] as const] : [],
    )
    for (const [id, mark] of marked) board.canvas.addMarker(id, mark)
    return () => {
      for (const [id, mark] of marked) if (board.element(id)) board.canvas.removeMarker(id, mark)
    }
  }, [board, checked])
}

/** Undo and redo from anywhere but a field, which has its own. */
function useKeys(board: Board | null): void {
  useEffect(() => {
    if (!board) return
    const key = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || (event.target as Element).matches('input, textarea, select')) return
      const stack = board.service('commandStack')
      if (event.key.toLowerCase() === 'z' && !event.shiftKey) stack.undo()
      else if (event.key.toLowerCase() === 'y' || (event.key.toLowerCase() === 'z' && event.shiftKey)) stack.redo()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [board])
}

function Tools({ board }: { board: Board }) {
  const t = useT()
  const stack = board.service('commandStack')
  const tools = [
    ['designer.undo', IconArrowBackUp, () => stack.undo(), !stack.canUndo()],
    ['designer.redo', IconArrowForwardUp, () => stack.redo(), !stack.canRedo()],
    ['diagram.closer', IconPlus, () => board.canvas.zoom(board.canvas.zoom() * 1.25), false],
    ['diagram.farther', IconMinus, () => board.canvas.zoom(board.canvas.zoom() * 0.8), false],
    ['diagram.whole', IconMaximize, () => board.canvas.zoom('fit-viewport', 'auto'), false],
  ] as const
  return (
    <div className={css.tools} role="group" aria-label={t('diagram.zoom')}>
      {tools.map(([key, icon, act, disabled]) => (
        <Tooltip key={key} label={t(key)}>
          <ActionIcon aria-label={t(key)} disabled={disabled} onClick={act}>
            <Icon of={icon} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  )
}

/** The process as a list: the same steps as on the drawing, for reading, for keys and for the phone. */
function Steps({ board, checked, onPick }: { board: Board; checked: Checked | null; onPick: (id: string) => void }) {
  const t = useT()
  const wrong = new Map(checked?.problems.map(({ elementId, severity }) => [elementId, severity]))
  return (
    <ol className={css.steps} aria-label={t('designer.steps')}>
      {board.steps().map((step: Shape) => (
        <li key={step.id}>
          <button type="button" className={cx(css.step, step.host && css.attached)} onClick={() => onPick(step.id)}>
            <span>{step.businessObject.name || step.id}</span>
            {wrong.has(step.id) && <span className={css.wrong}>{t('designer.problems')}</span>}
          </button>
        </li>
      ))}
    </ol>
  )
}

interface Lines {
  checked: Checked | null
  /** Only of this element. */
  of?: string
  onPick?: (id: string) => void
}

function ProblemLines({ checked, of, onPick }: Lines) {
  const locale = useLocale()
  const problems = (checked?.problems ?? []).filter(({ elementId }) => of === undefined || elementId === of)
  if (problems.length === 0) return null
  return (
    <ul className={css.problems}>
      {problems.map((problem) => {
        const { message, suggestion } = wordsOfModel(problem, locale)
        const words = (
          <>
            {of === undefined && <b>{problem.elementName ?? problem.elementId}</b>}
            <span>{message}</span>
            <span className="ink-2">{suggestion}</span>
          </>
        )
        const id = `${problem.elementId} ${problem.code} ${message}`
        return (
          <li key={id} className={css[problem.severity]}>
            {onPick && problem.elementId ? (
              <button type="button" onClick={() => onPick(problem.elementId)}>
                {words}
              </button>
            ) : (
              <div>{words}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

interface ConflictProps {
  draft: ReturnType<typeof useDraft>
  onTheirs: () => void
  onFile: () => void
}

/** Two people draw the same: whoever comes second decides, and loses nothing before he does. */
function Conflict({ draft, onTheirs, onFile }: ConflictProps) {
  const t = useT()
  return (
    <section className={css.conflict} role="alert">
      {draft.isConflict && <h3>{t('designer.conflict.title')}</h3>}
      <p>{wordsOfProblem(draft.problem)}</p>
      <div className={css.buttons}>
        {draft.isConflict ? (
          <>
            <Button onClick={onTheirs}>{t('designer.conflict.theirs')}</Button>
            <Button onClick={() => void draft.save(true)}>{t('designer.conflict.mine')}</Button>
          </>
        ) : (
          <Button onClick={() => void draft.save()}>{t('designer.dry.retry')}</Button>
        )}
        <Button onClick={onFile}>{t('designer.conflict.file')}</Button>
      </div>
    </section>
  )
}
