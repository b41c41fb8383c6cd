import { Checkbox, MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useRef, useState } from 'react'
import { syntaxErrorOf } from '../../../../pure/bpmn/expression.ts'
import { sourceOfText, textOfSource } from '../../../../pure/process-design/texts.ts'
import { pipelinesOf } from '../../../components/lists/queries.ts'
import { colleaguesQuery } from '../../../components/record/queries.ts'
import { useLocale, useT } from '../../../i18n/words.ts'
import { WordButton } from '../../../ui/WordButton.tsx'
import { lostReasonsQuery } from '../../deals/queries.ts'
import { departmentsQuery } from '../../settings/queries.ts'
import { type Blank, readDuration, writeDuration } from '../blanks.tsx'
import css from './designer.module.css'
import type { Variable } from './variables.ts'

/** What the fields of the panel know of the process. */
export interface Surroundings {
  variables: Variable[]
  blanks: Record<string, Blank>
  settings: Record<string, unknown>
}
export const SurroundingsContext = createContext<Surroundings>({ variables: [], blanks: {}, settings: {} })
export const useSurroundings = () => useContext(SurroundingsContext)

interface Props {
  label: string
  /** As an input has it: a text, or FEEL behind "="; '' for nothing. */
  value: string
  onChange: (value: string) => void
}

const WORD_AT_END = /[\p{L}_][\p{L}\p{N}_.]*$/u

/** A formula, with the names it may use offered while one types. */
export function FormulaField({ label, value, onChange }: Props) {
  const { variables } = useSurroundings()
  const area = useRef<HTMLTextAreaElement>(null)
  const [at, setAt] = useState(value.length)
  const text = value.startsWith('=') ? value.slice(1) : value
  const typed = WORD_AT_END.exec(text.slice(0, at))?.[0] ?? ''
  const wrong = text.trim() ? syntaxErrorOf(text) : null
  const lower = typed.toLowerCase()
  const offered = variables
    .filter(({ path, label }) => path.toLowerCase().includes(lower) || label.toLowerCase().includes(lower))
    .filter(({ path }) => path !== typed)
    .slice(0, 8)
  const insert = (path: string) => {
    const before = text.slice(0, at - typed.length)
    onChange(`=${before}${path}${text.slice(at)}`)
    const caret = before.length + path.length
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(caret, caret)
      setAt(caret)
    })
  }
  return (
    <div className={css.formula}>
      <Textarea
        ref={area}
        label={label}
        autosize
        minRows={1}
        maxRows={8}
        classNames={{ input: css.code }}
        spellCheck={false}
        value={text}
        error={wrong}
        onChange={(event) => {
          setAt(event.currentTarget.selectionStart ?? event.currentTarget.value.length)
          onChange(event.currentTarget.value.trim() === '' ? '' : `=${event.currentTarget.value}`)
        }}
        onSelect={(event) => setAt(event.currentTarget.selectionStart ?? 0)}
      />
      <Offered variables={offered} onPick={insert} />
    </div>
  )
}

function Offered({ variables, onPick }: { variables: Variable[]; onPick: (path: string) => void }) {
  const t = useT()
  if (variables.length === 0) return null
  return (
    <ul className={css.offered} aria-label={t('designer.fields')}>
      {variables.map(({ path, label, example }) => (
        <li key={path}>
          <button
            type="button"
            aria-label={t('designer.insert', { name: path })}
            title={[label, example].filter(Boolean).join(': ')}
            onClick={() => onPick(path)}
          >
            <code>{path}</code>
            {(label || example) && <span className="ink-3">{label || example}</span>}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** The values that a message to a customer may name (server/modules/outreach). */
const OF_MESSAGE = [
  'recipient.first_name',
  'recipient.name',
  'record.title',
  'record.number',
  'owner.name',
  'owner.phone',
  'company.name',
  'today',
] as const

/** A text in which values may stand in braces; chosen, one is put where the caret is. */
export function TextWithValues({
  label,
  value,
  onChange,
  long,
  values,
}: Props & { long?: boolean; values: 'variables' | 'message' }) {
  const t = useT()
  const { variables } = useSurroundings()
  const area = useRef<HTMLTextAreaElement>(null)
  const text = values === 'message' ? value : (textOfSource(value) ?? '')
  const write = (next: string) => onChange(values === 'message' ? next : sourceOfText(next))
  const offered =
    values === 'message'
      ? OF_MESSAGE.map((name) => ({ value: name, label: t(`designer.value.${name}`) }))
      : variables.map(({ path, label }) => ({ value: path, label: label ? `${label} (${path})` : path }))
  const insert = (name: string | null) => {
    if (!name) return
    const at = area.current?.selectionStart ?? text.length
    write(`${text.slice(0, at)}{{${name}}}${text.slice(at)}`)
    area.current?.focus()
  }
  return (
    <div className={css.formula}>
      <Textarea
        ref={area}
        label={label}
        autosize
        minRows={long ? 3 : 1}
        maxRows={12}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <Select
        size="xs"
        aria-label={`${label}: ${t('designer.values')}`}
        placeholder={t('designer.values')}
        searchable
        value={null}
        data={offered}
        onChange={insert}
      />
    </div>
  )
}

const ROLES = ['owner', 'supervisor', 'head', 'department'] as const

/** The people a source names, where it is a list of fixed ones; null for a formula. */
function namesOf(source: string): string[] | null {
  if (source === '') return []
  if (!source.startsWith('=')) return [source]
  try {
    const list = JSON.parse(source.slice(1))
    return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : null
  } catch {
    return null
  }
}

export function PeopleField({ label, value, onChange, one }: Props & { one?: boolean }) {
  const t = useT()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: departments = [] } = useQuery(departmentsQuery)
  const chosen = namesOf(value) ?? []
  const known = [
    ...ROLES.map((role) => ({ value: `record:${role}`, label: t(`designer.who.${role}`) })),
    { value: 'leaders', label: t('designer.who.leaders') },
    ...departments.flatMap(({ id, name }) => [
      { value: `department:${id}`, label: t('designer.who.everybodyOf', { name }) },
      { value: `head:${id}`, label: t('designer.who.headOf', { name }) },
    ]),
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const data = [
    ...known,
    ...chosen.filter((name) => !known.some((one) => one.value === name)).map((name) => ({ value: name, label: name })),
  ]
  const write = (names: string[]) =>
    onChange(names.length === 0 ? '' : names.length === 1 ? names[0]! : `=${JSON.stringify(names)}`)
  if (one) {
    return (
      <Select
        label={label}
        placeholder={t('designer.who.example')}
        searchable
        data={data}
        value={chosen[0] ?? null}
        onChange={(next) => write(next ? [next] : [])}
      />
    )
  }
  return (
    <MultiSelect
      label={label}
      placeholder={chosen.length === 0 ? t('designer.who.example') : ''}
      searchable
      data={data}
      value={chosen}
      onChange={write}
    />
  )
}

export function DurationField({ label, value, onChange, working }: Props & { working?: boolean }) {
  const t = useT()
  const { blanks, settings } = useSurroundings()
  const setting = /^=settings\.(\w+)$/.exec(value)?.[1]
  const locale = useLocale()
  if (setting) {
    const held = readDuration(String(settings[setting] ?? ''))
    return (
      <div className={css.setting}>
        <span className={css.label}>{label}</span>
        <span>
          {t('designer.fromSettings', { label: blanks[setting]?.label[locale] ?? setting })}
          {held.count > 0 &&
            ` (${held.count} ${t(`processes.unit.${held.unit}${working ? '.working' : ''}`, { count: held.count })})`}
        </span>
        <WordButton type="button" onClick={() => onChange(String(settings[setting] ?? 'P1D'))}>
          {t('designer.ownValue')}
        </WordButton>
      </div>
    )
  }
  const { count, unit } = readDuration(value)
  return (
    <div className={css.pair}>
      <NumberInput
        label={label}
        min={1}
        max={9999}
        allowDecimal={false}
        value={count || ''}
        onChange={(next) => onChange(writeDuration(Number(next) || 1, unit))}
      />
      <Select
        aria-label={t('processes.unit', { label })}
        allowDeselect={false}
        value={unit}
        data={(['M', 'H', 'D', 'W'] as const).map((one) => ({
          value: one,
          label: t(`processes.unit.${one}${working ? '.working' : ''}`, { count: count || 1 }),
        }))}
        onChange={(next) => next && onChange(writeDuration(count || 1, next as 'D'))}
      />
    </div>
  )
}

/** A field that can be written as a formula instead, where one does not fit into the plain form. */
export function OrFormula({
  label,
  value,
  fits,
  onChange,
  children,
}: Props & { fits: boolean; children: React.ReactNode }) {
  const t = useT()
  const [formula, setFormula] = useState(!fits)
  const asFormula = formula || !fits
  return (
    <div className={css.field}>
      {asFormula ? (
        <FormulaField label={t('designer.formula', { label })} value={value} onChange={onChange} />
      ) : (
        children
      )}
      <WordButton
        type="button"
        onClick={() => {
          if (asFormula && !fits) onChange('')
          setFormula(!asFormula)
        }}
      >
        {t(asFormula ? 'designer.asValue' : 'designer.asFormula')}
      </WordButton>
    </div>
  )
}

export const fitsPeople = (value: string): boolean => namesOf(value) !== null
export const fitsDuration = (value: string): boolean =>
  value === '' || /^=settings\.\w+$/.test(value) || readDuration(value).count > 0
export const fitsText = (value: string, values: 'variables' | 'message'): boolean =>
  values === 'message' ? !value.startsWith('=') : textOfSource(value) !== null
export const fitsPlain = (value: string): boolean => !value.startsWith('=')

export function YesNoField({ label, value, onChange }: Props) {
  return (
    <Checkbox
      label={label}
      checked={value === '=true'}
      onChange={(event) => onChange(event.currentTarget.checked ? '=true' : '=false')}
    />
  )
}

export function DepartmentField({ label, value, onChange }: Props) {
  const { data = [] } = useQuery(departmentsQuery)
  return (
    <Select
      label={label}
      searchable
      clearable
      value={value || null}
      data={data.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}

export function StageField({ label, value, onChange, kind }: Props & { kind: string }) {
  const locale = useLocale()
  const { data = [] } = useQuery(pipelinesOf(kind as 'deal'))
  return (
    <Select
      label={label}
      searchable
      value={value || null}
      data={data.map((pipeline) => ({
        group: pipeline.name[locale],
        items: pipeline.stages.map((stage) => ({ value: stage.id, label: stage.name[locale] })),
      }))}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}

export function LostReasonField({ label, value, onChange }: Props) {
  const locale = useLocale()
  const { data = [] } = useQuery(lostReasonsQuery)
  return (
    <Select
      label={label}
      value={value || null}
      data={data.map(({ id, name }) => ({ value: id, label: name[locale] }))}
      onChange={(next) => onChange(next ?? '')}
    />
  )
}

const CONDITION =
  /^=?\s*([\p{L}_][\p{L}\p{N}_.]*)\s*(=|!=|>=|<=|>|<)\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)\s*$/u
const OPERATORS = ['=', '!=', '>', '<', '>=', '<='] as const

const literalOf = (text: string): string =>
  /^-?\d+(\.\d+)?$/.test(text) || ['true', 'false', 'null'].includes(text) ? text : JSON.stringify(text)
const plainOf = (literal: string): string => (literal.startsWith('"') ? JSON.parse(literal) : literal)

/** One comparison of a field by clicks, or any formula. */
export function ConditionField({ label, value, onChange }: Props) {
  const t = useT()
  const { variables } = useSurroundings()
  const match = CONDITION.exec(value)
  const [, path = '', operator = '=', literal = '""'] = match ?? []
  const write = (next: { path?: string; operator?: string; plain?: string }) => {
    const whole = { path, operator, plain: plainOf(literal), ...next }
    onChange(whole.path ? `=${whole.path} ${whole.operator} ${literalOf(whole.plain)}` : '')
  }
  const known = variables.map((one) => ({
    value: one.path,
    label: one.label ? `${one.label} (${one.path})` : one.path,
  }))
  const data = path && !known.some((one) => one.value === path) ? [{ value: path, label: path }, ...known] : known
  return (
    <OrFormula label={label} value={value} fits={value === '' || match !== null} onChange={onChange}>
      <fieldset className={css.condition}>
        <legend className={css.label}>{label}</legend>
        <Select
          aria-label={`${label}: ${t('designer.condition.field')}`}
          placeholder={t('designer.condition.field')}
          searchable
          clearable
          value={path || null}
          data={data}
          onChange={(next) => write({ path: next ?? '' })}
        />
        <Select
          aria-label={`${label}: ${t('designer.condition.is')}`}
          allowDeselect={false}
          value={operator}
          data={OPERATORS.map((one) => ({ value: one, label: t(`designer.op.${one}`) }))}
          onChange={(next) => next && write({ operator: next })}
        />
        <TextInput
          aria-label={`${label}: ${t('designer.condition.value')}`}
          value={plainOf(literal)}
          disabled={!path}
          onChange={(event) => write({ plain: event.currentTarget.value })}
        />
      </fieldset>
    </OrFormula>
  )
}
