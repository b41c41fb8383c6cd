import { useQuery } from '@tanstack/react-query'
import { formatNip } from '../../../pure/nip.ts'
import { formatPhone } from '../../../pure/phone.ts'
import { useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useMoney } from '../../i18n/money.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { colleaguesQuery } from '../record/queries.ts'
import { type FieldKind, linkOf, type RecordField, recordNameQuery, subjectOf } from './queries.ts'

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** A value of a field as people read it; nothing for an empty one. */
export function FieldValue({ field, value }: { field: RecordField; value: unknown }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const money = useMoney()
  const { company } = useMe()
  if (isNothing(value)) return null
  const { type } = field
  const option = (key: unknown) => field.options.find((one) => one.key === key)?.label[locale] ?? String(key)
  switch (type) {
    case 'number':
    case 'rate':
      return <span className="nums">{format.number(Number(value))}</span>
    case 'money':
      return <span className="nums">{money(Number(value), company.currency)}</span>
    case 'date':
      return format.date(String(value))
    case 'moment':
      return format.near(String(value), { time: 'always' })
    case 'yes_no':
      return t(value === true ? 'record.yes' : 'record.no')
    case 'choice':
    case 'locale':
      return option(value)
    case 'choices':
      return (value as unknown[]).map(option).join(', ')
    case 'phone':
      return <span className="nums">{formatPhone(String(value))}</span>
    case 'nip':
      return <span className="nums">{formatNip(String(value))}</span>
    case 'url':
      return <Link href={String(value)} />
    case 'employee':
      return <Person id={String(value)} />
    default: {
      const link = linkOf(field)
      return link ? <Other kind={link} id={String(value)} /> : String(value)
    }
  }
}

/** Only what a browser opens as a page. */
function Link({ href }: { href: string }) {
  if (!/^https?:\/\//i.test(href)) return href
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" className="cut">
      {href.replace(/^https?:\/\//i, '')}
    </a>
  )
}

function Person({ id }: { id: string }) {
  const { data: people = [] } = useQuery(colleaguesQuery)
  const name = people.find((person) => person.id === id)?.name
  if (!name) return null
  return (
    <span className="row">
      <Avatar id={id} name={name} />
      <span className="cut">{name}</span>
    </span>
  )
}

function Other({ kind, id }: { kind: FieldKind; id: string }) {
  const t = useT()
  const { data: name, isError } = useQuery(recordNameQuery(kind, id))
  // A record this person may not read is named to him by nobody.
  if (isError) return <span className="ink-3">{t('fields.noAccess')}</span>
  return name ? <GoTo to={pathOf(subjectOf(kind), id) ?? ''}>{name}</GoTo> : null
}
