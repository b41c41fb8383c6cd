import { useQuery } from '@tanstack/react-query'
import { isEmail } from '../../../pure/email.ts'
import { formatNip, isNip } from '../../../pure/nip.ts'
import { formatPhone, isPhone } from '../../../pure/phone.ts'
import { CallLink } from '../../components/calls/CallLink.tsx'
import { OwnFields } from '../../components/fields/OwnFields.tsx'
import { FilledIn } from '../../components/forms/FilledIn.tsx'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { amountText, readAmount, useMoney } from '../../i18n/money.ts'
import { sourceWords } from '../../i18n/source-words.ts'
import { useT } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Field } from '../../ui/Field.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { assignLead, useLeadActions } from './actions.ts'
import css from './LeadWho.module.css'
import { type LeadWithRights, submissionsQuery } from './queries.ts'
import { isOpen, waitedWords } from './words.tsx'

/** Who asks and for what: fields edited in place, and where the request came from. */
export function LeadWho({ lead }: { lead: LeadWithRights }) {
  const t = useT()
  const format = useFormat()
  const money = useMoney()
  const { save, refresh } = useLeadActions()
  const { data: people = [] } = useQuery(colleaguesQuery)
  // A closed lead tells what was; what became of it is edited in its own place.
  const editable = lead.may.includes('update') && isOpen(lead)
  const field = (key: 'title' | 'personName' | 'companyName' | 'product' | 'message') => ({
    value: lead[key],
    version: lead.version,
    onSave: editable
      ? (value: string, seen: number | undefined) => save(lead, { [key]: value.trim() }, seen)
      : undefined,
  })
  const optional = (key: 'email' | 'phone' | 'nip') => ({
    version: lead.version,
    onSave: editable
      ? (value: string, seen: number | undefined) => save(lead, { [key]: value.trim() || null }, seen)
      : undefined,
  })
  const name = lead.companyName || lead.personName || lead.title
  const assigns = lead.may.includes('assign') && isOpen(lead)
  return (
    <>
      <div className={css.head}>
        <Avatar id={lead.id} name={name} size={40} square={Boolean(lead.companyName)} />
        <div>
          <p className={css.name}>{name}</p>
          {lead.companyName && lead.personName && <p className={css.sub}>{lead.personName}</p>}
        </div>
      </div>
      <Section title={t('leads.about')}>
        <Field
          label={t('record.field.title')}
          {...field('title')}
          check={(value) => (value.trim() ? null : t('error.field.required'))}
        />
        <Field
          label={t('record.field.ownerId')}
          value={lead.owner?.id ?? ''}
          required={t('leads.nobody')}
          onSave={
            assigns
              ? async (ownerId) => {
                  if (ownerId) await assignLead(lead, ownerId)
                  await refresh()
                }
              : undefined
          }
          options={[
            ...(lead.owner && !people.some((person) => person.id === lead.owner?.id)
              ? [{ value: lead.owner.id, label: lead.owner.name }]
              : []),
            ...people.map((person) => ({
              value: person.id,
              label: person.away ? t('record.person.away', { name: person.name }) : person.name,
            })),
          ]}
        >
          {lead.owner ? (
            <>
              <Avatar id={lead.owner.id} name={lead.owner.name} />
              {lead.owner.name}
            </>
          ) : (
            <span className="ink-3">{t('leads.nobody')}</span>
          )}
        </Field>
        <Field
          label={t('record.field.amount')}
          value={amountText(lead.amount, lead.currency)}
          version={lead.version}
          check={(value) => (readAmount(value, lead.currency) === undefined ? t('error.field.amount') : null)}
          onSave={
            editable
              ? (value, seen) => save(lead, { amount: readAmount(value, lead.currency) ?? null }, seen)
              : undefined
          }
        >
          {lead.amount === null ? null : <span className={css.strong}>{money(lead.amount, lead.currency)}</span>}
        </Field>
        <Field label={t('record.field.product')} {...field('product')} />
        <Field label={t('record.field.message')} type="lines" {...field('message')} />
      </Section>
      <Section title={t('leads.client')}>
        <Field label={t('record.field.personName')} {...field('personName')} />
        <Field label={t('record.field.companyName')} {...field('companyName')} />
        <Field
          label={t('record.field.phone')}
          type="tel"
          {...optional('phone')}
          value={lead.phone ? formatPhone(lead.phone) : ''}
          check={(value) => (!value.trim() || isPhone(value) ? null : t('error.field.phone'))}
          apart={lead.phone ? t('settings.change') : undefined}
        >
          {lead.phone && <CallLink number={lead.phone} subject={{ kind: 'lead', id: lead.id }} />}
        </Field>
        <Field
          label={t('record.field.email')}
          type="email"
          {...optional('email')}
          value={lead.email ?? ''}
          check={(value) => (!value.trim() || isEmail(value) ? null : t('error.field.email'))}
        />
        <Field
          label={t('record.field.nip')}
          {...optional('nip')}
          value={lead.nip ? formatNip(lead.nip) : ''}
          check={(value) => (!value.trim() || isNip(value) ? null : t('error.field.nip'))}
        />
      </Section>
      <OwnFields kind="lead" record={lead} editable={editable} save={(values, seen) => save(lead, values, seen)} />
      {lead.status === 'converted' && <Became lead={lead} />}
      {lead.status === 'rejected' && lead.rejectedNote && (
        <Section title={t('leads.rejectedNote')}>
          <p className="t-s">{lead.rejectedNote}</p>
        </Section>
      )}
      <Section title={t('leads.from')}>
        <Field label={t('record.field.source')} value={sourceWords(lead.source)} />
        <Field label={t('leads.receivedAt')} value={format.weekdayTime(lead.createdAt)} />
        {lead.waitingTimes > 0 && <Field label={t('leads.waited.label')} value={waitedWords(t, lead)} />}
        {lead.pageUrl && (
          <Field label={t('leads.pageUrl')} value={lead.pageUrl}>
            <WebLink href={lead.pageUrl} />
          </Field>
        )}
        {lead.referrer && (
          <Field label={t('leads.referrer')} value={lead.referrer}>
            <WebLink href={lead.referrer} />
          </Field>
        )}
        {Object.entries(lead.utm ?? {}).map(([key, value]) => (
          <Field key={key} label={key} value={value} />
        ))}
      </Section>
      <Submissions lead={lead} />
    </>
  )
}

/** Only what a browser would open as a page: a form's visitor wrote it. */
function WebLink({ href }: { href: string }) {
  if (!/^https?:\/\//i.test(href)) return href
  return (
    <a className={css.link} href={href} target="_blank" rel="noreferrer noopener">
      {href.replace(/^https?:\/\//i, '')}
    </a>
  )
}

function Became({ lead }: { lead: LeadWithRights }) {
  const t = useT()
  return (
    <Section title={t('leads.made')}>
      {lead.made.map(({ kind, id, name }) => (
        <Field key={kind} label={t(`leads.made.${kind}`)} value={name}>
          <GoTo to={pathOf(kind, id) ?? ''} className={css.link}>
            {name}
          </GoTo>
        </Field>
      ))}
    </Section>
  )
}

/** What was sent through a form; what a program sent stands as it is. */
function Submissions({ lead }: { lead: LeadWithRights }) {
  const t = useT()
  const { data: submissions = [] } = useQuery(submissionsQuery(lead.id))
  if (submissions.length > 0) return <FilledIn submissions={submissions} />
  const custom = Object.entries(lead.custom)
  if (custom.length === 0) return null
  return (
    <Section title={t('leads.custom')}>
      {custom.map(([key, value]) => (
        <Field key={key} label={key} value={String(value)} />
      ))}
    </Section>
  )
}
