import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { useLocale, useT, wordsOf } from '../../i18n/words.ts'
import { FieldValue } from '../fields/FieldValue.tsx'
import type { RecordField } from '../fields/queries.ts'
import { colleaguesQuery } from '../record/queries.ts'
import { departmentsQuery } from './choices.ts'
import { type Condition, isCondition, type Part, partsOf, shapeOf, wordOf } from './filter.ts'
import { pipelinesOf } from './queries.ts'

/** A condition as a person says it: "Kwota: co najmniej 1 000 zł". */
export function PartWords({ part, fields }: { part: Part; fields: RecordField[] }) {
  const t = useT()
  if (isCondition(part)) return <ConditionWords condition={part} fields={fields} />
  const joined = partsOf(part)
  return (
    <>
      (
      {joined.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place
        <span key={at}>
          {at > 0 && ` ${t(wordOf(part) === 'all' ? 'lists.and' : 'lists.or')} `}
          <PartWords part={one} fields={fields} />
        </span>
      ))}
      )
    </>
  )
}

function ConditionWords({ condition, fields }: { condition: Condition; fields: RecordField[] }) {
  const t = useT()
  const locale = useLocale()
  const field = fields.find((one) => one.key === condition.field)
  if (!field) return <span className="ink-3">{t('lists.unknownField')}</span>
  const op = wordsOf(`lists.op.${condition.op}`) ?? condition.op
  return (
    <>
      <span className="ink-2">{field.label[locale]}:</span>{' '}
      {op === t('lists.op.any_of') || op === t('lists.op.in') ? null : `${op} `}
      <span className="w5">
        <ValueWords field={field} condition={condition} />
      </span>
    </>
  )
}

function ValueWords({ field, condition: { op, value } }: { field: RecordField; condition: Condition }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const money = useMoney()
  const { company } = useMe()
  const shape = shapeOf(field, op)
  const { data: people = [] } = useQuery({ ...colleaguesQuery, enabled: shape === 'people' })
  const { data: departments = [] } = useQuery({ ...departmentsQuery, enabled: shape === 'departments' })
  const { data: pipelines = [] } = useQuery({
    ...pipelinesOf(field.kind),
    enabled: shape === 'stages' || shape === 'pipelines',
  })
  const list = [value].flat().filter((one) => one !== null && one !== undefined && one !== '')
  if (shape !== 'none' && list.length === 0) return '…'
  const quantity = (one: unknown) =>
    field.type === 'money' ? money(Number(one), company.currency) : format.number(Number(one))
  const named: Record<string, string> = {
    me: t('lists.me'),
    my_department: t('lists.myDepartment'),
    none: t('lists.nobody'),
    ...Object.fromEntries(people.map(({ id, name }) => [id, name])),
    ...Object.fromEntries(departments.map(({ id, name }) => [id, name])),
    ...Object.fromEntries(
      pipelines.flatMap(({ id, name, stages }) => [
        [id, name[locale]],
        ...stages.map((stage) => [stage.id, stage.name[locale]]),
      ]),
    ),
    ...Object.fromEntries(field.options.map(({ key, label }) => [key, label[locale]])),
  }
  switch (shape) {
    case 'none':
      return null
    case 'number':
      return quantity(value)
    case 'pair':
      return list.map(quantity).join(' – ')
    case 'date':
      return format.date(String(value))
    case 'dates':
      return list.map((one) => format.date(String(one))).join(' – ')
    case 'period':
      return wordsOf(`lists.period.${value}`) ?? String(value)
    case 'days':
      return t('lists.nDays', { count: Number(value) })
    case 'records':
      return <FieldValue field={field} value={list[0]} />
    case 'text':
      return `„${value}”`
    default:
      return list.map((one) => named[String(one)] ?? '…').join(', ')
  }
}
