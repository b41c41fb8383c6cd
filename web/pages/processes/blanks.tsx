import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { amountText, readAmount } from '../../i18n/money.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ManySelect } from '../../ui/ManySelect.tsx'
import { pipelinesQuery } from '../deals/queries.ts'
import { departmentsQuery } from '../settings/queries.ts'
import css from './processes.module.css'

type Words = { pl: string; en: string }
/** A blank as processes/shipped-process.ts describes it. */
export interface Blank {
  type: string
  label: Words
  options?: { value: string; label: Words }[]
  working?: boolean
  optional?: boolean
  min?: number
  max?: number
  most?: number
  times?: boolean
  long?: boolean
}

const UNITS = ['M', 'H', 'D', 'W'] as const
type Unit = (typeof UNITS)[number]

export function readDuration(text: string): { count: number; unit: Unit } {
  const parts = /^PT?(\d+)([MHDW])$/.exec(text)
  return parts ? { count: Number(parts[1]), unit: parts[2] as Unit } : { count: 0, unit: 'M' }
}
export const writeDuration = (count: number, unit: Unit): string =>
  unit === 'D' || unit === 'W' ? `P${count}${unit}` : `PT${count}${unit}`

type Props = { name: string; blank: Blank; value: unknown; onChange: (value: unknown) => void; error?: string }

const OF_SEVERAL_FIELDS = new Set(['duration', 'durations', 'stages'])

/** What follows it stays on its line: a full stop alone says nothing. */
export const isOneField = ({ type, long }: Blank): boolean => !long && !OF_SEVERAL_FIELDS.has(type)

/** One blank where it stands in its sentence, in the browser's own fields: they are read out and typed into like words. */
export function BlankField({ name, blank, value, onChange, error }: Props): ReactNode {
  const t = useT()
  const locale = useLocale()
  const { data: departments = [] } = useQuery({ ...departmentsQuery, enabled: blank.type === 'department' })
  const { data: people = [] } = useQuery({ ...colleaguesQuery, enabled: blank.type === 'person' })
  const label = blank.label[locale]
  const shared = {
    className: css.blank,
    'aria-label': label,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${name}-error` : undefined,
  }
  const wrong = error && (
    <span id={`${name}-error`} role="alert" className={css.wrong}>
      {error}
    </span>
  )
  if (blank.type === 'duration') {
    return (
      <>
        <DurationPair {...shared} working={blank.working} value={String(value ?? '')} onChange={onChange} />
        {wrong}
      </>
    )
  }
  if (blank.type === 'stages') {
    return (
      <>
        <StagesBlank label={label} value={(value as string[]) ?? []} onChange={onChange} />
        {wrong}
      </>
    )
  }
  if (blank.type === 'durations') {
    return (
      <>
        <Durations {...shared} most={blank.most ?? 1} value={(value as string[]) ?? []} onChange={onChange} />
        {wrong}
      </>
    )
  }
  if (blank.type === 'choice' || blank.type === 'department' || blank.type === 'person') {
    return (
      <>
        <select {...shared} value={String(value ?? '')} onChange={(event) => onChange(event.currentTarget.value)}>
          {(blank.options ?? []).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label[locale]}
            </option>
          ))}
          {departments.map((department) => (
            <option key={department.id} value={department.id}>
              {department.name}
            </option>
          ))}
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {t('processes.tell', { name: person.name })}
            </option>
          ))}
        </select>
        {wrong}
      </>
    )
  }
  if (blank.type === 'money') {
    return (
      <>
        <MoneyBlank {...shared} value={value as number | null} onChange={onChange} />
        {wrong}
      </>
    )
  }
  const count = blank.type === 'count'
  if (blank.long) {
    return (
      <>
        <textarea
          {...shared}
          className={cx(css.blank, css.long)}
          rows={3}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        {wrong}
      </>
    )
  }
  return (
    <>
      <input
        {...shared}
        type={count ? 'number' : 'text'}
        min={blank.min}
        max={blank.max}
        size={12}
        value={value === null || value === undefined ? '' : String(value)}
        onChange={(event) => {
          const text = event.currentTarget.value
          onChange(count ? Number(text) : text === '' && blank.optional ? null : text)
        }}
      />
      {blank.times && ` ${t('processes.times', { count: Number(value) || 0 })}`}
      {wrong}
    </>
  )
}

/** Pipelines and stages; none chosen means any. */
function StagesBlank(props: { label: string; value: string[]; onChange: (value: unknown) => void }) {
  const t = useT()
  const locale = useLocale()
  const { data: pipelines = [] } = useQuery(pipelinesQuery)
  return (
    <ManySelect
      className={css.stages}
      size="xs"
      aria-label={props.label}
      placeholder={props.value.length === 0 ? t('processes.stages.any') : ''}
      clearable
      value={props.value}
      onChange={props.onChange}
      data={pipelines.map((pipeline) => ({
        group: pipeline.name[locale],
        items: [
          { value: pipeline.id, label: t('processes.stages.whole', { pipeline: pipeline.name[locale] }) },
          ...pipeline.stages.map((stage) => ({ value: stage.id, label: stage.name[locale] })),
        ],
      }))}
    />
  )
}

type Labelled = { className: string | undefined; 'aria-label': string }

function DurationPair(
  props: Labelled & { working?: boolean; value: string; onChange: (value: string) => void; disabled?: boolean },
) {
  const { working, value, onChange, ...rest } = props
  const t = useT()
  const { count, unit } = readDuration(value)
  return (
    <span className={css.pair}>
      <input
        {...rest}
        type="number"
        min={1}
        max={999}
        value={count || ''}
        onChange={(event) => onChange(writeDuration(Number(event.currentTarget.value), unit))}
      />
      <select
        className={css.blank}
        aria-label={t('processes.unit', { label: rest['aria-label'] })}
        value={unit}
        onChange={(event) => onChange(writeDuration(count, event.currentTarget.value as Unit))}
      >
        {UNITS.map((one) => (
          <option key={one} value={one}>
            {t(`processes.unit.${one}${working ? '.working' : ''}`, { count })}
          </option>
        ))}
      </select>
    </span>
  )
}

// What is offered next: the first that is not there yet.
const USUAL = ['PT1H', 'P1D', 'PT15M', 'P3D', 'P1W', 'PT4H']

/** Several durations in a row; none is a value, too. */
function Durations(props: Labelled & { most: number; value: string[]; onChange: (value: string[]) => void }) {
  const { most, value, onChange, ...rest } = props
  const t = useT()
  const label = (at: number) => `${rest['aria-label']} ${at + 1}`
  return (
    <span className={css.several}>
      {value.length === 0 && <span className="ink-3">{t('processes.never')}</span>}
      {value.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be equal while somebody types
        <span key={at} className={css.pair}>
          <DurationPair
            {...rest}
            aria-label={label(at)}
            value={one}
            onChange={(next) => onChange(value.map((each, i) => (i === at ? next : each)))}
          />
          <button
            type="button"
            className={css.cross}
            aria-label={t('processes.remove', { label: label(at) })}
            onClick={() => onChange(value.filter((_, i) => i !== at))}
          >
            <Icon of={IconX} size={14} />
          </button>
        </span>
      ))}
      {value.length < most && (
        <button
          type="button"
          className={css.plus}
          onClick={() => onChange([...value, USUAL.find((one) => !value.includes(one)) ?? 'PT1H'])}
        >
          <Icon of={IconPlus} size={14} />
          {t('processes.addDuration')}
        </button>
      )}
    </span>
  )
}

/** Typed as people write amounts; kept in minor units. What cannot be read stays as it was. */
function MoneyBlank(props: {
  value: number | null
  onChange: (value: unknown) => void
  className: string | undefined
}) {
  const { value, onChange, ...rest } = props
  return (
    <input
      {...rest}
      key={String(value)}
      inputMode="decimal"
      size={12}
      defaultValue={amountText(value, 'PLN')}
      onBlur={(event) => {
        const read = readAmount(event.currentTarget.value, 'PLN')
        if (read === undefined) event.currentTarget.value = amountText(value, 'PLN')
        else if (read !== value) onChange(read)
      }}
    />
  )
}
