import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PERIODS } from '../../../pure/periods.ts'
import { useMe } from '../../api/session.ts'
import { amountText, readAmount } from '../../i18n/money.ts'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ManySelect } from '../../ui/ManySelect.tsx'
import { linkOf, type RecordField } from '../fields/queries.ts'
import { RecordSelect } from '../fields/RecordSelect.tsx'
import { colleaguesQuery } from '../record/queries.ts'
import { departmentsQuery } from './choices.ts'
import {
  type Condition,
  type Filter,
  firstCondition,
  isCondition,
  needsValue,
  type Part,
  partsOf,
  shapeOf,
  withParts,
  wordOf,
} from './filter.ts'
import css from './lists.module.css'
import { pipelinesOf } from './queries.ts'

type Props = {
  fields: RecordField[]
  filter: Filter
  onChange: (filter: Filter) => void
  /** What is wrong, by where it stands: `filter.all.0`. */
  errors?: Record<string, string>
}

/** Conditions joined by "all" or "any", and groups of such within. A group nothing is left of goes with its last condition. */
export function FilterEditor(props: Props) {
  return <Group {...props} depth={0} path="filter" />
}

const DEEPEST = 2

type GroupProps = Props & { depth: number; path: string; onRemove?: () => void }

function Group({ fields, filter, onChange, errors = {}, depth, path, onRemove }: GroupProps) {
  const t = useT()
  const word = wordOf(filter)
  const parts = partsOf(filter)
  const set = (at: number, part: Part | null) =>
    onChange(
      withParts(
        word,
        parts.flatMap((one, index) => (index === at ? (part ? [part] : []) : [one])),
      ),
    )
  const first = fields[0]
  const add = (part: Part) => onChange(withParts(word, [...parts, part]))
  return (
    <div className={depth > 0 ? `${css.group} ${css.inner}` : css.group}>
      <div className={css.headline}>
        <Select
          size="xs"
          w={260}
          aria-label={t('lists.join')}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          value={word}
          data={[
            { value: 'all', label: t('lists.all') },
            { value: 'any', label: t('lists.any') },
          ]}
          onChange={(next) => next && onChange(withParts(next as 'all' | 'any', parts))}
        />
        {onRemove && (
          <Button size="xs" aria-label={t('lists.removeGroup')} onClick={onRemove}>
            <Icon of={IconX} size={14} />
          </Button>
        )}
      </div>
      {parts.map((part, at) =>
        isCondition(part) ? (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place
            key={at}
            fields={fields}
            condition={part}
            error={errors[`${path}.${word}.${at}`]}
            onChange={(next) => set(at, next)}
            onRemove={() => set(at, null)}
          />
        ) : (
          <Group
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={at}
            fields={fields}
            filter={part}
            errors={errors}
            depth={depth + 1}
            path={`${path}.${word}.${at}`}
            onChange={(next) => set(at, partsOf(next).length > 0 ? next : null)}
            onRemove={() => set(at, null)}
          />
        ),
      )}
      <div className={css.more}>
        <Button
          size="xs"
          leftSection={<Icon of={IconPlus} />}
          disabled={!first}
          onClick={() => first && add(firstCondition(first))}
        >
          {t('lists.addCondition')}
        </Button>
        {depth < DEEPEST && first && (
          <Button size="xs" onClick={() => add(withParts(word === 'all' ? 'any' : 'all', [firstCondition(first)]))}>
            {t('lists.addGroup')}
          </Button>
        )}
        {depth === 0 && parts.length > 0 && (
          <Button size="xs" onClick={() => onChange(withParts('all', []))}>
            {t('lists.clear')}
          </Button>
        )}
      </div>
    </div>
  )
}

const within = { withinPortal: false }

type LineProps = {
  fields: RecordField[]
  condition: Condition
  error: string | undefined
  onChange: (condition: Condition) => void
  onRemove: () => void
}

function Line({ fields, condition, error, onChange, onRemove }: LineProps) {
  const t = useT()
  const locale = useLocale()
  const field = fields.find((one) => one.key === condition.field)
  const operators = field?.operators ?? []
  return (
    <div className={css.line}>
      <Select
        size="xs"
        aria-label={t('lists.field')}
        searchable
        allowDeselect={false}
        comboboxProps={within}
        value={field ? condition.field : null}
        data={fields.map((one) => ({ value: one.key, label: one.label[locale] }))}
        onChange={(key) => {
          const next = fields.find((one) => one.key === key)
          if (next && next.key !== condition.field) onChange(firstCondition(next))
        }}
      />
      <Select
        size="xs"
        aria-label={t('lists.operator')}
        allowDeselect={false}
        comboboxProps={within}
        value={condition.op}
        data={operators.map((op) => ({ value: op, label: wordsOf(`lists.op.${op}`) ?? op }))}
        onChange={(op) => {
          if (!op || !field) return
          const same = shapeOf(field, op) === shapeOf(field, condition.op)
          onChange({ field: condition.field, op, ...(same && needsValue(op) ? { value: condition.value } : {}) })
        }}
      />
      {field ? (
        <Value field={field} condition={condition} onChange={(value) => onChange({ ...condition, value })} />
      ) : (
        <span />
      )}
      {error && (
        <p className={css.wrong} role="alert">
          {error}
        </p>
      )}
      <Button size="xs" aria-label={t('lists.removeCondition')} onClick={onRemove}>
        <Icon of={IconX} size={14} />
      </Button>
    </div>
  )
}

type ValueProps = { field: RecordField; condition: Condition; onChange: (value: unknown) => void }

function Value({ field, condition, onChange }: ValueProps) {
  const t = useT()
  const locale = useLocale()
  const { value } = condition
  const label = t('lists.value')
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const pair = Array.isArray(value) ? value : [null, null]
  const list = Array.isArray(value) ? value.map(String) : []
  switch (shapeOf(field, condition.op)) {
    case 'none':
      return <span />
    case 'number':
      return <Quantity field={field} label={label} value={value} onChange={onChange} />
    case 'pair':
      return (
        <div className={css.between}>
          <Quantity
            field={field}
            label={t('lists.from')}
            value={pair[0]}
            onChange={(one) => onChange([one, pair[1] ?? null])}
          />
          <Quantity
            field={field}
            label={t('lists.to')}
            value={pair[1]}
            onChange={(one) => onChange([pair[0] ?? null, one])}
          />
        </div>
      )
    case 'date':
      return (
        <TextInput
          size="xs"
          type="date"
          aria-label={label}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'dates':
      return (
        <div className={css.between}>
          <TextInput
            size="xs"
            type="date"
            aria-label={t('lists.from')}
            value={String(pair[0] ?? '')}
            onChange={(event) => onChange([event.currentTarget.value, pair[1] ?? ''])}
          />
          <TextInput
            size="xs"
            type="date"
            aria-label={t('lists.to')}
            value={String(pair[1] ?? '')}
            onChange={(event) => onChange([pair[0] ?? '', event.currentTarget.value])}
          />
        </div>
      )
    case 'period':
      return (
        <Select
          size="xs"
          aria-label={label}
          comboboxProps={within}
          value={text || null}
          data={PERIODS.map((one) => ({ value: one, label: t(`lists.period.${one}`) }))}
          onChange={onChange}
        />
      )
    case 'days':
      return (
        <NumberInput
          size="xs"
          aria-label={t('lists.days')}
          suffix={` ${t('lists.daysShort')}`}
          min={0}
          max={36500}
          allowDecimal={false}
          value={text}
          onChange={onChange}
        />
      )
    case 'choices':
      return (
        <Many
          label={label}
          value={list}
          onChange={onChange}
          data={field.options.map((option) => ({ value: option.key, label: option.label[locale] }))}
        />
      )
    case 'people':
      return <People label={label} value={list} onChange={onChange} />
    case 'departments':
      return <Departments label={label} value={list} onChange={onChange} />
    case 'stages':
    case 'pipelines':
      return <Stages of={field} label={label} value={list} onChange={onChange} />
    case 'records':
      return (
        <RecordSelect
          label=""
          kind={linkOf(field) ?? ''}
          value={list[0] ?? null}
          onChange={(one) => onChange(one ? [one] : [])}
        />
      )
    default:
      return (
        <TextInput
          size="xs"
          aria-label={label}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}

type ManyProps = { label: string; value: string[]; onChange: (value: string[]) => void }

function Many({
  label,
  ...rest
}: ManyProps & {
  data: { value: string; label: string }[] | { group: string; items: { value: string; label: string }[] }[]
}) {
  return <ManySelect size="xs" aria-label={label} searchable comboboxProps={within} {...rest} />
}

function People(props: ManyProps) {
  const t = useT()
  const { data: people = [] } = useQuery(colleaguesQuery)
  return (
    <Many
      {...props}
      data={[
        { value: 'me', label: t('lists.me') },
        { value: 'my_department', label: t('lists.myDepartment') },
        { value: 'none', label: t('lists.nobody') },
        ...people.map((person) => ({ value: person.id, label: person.name })),
      ]}
    />
  )
}

function Departments(props: ManyProps) {
  const t = useT()
  const { data: departments = [] } = useQuery(departmentsQuery)
  return (
    <Many
      {...props}
      data={[
        { value: 'my_department', label: t('lists.myDepartment') },
        ...departments.map((one) => ({ value: one.id, label: one.name })),
      ]}
    />
  )
}

function Stages({ of, ...props }: ManyProps & { of: RecordField }) {
  const locale = useLocale()
  const { data: pipelines = [] } = useQuery(pipelinesOf(of.kind))
  return (
    <Many
      {...props}
      data={
        of.type === 'pipeline'
          ? pipelines.map((one) => ({ value: one.id, label: one.name[locale] }))
          : pipelines.map((one) => ({
              group: one.name[locale],
              items: one.stages.map((stage) => ({ value: stage.id, label: stage.name[locale] })),
            }))
      }
    />
  )
}

/** A number, or an amount as people write it; kept in minor units. */
function Quantity({
  field,
  label,
  value,
  onChange,
}: {
  field: RecordField
  label: string
  value: unknown
  onChange: (value: unknown) => void
}) {
  const { company } = useMe()
  const money = field.type === 'money'
  const [text, setText] = useState(() =>
    typeof value === 'number' ? (money ? amountText(value, company.currency) : String(value)) : '',
  )
  return (
    <TextInput
      size="xs"
      aria-label={label}
      inputMode="decimal"
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setText(typed)
        const number = Number(typed.trim().replace(',', '.'))
        const read = money
          ? readAmount(typed, company.currency)
          : typed.trim() && Number.isFinite(number)
            ? number
            : null
        onChange(read ?? null)
      }}
    />
  )
}
