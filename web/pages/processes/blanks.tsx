import { MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { amountText, readAmount } from '../../i18n/money.ts'
import { useLocale, useT } from '../../i18n/words.ts'
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

/** One blank where it stands in its sentence, in the browser's own fields: they are read out and typed into like words. */
export function BlankField({ name, blank, value, onChange, error }: Props): ReactNode {
  const t = useT()
  const locale = useLocale()
  const { data: departments = [] } = useQuery({ ...departmentsQuery, enabled: blank.type === 'department' })
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
    const { count, unit } = readDuration(String(value ?? ''))
    return (
      <>
        <span className={css.pair}>
          <input
            {...shared}
            type="number"
            min={1}
            max={999}
            value={count || ''}
            onChange={(event) => onChange(writeDuration(Number(event.currentTarget.value), unit))}
          />
          <select
            className={css.blank}
            aria-label={t('processes.unit', { label })}
            value={unit}
            onChange={(event) => onChange(writeDuration(count, event.currentTarget.value as Unit))}
          >
            {UNITS.map((one) => (
              <option key={one} value={one}>
                {t(`processes.unit.${one}${blank.working ? '.working' : ''}`, { count })}
              </option>
            ))}
          </select>
        </span>
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
  if (blank.type === 'choice' || blank.type === 'department') {
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
    <MultiSelect
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
