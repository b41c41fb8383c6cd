import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArrowMerge, IconDots, IconLink, IconPhoneCheck, IconPlayerPause } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../../api/session.ts'
import { OwnFields } from '../../components/fields/OwnFields.tsx'
import { RecordConversations } from '../../components/letters/RecordConversations.tsx'
import { departmentsQuery } from '../../components/lists/choices.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { RecordProcesses } from '../../components/record/RecordProcesses.tsx'
import { RecordTasks } from '../../components/record/RecordTasks.tsx'
import { RecordTimeline } from '../../components/record/RecordTimeline.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { RecordLayout } from '../../components/shell/RecordLayout.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notify, notifyProblem } from '../../ui/notify.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useTicketActions } from './actions.ts'
import { MergeDialog } from './MergeDialog.tsx'
import { DueMark, TicketStatus } from './marks.tsx'
import { PRIORITIES, type TicketWithRights, ticketQuery } from './queries.ts'
import { SolveDialog } from './SolveDialog.tsx'
import css from './tickets.module.css'

export default function TicketPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: ticket, error, refetch } = useQuery(ticketQuery(id))
  if (!ticket) {
    return (
      <Page title={t('tickets.one')} breadcrumbs={[{ label: t('shell.nav.tickets'), to: paths.tickets }]}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  // Another ticket is another page: what is half written belongs to this one.
  return <Known key={ticket.id} ticket={ticket} />
}

function Known({ ticket }: { ticket: TicketWithRights }) {
  const t = useT()
  const [asking, setAsking] = useState<'solve' | 'merge' | null>(null)
  const over = ticket.status === 'solved' || ticket.status === 'closed'
  return (
    <Page
      bare
      title={ticket.title}
      breadcrumbs={[{ label: t('shell.nav.tickets'), to: paths.tickets }]}
      beside={<Chip>{t('tickets.number', { number: ticket.number })}</Chip>}
      actions={<Actions ticket={ticket} over={over} onAsk={setAsking} />}
    >
      <RecordLayout
        names={{ who: t('leads.part.who'), history: t('tickets.talk'), side: t('leads.part.side') }}
        who={<About ticket={ticket} />}
        side={
          <>
            <RecordProcesses kind="ticket" id={ticket.id} />
            <RecordTasks kind="ticket" id={ticket.id} closed={over} />
          </>
        }
      >
        <Section className={css.talk} title={t('tickets.talk')}>
          <RecordConversations kind="ticket" id={ticket.id} />
        </Section>
        <RecordTimeline kind="ticket" id={ticket.id} fieldsOf="ticket" />
      </RecordLayout>
      {asking === 'solve' && <SolveDialog ticket={ticket} onClose={() => setAsking(null)} />}
      {asking === 'merge' && <MergeDialog ticket={ticket} onClose={() => setAsking(null)} />}
    </Page>
  )
}

function Actions({
  ticket,
  over,
  onAsk,
}: {
  ticket: TicketWithRights
  over: boolean
  onAsk: (what: 'solve' | 'merge') => void
}) {
  const t = useT()
  const actions = useTicketActions()
  const may = ticket.may.includes('update')
  const itself = ticket.mergedInto === null
  const { pending } = actions
  const copy = () =>
    navigator.clipboard.writeText(ticket.link).then(
      () => notify(`ticket-${ticket.id}`, t('tickets.linkCopied')),
      (problem: unknown) => notifyProblem(problem, `ticket-${ticket.id}`),
    )
  return (
    <>
      {!itself && may && (
        <Button loading={pending} onClick={() => actions.separate(ticket)}>
          {t('tickets.do.separate')}
        </Button>
      )}
      {itself && !over && !ticket.owner && ticket.may.includes('assign') && (
        <Button variant="filled" loading={pending} onClick={() => actions.take(ticket)}>
          {t('tickets.do.take')}
        </Button>
      )}
      {itself && may && ticket.status === 'waiting' && (
        <Button loading={pending} onClick={() => actions.resume(ticket)}>
          {t('tickets.do.resume')}
        </Button>
      )}
      {itself && may && !over && (
        <Button variant={ticket.owner ? 'filled' : 'default'} onClick={() => onAsk('solve')}>
          {t('tickets.do.solveIt')}
        </Button>
      )}
      {itself && may && over && (
        <Button loading={pending} onClick={() => actions.reopen(ticket)}>
          {t('tickets.do.reopen')}
        </Button>
      )}
      {itself && may && ticket.status === 'solved' && (
        <Button loading={pending} onClick={() => actions.close(ticket)}>
          {t('tickets.do.close')}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('shell.more')} variant="default">
            <Icon of={IconDots} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {itself && may && !over && !ticket.answeredAt && (
            <Menu.Item leftSection={<Icon of={IconPhoneCheck} />} onClick={() => actions.answered(ticket)}>
              {t('tickets.do.answered')}
            </Menu.Item>
          )}
          {itself && may && !over && ticket.status !== 'waiting' && (
            <Menu.Item leftSection={<Icon of={IconPlayerPause} />} onClick={() => actions.wait(ticket)}>
              {t('tickets.do.wait')}
            </Menu.Item>
          )}
          {itself && may && (
            <Menu.Item leftSection={<Icon of={IconArrowMerge} />} onClick={() => onAsk('merge')}>
              {t('tickets.do.merge')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Icon of={IconLink} />} onClick={() => void copy()}>
            {t('tickets.do.copyLink')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

function About({ ticket }: { ticket: TicketWithRights }) {
  const t = useT()
  const format = useFormat()
  const { user } = useMe()
  const { save, assign, separate } = useTicketActions()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: departments = [] } = useQuery(departmentsQuery)
  const editable = ticket.may.includes('update') && ticket.mergedInto === null
  const field = (set: (text: string) => Record<string, unknown>) => ({
    version: ticket.version,
    ...(editable ? { onSave: (text: string, seen: number | undefined) => save(ticket, set(text), seen) } : {}),
  })
  const moment = (label: string, at: string | null) => at && <Field label={label} value={format.dateTime(at)} />
  return (
    <>
      <Section title={t('tickets.one')}>
        <Field label={t('tickets.field.status')} value={ticket.status}>
          <TicketStatus ticket={ticket} />
        </Field>
        {ticket.mergedInto && (
          <Field label={t('tickets.mergedInto')} value={ticket.mergedInto.title}>
            <GoTo to={paths.ticket(ticket.mergedInto.id)}>
              {t('tickets.number', { number: ticket.mergedInto.number })} {ticket.mergedInto.title}
            </GoTo>
          </Field>
        )}
        {(ticket.dueAt || ticket.status === 'waiting') && (
          <Field label={t('tickets.field.due')} value={ticket.dueAt ?? ''}>
            <DueMark ticket={ticket} wraps />
          </Field>
        )}
        <Field
          label={t('tickets.field.title')}
          value={ticket.title}
          check={(value) => (value.trim() ? null : t('error.field.required'))}
          {...field((title) => ({ title: title.trim() }))}
        />
        <Field
          label={t('tickets.field.priority')}
          value={ticket.priority}
          options={PRIORITIES.map((value) => ({ value, label: t(`tickets.priority.${value}`) }))}
          {...field((priority) => ({ priority }))}
        >
          {t(`tickets.priority.${ticket.priority}`)}
        </Field>
        <Field
          label={t('record.field.ownerId')}
          value={ticket.owner?.id ?? ''}
          options={[
            { value: '', label: t('tickets.nobody') },
            ...people.map(({ id, name }) => ({ value: id, label: id === user.id ? t('tickets.me', { name }) : name })),
          ]}
          version={ticket.version}
          {...(editable && ticket.may.includes('assign')
            ? { onSave: (ownerId: string) => assign(ticket, ownerId || null) }
            : {})}
        >
          {ticket.owner ? (
            <>
              <Avatar id={ticket.owner.id} name={ticket.owner.name} />
              {ticket.owner.name}
            </>
          ) : (
            t('tickets.nobody')
          )}
        </Field>
        <Field label={t('tickets.field.category')} value={ticket.category} {...field((category) => ({ category }))} />
        <Field
          label={t('deals.department')}
          value={ticket.department?.id ?? ''}
          options={departments.map(({ id, name }) => ({ value: id, label: name }))}
          {...field((departmentId) => ({ departmentId: departmentId || null }))}
        >
          {ticket.department?.name}
        </Field>
      </Section>
      <Section title={t('tickets.customer')}>
        {ticket.contact && (
          <Field label={t('tickets.contact')} value={ticket.contact.name}>
            <GoTo to={paths.contact(ticket.contact.id)}>{ticket.contact.name}</GoTo>
          </Field>
        )}
        {ticket.company && (
          <Field label={t('tickets.company')} value={ticket.company.name}>
            <GoTo to={paths.company(ticket.company.id)}>{ticket.company.name}</GoTo>
          </Field>
        )}
        {!ticket.contact && <Field label={t('tickets.person')} value={ticket.personName} />}
        {ticket.address && <Field label={t('tickets.address')} value={ticket.address} />}
        {ticket.rating !== null && (
          <Field
            label={t('tickets.rating')}
            value={[t('tickets.rating.of', { rating: ticket.rating }), ticket.ratingNote].filter(Boolean).join(' · ')}
          />
        )}
      </Section>
      <Section title={t('tickets.times')}>
        {moment(t('tickets.field.createdAt'), ticket.createdAt)}
        {!ticket.answeredAt && moment(t('tickets.answerDue'), ticket.answerDueAt)}
        {moment(t('tickets.answered'), ticket.answeredAt)}
        {!ticket.solvedAt && moment(t('tickets.solutionDue'), ticket.solutionDueAt)}
        {moment(t('tickets.solved'), ticket.solvedAt)}
        {moment(t('tickets.closed'), ticket.closedAt)}
        {ticket.solution && <Field label={t('tickets.solution')} type="lines" value={ticket.solution} />}
      </Section>
      {ticket.merged.length > 0 && (
        <Section title={t('tickets.mergedHere')}>
          {ticket.merged.map((one) => (
            <div key={one.id} className="apart">
              <GoTo to={paths.ticket(one.id)} className="cut">
                {t('tickets.number', { number: one.number })} {one.title}
              </GoTo>
              {one.separable && editable && (
                <Button size="xs" onClick={() => separate(one)}>
                  {t('tickets.do.separate')}
                </Button>
              )}
            </div>
          ))}
        </Section>
      )}
      <OwnFields
        kind="ticket"
        record={ticket}
        editable={editable}
        save={(values, seen) => save(ticket, values, seen)}
      />
    </>
  )
}
