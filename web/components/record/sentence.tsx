import { Fragment, type ReactNode } from 'react'
import { verbForm } from '../../../pure/names.ts'
import type { useFormat } from '../../i18n/format.ts'
import { sourceWords } from '../../i18n/source-words.ts'
import { shortTaskTitle } from '../../i18n/task-title.ts'
import { currentLocale, wordsOf } from '../../i18n/words.ts'
import type { RecordField } from '../fields/queries.ts'
import type { Entry } from './queries.ts'

type Format = ReturnType<typeof useFormat>

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const ACTOR = '\u0001'
const LONGEST_VALUE = 80

type Words = { pl: string; en: string }
const inWords = (value: unknown): value is { name: Words } =>
  typeof value === 'object' && value !== null && typeof (value as { name?: { pl?: unknown } }).name?.pl === 'string'

/** What a text about an event may speak of: the payload, and in words what stands there as an id, a code or an instant. */
function paramsOf(entry: Entry, format: Format): Record<string, unknown> {
  const params: Record<string, unknown> = { ...entry.payload }
  for (const [key, value] of Object.entries(entry.payload)) {
    if (typeof value === 'string' && entry.names[value]) params[`${key}Name`] = entry.names[value]
    else if (typeof value === 'string' && INSTANT.test(value)) params[`${key}Date`] = dateWords(value, format)
    else if (Array.isArray(value) && value.length > 0 && value.every(inWords)) {
      params[`${key}Names`] = value.map(({ name }) => name[currentLocale()]).join(', ')
    } else if (inWords(value)) params[`${key}Name`] = value.name[currentLocale()]
    else if (value === null) params[`${key}Name`] = wordsOf('record.nobody')
  }
  const { recipients, reason, code, source, role } = entry.payload
  if (entry.task) {
    params.titleText = shortTaskTitle(entry.task)
  } else if (typeof entry.payload.title === 'string') params.titleText = entry.payload.title
  if (typeof code === 'string') {
    const told = (entry.payload.params ?? {}) as Record<string, unknown>
    params.noticeText = wordsOf(`short.notice.${code}`, told) ?? wordsOf(`notice.${code}`, told) ?? code
  }
  if (entry.message || entry.name.startsWith('message.')) {
    params.messageName = entry.message?.name ?? wordsOf('letters.somebody')
    params.subject = entry.message?.subject || 'empty'
  }
  if (entry.payload.word === '') params.word = 'empty'
  if (Array.isArray(recipients)) {
    const names = recipients.map((id) => entry.names[String(id)]).filter(Boolean)
    params.count = recipients.length
    params.people =
      names.length > 0 && names.length <= 2 ? names.join(', ') : wordsOf('record.people', { count: recipients.length })
  }
  if (typeof reason === 'string') {
    const words = wordsOf(`reject.${reason}`) ?? reason
    params.reasonText = [params.listedName, words].filter(Boolean).join(': ')
  }
  if (typeof role === 'string') params.roleText = wordsOf(`deals.role.${role}`) ?? role
  if (typeof source === 'string') params.channel = sourceWords(source)
  return params
}

const dateWords = (at: string, format: Format) => format.near(at, { time: 'always' })

function valueWords(value: unknown, entry: Entry, field: string, format: Format): string | null {
  if (value === null || value === undefined || value === '') return wordsOf('record.nothing')
  if (typeof value === 'string') {
    if (entry.names[value]) return entry.names[value]
    if (UUID.test(value)) return null
    if (INSTANT.test(value)) return dateWords(value, format)
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return format.date(value)
    const coded = wordsOf(`record.value.${field}.${value}`)
    if (coded) return coded
    return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value
  }
  // Amounts travel in minor units; the currency may be another by now, so the number stands alone.
  if (typeof value === 'number') return /amount/i.test(field) ? format.number(value / 100) : format.number(value)
  if (typeof value === 'boolean') return wordsOf(value ? 'record.yes' : 'record.no')
  if (Array.isArray(value)) {
    const words = value.map((one) =>
      typeof one === 'object' && one !== null && 'value' in one ? String(one.value) : String(one),
    )
    return words.length > 0 ? words.join(', ') : wordsOf('record.nothing')
  }
  return null
}

/** A value of a field of the company's own. */
function ownWords(value: unknown, entry: Entry, field: RecordField, format: Format): string | null {
  const option = (key: unknown) => field.options.find((one) => one.key === key)?.label[currentLocale()] ?? String(key)
  if (field.type === 'choice' && typeof value === 'string') return option(value)
  if (field.type === 'choices' && Array.isArray(value)) return value.map(option).join(', ')
  return valueWords(value, entry, field.type === 'money' ? 'amount' : field.key, format)
}

/** 'Wartość: brak → 97 200', or the bare names of fields whose values are not for this place. */
function changesWords(entry: Entry, format: Format, own: ReadonlyMap<string, RecordField>): ReactNode {
  // Lines are told one by one, below the sentence.
  const told = entry.changes.filter(({ field }) => field !== 'lines')
  return told.map((change, at) => {
    const field = own.get(change.field)
    const label = field?.label[currentLocale()] ?? wordsOf(`record.field.${change.field}`) ?? change.field
    const words = (value: unknown) =>
      field ? ownWords(value, entry, field, format) : valueWords(value, entry, change.field, format)
    const from = words(change.from)
    const to = words(change.to)
    // Both empty: the values were a person's and have been erased.
    const silent = from === null || to === null || (change.from === null && change.to === null)
    return (
      <Fragment key={change.field}>
        {at > 0 && ', '}
        <span className="w5">{label}</span>
        {!silent && (
          <>
            : {from} → <b>{to}</b>
          </>
        )}
      </Fragment>
    )
  })
}

/** One sentence about an event, the actor first; who did it by himself is in bold, Tok is not. */
export function sentenceOf(
  entry: Entry,
  format: Format,
  fields: ReadonlyMap<string, RecordField> = new Map(),
): ReactNode {
  const person = entry.actor.kind === 'user' ? entry.actor.name : null
  const params: Record<string, unknown> = {
    ...paramsOf(entry, format),
    actor: ACTOR,
    sex: person ? verbForm(person) : 'm',
  }
  const variants = [
    ...(entry.name === 'lead.converted' && !entry.payload.dealId ? ['record.event.lead.converted.noDeal'] : []),
    ...(entry.name === 'lead.distributed' && entry.payload.departmentId
      ? [`record.event.${entry.name}.department`]
      : []),
    ...(entry.payload.because === 'stage_archived' ? [`record.event.${entry.name}.archived`] : []),
    ...(params.skippedNames ? [`record.event.${entry.name}.skipped`] : []),
    ...(person ? [`record.event.${entry.name}.user`] : []),
    ...(entry.actor.kind === 'visitor' ? [`record.event.${entry.name}.visitor`] : []),
    `record.event.${entry.name}`,
  ]
  const own = variants.reduce<string | null>((found, code) => found ?? wordsOf(code, params), null)
  const words = own ?? `${ACTOR}: ${wordsOf(`event.${entry.name}`, params) ?? entry.name}`
  const [before, ...after] = words.split(ACTOR)
  return (
    <>
      {before}
      {after.length > 0 && (person ? <b>{person}</b> : 'Tok')}
      {after.join('Tok')}
      {/\.updated$|\.settings_changed$|\.lines_changed$/.test(entry.name) && entry.changes.length > 0 && (
        <> {changesWords(entry, format, fields)}</>
      )}
    </>
  )
}

const sameMoment = (a: Entry, b: Entry) => Math.abs(Date.parse(a.at) - Date.parse(b.at)) < 1000

/**
 * Leaves out what only repeats its neighbour (newest first): the claim's task that ended by the very acceptance, the
 * assignment of a task that was set for that person, the second to last of several letters with one notification.
 */
export function told(entries: Entry[]): { entry: Entry; letters: number }[] {
  const kept: { entry: Entry; letters: number }[] = []
  for (const entry of entries) {
    const near = entries.filter((other) => other !== entry && sameMoment(other, entry))
    const twin = (name: string) => near.some((other) => other.name === name)
    const sameTask = (name: string) =>
      near.some((other) => other.name === name && other.payload.taskId === entry.payload.taskId)
    if (entry.name === 'task.completed' && entry.payload.outcome === 'accepted' && twin('lead.accepted')) continue
    if (entry.name === 'task.claimed' && twin('lead.accepted')) continue
    if (entry.name === 'task.assigned' && ['task.created', 'task.updated', 'task.reopened'].some(sameTask)) continue
    const last = kept.at(-1)
    if (
      last &&
      entry.name === 'mail.queued' &&
      last.entry.name === entry.name &&
      last.entry.payload.code === entry.payload.code &&
      last.entry.payload.state === entry.payload.state &&
      sameMoment(last.entry, entry)
    ) {
      last.letters += 1
      continue
    }
    kept.push({ entry, letters: 1 })
  }
  return kept
}
