import { Button, Select } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { triggerMatches } from '../../../../pure/bpmn/graph.ts'
import { addDuration } from '../../../../pure/durations.ts'
import type { FormField } from '../../../../pure/process-design/forms.ts'
import { type Asked, type Line, Rehearsal, type TaskIntent } from '../../../../pure/process-design/rehearsal.ts'
import { CLOSING } from '../../../../pure/task-closings.ts'
import { addWorkingTime, type WorkCalendar } from '../../../../pure/work-calendar.ts'
import { api, data } from '../../../api/client.ts'
import { businessNow } from '../../../api/clock.ts'
import type { components, paths } from '../../../api/schema.d.ts'
import { useMe } from '../../../api/session.ts'
import { FormInput } from '../../../components/work/FormInput.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { type Params, useLocale, useT, wordsOf } from '../../../i18n/words.ts'
import { notifyProblem } from '../../../ui/notify.tsx'
import { WordButton } from '../../../ui/WordButton.tsx'
import css from './designer.module.css'
import type { Design, Occasion } from './queries.ts'
import type { Checked } from './use-problems.ts'
import { occasionOf } from './variables.ts'

type Told = components['schemas']['RehearsedTold']
type Act = paths['/api/processes/{key}/rehearsal']['post']['requestBody']['content']['application/json']['acts'][number]

interface Props {
  design: Design
  checked: Checked
  occasions: Occasion[]
  onClose: () => void
  onShow: (element: string) => void
  formOf: (element: string) => FormField[]
}

/** One case of what is drawn, step by step, with a clock that is moved by hand. Nothing is written, nothing sent. */
export function DryRun({ design, checked, occasions, onClose, onShow, formOf }: Props) {
  const t = useT()
  const format = useFormat()
  const [at, setAt] = useState<string | null>(occasions.length > 0 ? '0' : null)
  const [run, setRun] = useState<Rehearsal<Told[]> | null>(null)
  const [, redraw] = useState(0)
  const [busy, setBusy] = useState(false)
  const occasion = at === null ? null : occasions[Number(at)]
  const { graph } = checked
  const isBroken = !graph || checked.problems.some(({ severity }) => severity === 'error')
  const nameOf = (element: string) => graph?.elements[element]?.name ?? element
  // One thing at a time: a second click comes before the first is drawn.
  const acting = useRef(false)
  const act = async (what: () => Promise<void>) => {
    if (acting.current) return
    acting.current = true
    setBusy(true)
    try {
      await what()
    } catch (problem) {
      notifyProblem(problem)
    } finally {
      acting.current = false
      setBusy(false)
      redraw((now) => now + 1)
    }
  }
  const starts = graph?.triggers.find(
    ({ event }) => event === (occasion?.variables.event as { name?: string } | undefined)?.name,
  )
  const mismatch =
    starts &&
    occasion &&
    graph &&
    !triggerMatches(graph, starts.startEvent, { ...occasion.variables, settings: design.settings }).matches
  const begin = () =>
    act(async () => {
      if (!graph) return
      const calendar = design.calendar as unknown as WorkCalendar
      const acts: Act[] = []
      const ask = async ({ at, intent }: Asked) => {
        acts.push(actOf(at, intent))
        const { outcomes } = await data(
          api.POST('/api/processes/{key}/rehearsal', {
            params: { path: { key: design.key } },
            body: { subject: occasion?.subject ?? null, acts },
          }),
        )
        const { output, refusal, told } = outcomes.at(-1)!
        const message = refusal && (wordsOf(`error.${refusal.code}`, refusal.params) ?? refusal.code)
        return { told, output, refusal: refusal && { code: refusal.code, message: message ?? '' } }
      }
      const env = {
        zone: calendar.zone,
        settings: design.settings,
        addWorkingTime: (from: string, duration: string) => addWorkingTime(calendar, from, duration),
      }
      const made = new Rehearsal<Told[]>(graph, new Date(businessNow()).toISOString(), env, ask)
      setRun(made)
      await made.start({ ...occasion?.variables }, starts?.startEvent ?? graph.starts[0])
    })
  const [next] = run?.timers ?? []
  return (
    <div className={css.fields}>
      <h2 className={css.heading}>{t('designer.dry')}</h2>
      <p className="ink-2">{t('designer.dry.about')}</p>
      {isBroken ? (
        <p className={css.wrong}>{t('designer.dry.broken')}</p>
      ) : run ? (
        <>
          <section className={css.clock} aria-label={t('designer.dry.clock')}>
            <b className="nums">{format.dateTime(run.now)}</b>
            <Button disabled={busy} onClick={() => void act(() => run.moveTo(later(run.now, 'PT1H', design)))}>
              {t('designer.dry.hour')}
            </Button>
            <Button disabled={busy} onClick={() => void act(() => run.moveTo(later(run.now, 'P1D', design)))}>
              {t('designer.dry.day')}
            </Button>
            <Button disabled={busy || !next} onClick={() => next && void act(() => run.moveTo(next.dueAt))}>
              {t('designer.dry.next')}
            </Button>
          </section>
          <Waits run={run} busy={busy} act={act} nameOf={nameOf} formOf={formOf} onShow={onShow} />
          <section aria-label={t('designer.dry.happened')}>
            <h3 className={css.heading}>{t('designer.dry.happened')}</h3>
            <ol className={css.lines} aria-live="polite">
              {run.lines.map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added at the end
                <Happened key={at} line={line} nameOf={nameOf} onShow={onShow} />
              ))}
            </ol>
          </section>
          <Button disabled={busy} onClick={() => setRun(null)}>
            {t('designer.dry.again')}
          </Button>
        </>
      ) : (
        <>
          {occasions.length === 0 ? (
            <p className="ink-2">{t('designer.dry.none')}</p>
          ) : (
            <Select
              label={t('designer.dry.record')}
              searchable
              clearable
              placeholder={t('designer.dry.noRecord')}
              value={at}
              data={occasions.map((one, n) => ({
                value: String(n),
                label: `${one.title}, ${format.near(one.at)}`,
              }))}
              onChange={setAt}
            />
          )}
          {mismatch && <p className="ink-2">{t('designer.dry.condition')}</p>}
          <Button variant="filled" loading={busy} onClick={() => void begin()}>
            {t('designer.dry.begin')}
          </Button>
        </>
      )}
      <WordButton type="button" onClick={onClose}>
        {t('designer.dry.close')}
      </WordButton>
    </div>
  )
}

const later = (now: string, by: string, design: Design): string => addDuration(now, by, design.calendar.zone)

const actOf = (at: string, intent: Asked['intent']): Act =>
  intent.type === 'step.run'
    ? { at, token: intent.token, element: intent.element, step: intent.step, input: intent.input }
    : {
        at,
        token: intent.token,
        element: intent.element,
        task: {
          name: intent.name,
          assignee: intent.assignee,
          candidateGroups: intent.candidateGroups,
          candidateUsers: intent.candidateUsers,
          dueAt: intent.dueAt,
          properties: intent.properties,
          input: intent.input,
        },
      }

interface WaitsProps {
  run: Rehearsal<Told[]>
  busy: boolean
  act: (what: () => Promise<void>) => Promise<void>
  nameOf: (element: string) => string
  formOf: (element: string) => FormField[]
  onShow: (element: string) => void
}

/** What would go on: answers of people, events, time. */
function Waits({ run, busy, act, nameOf, formOf, onShow }: WaitsProps) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const me = useMe()
  const nothing = run.tasks.length + run.awaited.length + run.timers.length + run.stopped.length === 0
  if (nothing) return null
  return (
    <section aria-label={t('designer.dry.waits')}>
      <h3 className={css.heading}>{t('designer.dry.waits')}</h3>
      <ul className={css.waits}>
        {run.stopped.map(({ token, element, message }) => (
          <li key={`stopped ${token}`}>
            <span className={css.wrong}>{`${nameOf(element)}: ${message}`}</span>
            <div className={css.buttons}>
              <Button disabled={busy} onClick={() => void act(() => run.resolve(token, 'retry'))}>
                {t('designer.dry.retry')}
              </Button>
              <Button disabled={busy} onClick={() => void act(() => run.resolve(token, 'skip'))}>
                {t('designer.dry.skip')}
              </Button>
            </div>
          </li>
        ))}
        {run.tasks.map((task) => (
          <li key={`task ${task.token}`}>
            <Answer
              task={task}
              fields={formOf(task.element)}
              busy={busy}
              me={me.user}
              onShow={() => onShow(task.element)}
              onAnswer={(variables) => void act(() => run.complete(task.token, variables))}
            />
          </li>
        ))}
        {run.awaited.map((wait) => (
          <li key={`event ${wait.token} ${wait.element}`}>
            <Button disabled={busy} onClick={() => void act(() => run.receive(wait, {}))}>
              {t('designer.dry.event', { name: occasionOf(wait.name)?.name[locale] ?? wait.name })}
            </Button>
          </li>
        ))}
        {run.timers.map(({ element, dueAt }) => (
          <li key={`timer ${element} ${dueAt}`} className="ink-2">
            {t('designer.dry.until', { name: nameOf(element), when: format.dateTime(dueAt) })}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface AnswerProps {
  task: TaskIntent
  fields: FormField[]
  busy: boolean
  me: { id: string; name: string }
  onShow: () => void
  onAnswer: (variables: Record<string, unknown>) => void
}

/** A person's answer, with what the task asks for; a claim is taken by whoever tries it. */
function Answer({ task, fields, busy, me, onShow, onAnswer }: AnswerProps) {
  const t = useT()
  const locale = useLocale()
  const [values, setValues] = useState<Record<string, unknown>>({})
  const claim = task.properties['tok:kind'] === 'claim'
  // Done by what happens to its record, as its process says.
  const bound = (task.properties['tok:completedBy'] ?? '')
    .split(/\s+/)
    .filter((event) => CLOSING[event] && CLOSING[event] !== 'accepted')
  const person = task.assignee && /^[0-9a-f-]{36}$/.test(task.assignee) ? task.assignee : me.id
  return (
    <form
      className={css.fields}
      onSubmit={(event) => {
        event.preventDefault()
        const who = claim
          ? { outcome: 'accepted', acceptedBy: me.id }
          : { outcome: null, completedBy: person, acceptedBy: person }
        onAnswer({ ...who, ...values })
      }}
    >
      <WordButton type="button" onClick={onShow}>
        {task.name}
      </WordButton>
      {fields.map((field) => (
        <FormInput
          key={field.key}
          field={field}
          value={values[field.key]}
          onChange={(value) => setValues((now) => ({ ...now, [field.key]: value }))}
        />
      ))}
      {bound.map((event) => (
        <Button key={event} disabled={busy} onClick={() => onAnswer(closedBy(event, person))}>
          {t('designer.dry.event', { name: occasionOf(event)?.name[locale] ?? event })}
        </Button>
      ))}
      {(claim || bound.length === 0) && (
        <Button type="submit" disabled={busy}>
          {claim ? t('designer.dry.accept', { name: me.name }) : t('designer.dry.answer', { name: task.name })}
        </Button>
      )}
    </form>
  )
}

const closedBy = (event: string, person: string) => ({ outcome: CLOSING[event], acceptedBy: person, closedBy: person })

interface HappenedProps {
  line: Line<Told[]>
  nameOf: (element: string) => string
  onShow: (element: string) => void
}

function Happened({ line, nameOf, onShow }: HappenedProps) {
  const t = useT()
  const format = useFormat()
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => item.current?.scrollIntoView({ block: 'nearest' }), [])
  if (line.what === 'left') return null
  const when = <span className="ink-3 nums">{format.dateTime(line.at)}</span>
  if (line.what === 'ended') {
    return (
      <li ref={item}>
        {when} <b>{t(line.status === 'completed' ? 'designer.dry.completed' : 'designer.dry.ended')}</b>
      </li>
    )
  }
  const name = (
    <WordButton type="button" onClick={() => onShow(line.element)}>
      {nameOf(line.element)}
    </WordButton>
  )
  if (line.what === 'entered') {
    return (
      <li ref={item}>
        {when} {name}
      </li>
    )
  }
  return (
    <li ref={item} className={css.told}>
      {line.what === 'asked' ? (
        line.told.map((told, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was told does not change
          <ToldLine key={at} told={told} />
        ))
      ) : line.what === 'stopped' ? (
        <span className={css.wrong}>{`${t('designer.dry.stands')}: ${line.message}`}</span>
      ) : (
        <span>{t('designer.dry.throws', { name: line.name })}</span>
      )}
    </li>
  )
}

/** Whom it would have told what. */
function ToldLine({ told }: { told: Told }) {
  const t = useT()
  const format = useFormat()
  if (told.what === 'event') {
    const words = wordsOf(`event.${told.name}`, told.params as Params)
    return SAID.has(told.name) || !words ? null : <span className="ink-2">{words}</span>
  }
  const to =
    told.what === 'message' ? told.to.map(({ name, address }) => [name, address].filter(Boolean).join(', ')) : told.to
  const people = [...to, ...(told.what === 'task' ? told.departments : [])].join(', ') || t('designer.dry.nobody')
  if (told.what === 'notice') {
    return (
      <div className={css.sent}>
        <b>{t(told.mail ? 'designer.dry.notice.mail' : 'designer.dry.notice', { to: people })}</b>
        <span>{wordsOf(`notice.${told.code}`, told.params as Params) ?? told.code}</span>
      </div>
    )
  }
  if (told.what === 'task') {
    const title = told.titleParams ? wordsOf(told.title, told.titleParams as Params) : told.title
    return (
      <div className={css.sent}>
        <b>{t('designer.dry.task', { to: people })}</b>
        <span>{title ?? told.title}</span>
        {told.dueAt && (
          <span className="ink-2">{t('designer.dry.task.due', { when: format.dateTime(told.dueAt) })}</span>
        )}
      </div>
    )
  }
  const { channel } = told
  const heading =
    channel === 'sms' || channel === 'mail'
      ? t(`designer.dry.${channel}`, { to: people })
      : t('designer.dry.message', { channel, to: people })
  return (
    <div className={css.sent}>
      <b>{heading}</b>
      {channel === 'mail' && told.heading && <span className="w5">{told.heading}</span>}
      <span className={css.text}>{told.text}</span>
    </div>
  )
}

/** Said by the lines above already. */
const SAID = new Set(['notice.sent', 'message.queued', 'task.created', 'conversation.filed'])
