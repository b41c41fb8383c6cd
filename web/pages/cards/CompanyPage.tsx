import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { formatAccount, normaliseAccount } from '../../../pure/bank-account.ts'
import { isEmail } from '../../../pure/email.ts'
import { formatNip, isNip } from '../../../pure/nip.ts'
import { formatPhone, isPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { CallLink } from '../../components/calls/CallLink.tsx'
import { RecordDetails } from '../../components/details/RecordDetails.tsx'
import { RecordDocuments } from '../../components/documents/RecordDocuments.tsx'
import { OwnFields } from '../../components/fields/OwnFields.tsx'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { RecordTasks } from '../../components/record/RecordTasks.tsx'
import { RecordTimeline } from '../../components/record/RecordTimeline.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { RecordLayout } from '../../components/shell/RecordLayout.tsx'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { CardActions } from './CardActions.tsx'
import { withFirst } from './ContactPage.tsx'
import css from './cards.module.css'
import { DealsOf } from './DealsOf.tsx'
import { NewContactDialog } from './NewContactDialog.tsx'
import { type Company, companyQuery, peopleOfQuery, useCardRefresh } from './queries.ts'
import { TicketsOf } from './TicketsOf.tsx'
import { Wishes } from './Wishes.tsx'

export default function CompanyPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: company, error, refetch } = useQuery(companyQuery(id))
  const breadcrumbs = [{ label: t('shell.nav.companies'), to: paths.companies }]
  if (!company) {
    return (
      <Page title={t('cards.company.one')} breadcrumbs={breadcrumbs}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <KnownCompany key={company.id} company={company} breadcrumbs={breadcrumbs} />
}

function KnownCompany(props: { company: Company; breadcrumbs: { label: string; to: string }[] }) {
  const { company } = props
  const t = useT()
  const go = useGo()
  const { user, can } = useMe()
  const refresh = useCardRefresh()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const reaches = (scope = 'none') => (scope === 'own' ? company.owner?.id === user.id : scope !== 'none')
  const editable = reaches(can['company.update']) && company.archivedAt === null
  const subject = { kind: 'company', id: company.id } as const
  const path = { params: { path: { id: company.id } } }
  const save = async (values: Record<string, unknown>, seen: number | undefined) => {
    const headers = { 'if-match': `"${seen ?? company.version}"` }
    try {
      await data(api.PATCH('/api/companies/{id}', { ...path, headers, body: values }))
    } finally {
      await refresh()
    }
  }
  const field = (set: (text: string) => Record<string, unknown>) => ({
    version: company.version,
    ...(editable
      ? {
          onSave: (text: string, seen: number | undefined) => save(set(text), seen),
        }
      : {}),
  })
  const mayArchive = reaches(can['company.archive']) && company.archivedAt === null
  const archive = async () => {
    try {
      await data(api.POST('/api/companies/{id}/archive', path))
      notify(`company-${company.id}`, t('cards.archived', { name: company.name }))
      await refresh()
      go(paths.companies)
    } catch (problem) {
      notifyProblem(problem)
    }
  }
  return (
    <Page
      bare
      title={company.name}
      breadcrumbs={props.breadcrumbs}
      actions={
        (mayArchive || company.phones.length > 0 || company.emails.length > 0) && (
          <CardActions
            subject={subject}
            phones={company.phones}
            onArchive={mayArchive ? () => void archive() : undefined}
          />
        )
      }
    >
      <RecordLayout
        start="who"
        names={{ who: t('leads.part.who'), history: t('leads.part.history'), side: t('cards.part.side') }}
        who={
          <>
            <Section title={t('cards.company.about')}>
              <Field
                label={t('cards.company.name')}
                value={company.name}
                check={(value) => (value.trim() ? null : t('error.field.required'))}
                {...field((name) => ({ name: name.trim() }))}
              />
              <Field
                label="NIP"
                value={company.nip ? formatNip(company.nip) : ''}
                check={(value) => (!value.trim() || isNip(value) ? null : t('error.field.nip'))}
                {...field((nip) => ({ nip: nip.trim() || null }))}
              />
              <Field
                label="REGON"
                value={company.regon ?? ''}
                {...field((regon) => ({ regon: regon.trim() || null }))}
              />
              <Field
                label={t('cards.address')}
                type="lines"
                value={company.address}
                {...field((address) => ({ address: address.trim() }))}
              />
              <Field
                label={t('cards.website')}
                value={company.website}
                {...field((website) => ({ website: website.trim() }))}
              />
              <Field
                label={t('cards.bankAccount')}
                value={company.bankAccount && formatAccount(company.bankAccount)}
                check={(value) => (!value.trim() || normaliseAccount(value) ? null : t('error.bank_account.invalid'))}
                {...field((bankAccount) => ({ bankAccount: bankAccount.trim() }))}
              />
              <Field
                label={t('record.field.phone')}
                type="tel"
                value={formatPhone(company.phones[0]?.value ?? '')}
                apart={company.phones[0] && t('settings.change')}
                check={(value) => (!value.trim() || isPhone(value) ? null : t('error.field.phone'))}
                {...field((value) => ({ phones: withFirst(company.phones, value) }))}
              >
                {company.phones[0] && <CallLink number={company.phones[0].value} subject={subject} />}
              </Field>
              {company.phones.slice(1).map((point) => (
                <Field key={point.value} label={point.label || t('cards.also')} value={point.value}>
                  <CallLink number={point.value} subject={subject} />
                </Field>
              ))}
              <Field
                label={t('record.field.email')}
                type="email"
                value={company.emails[0]?.value ?? ''}
                check={(value) => (!value.trim() || isEmail(value) ? null : t('error.field.email'))}
                {...field((value) => ({ emails: withFirst(company.emails, value) }))}
              />
              <Field
                label={t('record.field.ownerId')}
                value={company.owner?.id ?? ''}
                options={people.map((person) => ({ value: person.id, label: person.name }))}
                {...field((ownerId) => ({ ownerId: ownerId || null }))}
              >
                {company.owner?.name}
              </Field>
              <Field label={t('deals.note')} type="lines" value={company.note} {...field((note) => ({ note }))} />
            </Section>
            <Wishes kind="company" id={company.id} editable={editable} />
            <OwnFields kind="company" record={company} editable={editable} save={save} />
          </>
        }
        side={
          <>
            <People companyId={company.id} />
            <DealsOf of={{ companyId: company.id }} />
            <TicketsOf of={{ companyId: company.id }} />
            <RecordDetails about={{ kind: 'company', id: company.id }} editable={editable} />
            <RecordDocuments kind="company" id={company.id} editable={editable} />
            <RecordTasks kind="company" id={company.id} closed={company.archivedAt !== null} />
          </>
        }
      >
        <RecordTimeline kind="company" id={company.id} />
      </RecordLayout>
    </Page>
  )
}

function People({ companyId }: { companyId: string }) {
  const t = useT()
  const { can } = useMe()
  const [adding, setAdding] = useState(false)
  const { data: contacts = [] } = useQuery(peopleOfQuery(companyId))
  return (
    <Section
      title={t('cards.people')}
      count={contacts.length}
      end={
        can['contact.create'] !== 'none' && (
          <Button
            size="sm"
            variant="subtle"
            leftSection={<Icon of={IconPlus} size={14} />}
            onClick={() => setAdding(true)}
          >
            {t('cards.people.add')}
          </Button>
        )
      }
    >
      {contacts.length === 0 && <p className="ink-3">{t('cards.people.none')}</p>}
      <ul className={css.list}>
        {contacts.map((contact) => (
          <li key={contact.id}>
            <GoTo to={paths.contact(contact.id)} className="cut">
              {contact.name}
            </GoTo>
            <span className="ink-3 cut">{contact.position}</span>
          </li>
        ))}
      </ul>
      {adding && <NewContactDialog companyId={companyId} onClose={() => setAdding(false)} />}
    </Section>
  )
}
