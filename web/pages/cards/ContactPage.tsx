import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { REACHED_BY } from '../../../pure/channels.ts'
import { isEmail } from '../../../pure/email.ts'
import { formatPhone, isPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import { useMe } from '../../api/session.ts'
import { CallLink } from '../../components/calls/CallLink.tsx'
import { RecordDetails } from '../../components/details/RecordDetails.tsx'
import { RecordDocuments } from '../../components/documents/RecordDocuments.tsx'
import { OwnFields } from '../../components/fields/OwnFields.tsx'
import { channelWords } from '../../components/letters/channels.ts'
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
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { CardActions } from './CardActions.tsx'
import { DealsOf } from './DealsOf.tsx'
import { type Contact, contactQuery, type Point, useCardRefresh } from './queries.ts'
import { TicketsOf } from './TicketsOf.tsx'
import { Wishes } from './Wishes.tsx'

/** The first line changed, the others kept. */
export const withFirst = (points: Point[], value: string): Point[] =>
  value.trim() ? [{ ...points[0], value: value.trim() }, ...points.slice(1)] : points.slice(1)

export default function ContactPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: contact, error, refetch } = useQuery(contactQuery(id))
  const breadcrumbs = [{ label: t('shell.nav.contacts'), to: paths.contacts }]
  if (!contact) {
    return (
      <Page title={t('cards.contact.one')} breadcrumbs={breadcrumbs}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <KnownContact key={contact.id} contact={contact} breadcrumbs={breadcrumbs} />
}

function KnownContact(props: { contact: Contact; breadcrumbs: { label: string; to: string }[] }) {
  const { contact } = props
  const t = useT()
  const go = useGo()
  const { user, can } = useMe()
  const refresh = useCardRefresh()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const reaches = (scope = 'none') => (scope === 'own' ? contact.owner?.id === user.id : scope !== 'none')
  const editable = reaches(can['contact.update']) && contact.archivedAt === null
  const subject = { kind: 'contact', id: contact.id } as const
  const path = { params: { path: { id: contact.id } } }
  const save = async (values: Record<string, unknown>, seen: number | undefined) => {
    const headers = { 'if-match': `"${seen ?? contact.version}"` }
    try {
      await data(api.PATCH('/api/contacts/{id}', { ...path, headers, body: values }))
    } finally {
      await refresh()
    }
  }
  const field = (set: (text: string) => Record<string, unknown>) => ({
    version: contact.version,
    ...(editable
      ? {
          onSave: (text: string, seen: number | undefined) => save(set(text), seen),
        }
      : {}),
  })
  const mayArchive = reaches(can['contact.archive']) && contact.archivedAt === null
  const archive = async () => {
    try {
      await data(api.POST('/api/contacts/{id}/archive', path))
      notify(`contact-${contact.id}`, t('cards.archived', { name: contact.name }))
      await refresh()
      go(paths.contacts)
    } catch (problem) {
      notifyProblem(problem)
    }
  }
  return (
    <Page
      bare
      title={contact.name}
      breadcrumbs={props.breadcrumbs}
      actions={
        (mayArchive || contact.phones.length > 0 || contact.emails.length > 0) && (
          <CardActions
            subject={subject}
            phones={contact.phones}
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
            <Section title={t('cards.contact.about')}>
              <Field
                label={t('cards.firstName')}
                value={contact.firstName}
                {...field((firstName) => ({ firstName: firstName.trim() }))}
              />
              <Field
                label={t('cards.lastName')}
                value={contact.lastName}
                {...field((lastName) => ({ lastName: lastName.trim() }))}
              />
              <Field
                label={t('settings.position')}
                value={contact.position}
                {...field((position) => ({ position: position.trim() }))}
              />
              <Field label={t('record.field.companyName')} value={contact.company?.name ?? ''}>
                {contact.company && <GoTo to={paths.company(contact.company.id)}>{contact.company.name}</GoTo>}
              </Field>
              <Field
                label={t('record.field.phone')}
                type="tel"
                value={formatPhone(contact.phones[0]?.value ?? '')}
                apart={contact.phones[0] && t('settings.change')}
                check={(value) => (!value.trim() || isPhone(value) ? null : t('error.field.phone'))}
                {...field((value) => ({ phones: withFirst(contact.phones, value) }))}
              >
                {contact.phones[0] && <CallLink number={contact.phones[0].value} subject={subject} />}
              </Field>
              <Field
                label={t('record.field.email')}
                type="email"
                value={contact.emails[0]?.value ?? ''}
                check={(value) => (!value.trim() || isEmail(value) ? null : t('error.field.email'))}
                {...field((value) => ({ emails: withFirst(contact.emails, value) }))}
              />
              {contact.phones.slice(1).map((point) => (
                <Field key={point.value} label={point.label || t('cards.also')} value={point.value}>
                  <CallLink number={point.value} subject={subject} />
                </Field>
              ))}
              {contact.emails.slice(1).map((point) => (
                <Field key={point.value} label={point.label || t('cards.also')} value={point.value} />
              ))}
              <Field
                label={t('record.field.ownerId')}
                value={contact.owner?.id ?? ''}
                options={people.map((person) => ({ value: person.id, label: person.name }))}
                {...field((ownerId) => ({ ownerId: ownerId || null }))}
              >
                {contact.owner?.name}
              </Field>
              <Field
                label={t('cards.locale')}
                value={contact.locale ?? ''}
                options={(['pl', 'en'] as const).map((value) => ({ value, label: t(`shell.language.${value}`) }))}
                {...field((locale) => ({ locale: locale || null }))}
              >
                {contact.locale && t(`shell.language.${contact.locale}`)}
              </Field>
              <Field
                label={t('cards.preferredChannel')}
                value={contact.preferredChannel ?? ''}
                options={REACHED_BY.map((value) => ({ value, label: channelWords(value) }))}
                {...field((preferredChannel) => ({ preferredChannel: preferredChannel || null }))}
              >
                {contact.preferredChannel && channelWords(contact.preferredChannel)}
              </Field>
              <Field label={t('deals.note')} type="lines" value={contact.note} {...field((note) => ({ note }))} />
            </Section>
            <Wishes kind="contact" id={contact.id} editable={editable} />
            <OwnFields kind="contact" record={contact} editable={editable} save={save} />
          </>
        }
        side={
          <>
            <DealsOf of={{ contactId: contact.id }} />
            <TicketsOf of={{ contactId: contact.id }} />
            <RecordDetails about={{ kind: 'contact', id: contact.id }} editable={editable} />
            <RecordDocuments kind="contact" id={contact.id} editable={editable} />
            <RecordTasks kind="contact" id={contact.id} closed={contact.archivedAt !== null} />
          </>
        }
      >
        <RecordTimeline kind="contact" id={contact.id} />
      </RecordLayout>
    </Page>
  )
}
