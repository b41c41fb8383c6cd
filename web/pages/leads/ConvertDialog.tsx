import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { formatNip } from '../../../pure/nip.ts'
import { formatPhone } from '../../../pure/phone.ts'
import { api, data } from '../../api/client.ts'
import { problemOfError } from '../../api/problem.ts'
import type { components } from '../../api/schema.d.ts'
import { pipelinesOf } from '../../components/lists/queries.ts'
import { isSure, reasonOf } from '../../components/record/matches.ts'
import { useRefresh } from '../../components/work/use-refresh.ts'
import { amountText, readAmount } from '../../i18n/money.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { GoTo, useGo, useHasPage } from '../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { wordLink } from '../../ui/WordButton.tsx'
import css from './dialogs.module.css'
import { MoneyFields } from './MoneyFields.tsx'
import { conversionQuery, type Lead, leadQuery } from './queries.ts'

type Proposal = components['schemas']['ConversionProposal']

/** Turns a lead into a contact, a company and a deal; whom we may know already is shown first, with the reason. */
export function ConvertDialog({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const t = useT()
  const { data: proposal, error, refetch } = useQuery(conversionQuery(lead.id))
  if (proposal && proposal.lead.status !== 'converted') {
    return <ConvertForm lead={lead} proposal={proposal} onClose={onClose} />
  }
  return (
    <Dialog open onClose={onClose} title={t('leads.convert.title')} size={560}>
      {proposal ? (
        <Converted leadId={lead.id} />
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={6} />
      )}
    </Dialog>
  )
}

/** Instead of the form, once there is nothing left to convert. */
function Converted({ leadId }: { leadId: string }) {
  const t = useT()
  const { data: lead } = useQuery(leadQuery(leadId))
  return (
    <div role="alert">
      <ErrorSummary message={t('error.lead.already_converted')} />
      {lead?.dealId && (
        <p>
          <GoTo to={paths.deal(lead.dealId)} className={wordLink}>
            {t('leads.goToDeal')}
          </GoTo>
        </p>
      )}
    </div>
  )
}

const NEW = 'new'
const NONE = 'none'

function useFields<Values extends Record<string, string>>(initial: Values) {
  const [values, setValues] = useState(initial)
  return {
    values,
    set: (key: keyof Values) => (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setValues((now) => ({ ...now, [key]: value }))
    },
  }
}

function ConvertForm({ lead, proposal, onClose }: { lead: Lead; proposal: Proposal; onClose: () => void }) {
  const t = useT()
  const go = useGo()
  const hasPage = useHasPage()
  const locale = useLocale()
  const form = useId()
  const refresh = useRefresh()
  const { contacts, companies } = proposal.matches
  const pipelines = useQuery(pipelinesOf('deal'))

  const [contactChoice, setContactChoice] = useState(() => {
    const sure = contacts.find((match) => isSure(match.by))
    return sure?.contact.id ?? (proposal.contact ? NEW : NONE)
  })
  const [companyChoice, setCompanyChoice] = useState(() => {
    const sure = companies.find((match) => isSure(match.by))
    // The company of the known person is the likely one, even when its name alone agrees.
    const person = contacts.find((match) => isSure(match.by))?.contact.company?.id
    const theirs = companies.find((match) => match.company.id === person)
    return sure?.company.id ?? theirs?.company.id ?? (proposal.company ? NEW : NONE)
  })
  const contact = useFields({
    firstName: proposal.contact?.firstName ?? '',
    lastName: proposal.contact?.lastName ?? '',
    email: proposal.contact?.email ?? '',
    phone: proposal.contact?.phone ? formatPhone(proposal.contact.phone) : '',
  })
  const company = useFields({
    name: proposal.company?.name ?? '',
    nip: proposal.company?.nip ? formatNip(proposal.company.nip) : '',
  })
  const [withDeal, setWithDeal] = useState(true)
  const deal = useFields({
    title: proposal.deal.title,
    amount: amountText(proposal.deal.amount, proposal.deal.currency),
  })
  const [currency, setCurrency] = useState(proposal.deal.currency)
  const [pipelineId, setPipelineId] = useState(proposal.deal.pipelineId)
  const [stageId, setStageId] = useState<string | null>(null)
  const [wrong, setWrong] = useState<Record<string, string>>({})

  const stages = pipelines.data?.find((pipeline) => pipeline.id === pipelineId)?.stages ?? []
  const convert = useMutation({
    mutationFn: (amount: number | null) =>
      data(
        api.POST('/api/leads/{id}/conversion', {
          params: { path: { id: lead.id } },
          body: {
            contact:
              contactChoice === NONE ? null : contactChoice === NEW ? sent(contact.values) : { id: contactChoice },
            company:
              companyChoice === NONE ? null : companyChoice === NEW ? sent(company.values) : { id: companyChoice },
            deal: withDeal
              ? {
                  title: deal.values.title.trim(),
                  amount,
                  currency,
                  ...(pipelineId ? { pipelineId } : {}),
                  ...((stageId ?? stages[0]?.id) ? { stageId: stageId ?? stages[0]?.id } : {}),
                }
              : null,
          },
        }),
      ),
    onSuccess: ({ dealId }) => {
      onClose()
      if (dealId && hasPage(paths.deal(dealId))) go(paths.deal(dealId))
    },
    onError: (problem) => setWrong(fieldErrors(problem)),
    onSettled: () => refresh(),
  })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const amount = readAmount(deal.values.amount, currency)
    const missing = t('error.field.required')
    const found: Record<string, string> = {
      ...(contactChoice === NEW && !contact.values.firstName.trim() && !contact.values.lastName.trim()
        ? { 'contact.lastName': missing }
        : {}),
      ...(companyChoice === NEW && !company.values.name.trim() ? { 'company.name': missing } : {}),
      ...(withDeal && !deal.values.title.trim() ? { 'deal.title': missing } : {}),
      ...(withDeal && amount === undefined ? { 'deal.amount': t('error.field.amount') } : {}),
    }
    setWrong(found)
    if (Object.keys(found).length === 0) convert.mutate(amount ?? null)
  }

  if (convert.isError && problemOfError(convert.error).code === 'lead.already_converted') {
    return (
      <Dialog open onClose={onClose} title={t('leads.convert.title')} size={560}>
        <Converted leadId={lead.id} />
      </Dialog>
    )
  }
  const general = convert.isError && Object.keys(wrong).length === 0 ? wordsOfProblem(convert.error) : null
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('leads.convert.title')}
      size={560}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={convert.isPending}>
            {t(withDeal ? 'leads.convert.do' : 'leads.convert.doWithout')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={general} />
        <Part name="contact" legend={t('leads.convert.contact')}>
          {contacts.map(({ contact: known, by }) => (
            <Choice
              key={known.id}
              name="contact"
              value={known.id}
              chosen={contactChoice}
              onChoose={setContactChoice}
              title={
                <>
                  <Avatar id={known.id} name={known.name} />
                  <span className="cut">{known.name}</span>
                </>
              }
              note={[reasonOf(by), known.company?.name, known.position].filter(Boolean).join(' · ')}
            />
          ))}
          <Choice
            name="contact"
            value={NEW}
            chosen={contactChoice}
            onChoose={setContactChoice}
            title={t('leads.convert.newContact')}
          />
          {contactChoice === NEW && (
            <div className={css.fields}>
              <div className={css.pair}>
                <TextInput
                  label={t('record.field.firstName')}
                  value={contact.values.firstName}
                  onChange={contact.set('firstName')}
                  error={wrong['contact.firstName']}
                  maxLength={100}
                />
                <TextInput
                  label={t('record.field.lastName')}
                  value={contact.values.lastName}
                  onChange={contact.set('lastName')}
                  error={wrong['contact.lastName']}
                  maxLength={200}
                />
                <TextInput
                  label={t('record.field.email')}
                  type="email"
                  value={contact.values.email}
                  onChange={contact.set('email')}
                  error={wrong['contact.email']}
                  maxLength={320}
                />
                <TextInput
                  label={t('record.field.phone')}
                  type="tel"
                  value={contact.values.phone}
                  onChange={contact.set('phone')}
                  error={wrong['contact.phone']}
                  maxLength={60}
                />
              </div>
            </div>
          )}
          <Choice
            name="contact"
            value={NONE}
            chosen={contactChoice}
            onChoose={setContactChoice}
            title={t('leads.convert.noContact')}
          />
        </Part>
        <Part name="company" legend={t('leads.convert.company')}>
          {companies.map(({ company: known, by }) => (
            <Choice
              key={known.id}
              name="company"
              value={known.id}
              chosen={companyChoice}
              onChoose={setCompanyChoice}
              title={
                <>
                  <Avatar id={known.id} name={known.name} square />
                  <span className="cut">{known.name}</span>
                </>
              }
              note={[reasonOf(by), known.nip && `NIP ${formatNip(known.nip)}`, known.address]
                .filter(Boolean)
                .join(' · ')}
            />
          ))}
          <Choice
            name="company"
            value={NEW}
            chosen={companyChoice}
            onChoose={setCompanyChoice}
            title={t('leads.convert.newCompany')}
          />
          {companyChoice === NEW && (
            <div className={css.fields}>
              <div className={css.pair}>
                <TextInput
                  label={t('record.field.name')}
                  value={company.values.name}
                  onChange={company.set('name')}
                  error={wrong['company.name']}
                  maxLength={300}
                />
                <TextInput
                  label={t('record.field.nip')}
                  inputMode="numeric"
                  value={company.values.nip}
                  onChange={company.set('nip')}
                  error={wrong['company.nip']}
                  maxLength={40}
                />
              </div>
            </div>
          )}
          <Choice
            name="company"
            value={NONE}
            chosen={companyChoice}
            onChoose={setCompanyChoice}
            title={t('leads.convert.noCompany')}
          />
        </Part>
        <Part name="deal" legend={t('leads.convert.deal')}>
          <Checkbox
            label={t('leads.convert.withDeal')}
            checked={withDeal}
            onChange={(event) => setWithDeal(event.currentTarget.checked)}
          />
          {withDeal && (
            <>
              <TextInput
                label={t('record.field.title')}
                value={deal.values.title}
                onChange={deal.set('title')}
                error={wrong['deal.title']}
                maxLength={300}
              />
              <MoneyFields
                label={t('record.field.amount')}
                amount={deal.values.amount}
                currency={currency}
                onAmount={(value) => deal.set('amount')({ currentTarget: { value } })}
                onCurrency={setCurrency}
                error={wrong['deal.amount']}
              />
              <div className={css.pair}>
                {(pipelines.data?.length ?? 0) > 1 && (
                  <Select
                    label={t('leads.convert.pipeline')}
                    data={pipelines.data?.map((pipeline) => ({ value: pipeline.id, label: pipeline.name[locale] }))}
                    value={pipelineId}
                    allowDeselect={false}
                    error={wrong['deal.pipelineId']}
                    onChange={(value) => {
                      setPipelineId(value)
                      setStageId(null)
                    }}
                  />
                )}
                <Select
                  label={t('record.field.stageId')}
                  data={stages.map((stage) => ({ value: stage.id, label: stage.name[locale] }))}
                  value={stageId ?? stages[0]?.id ?? null}
                  allowDeselect={false}
                  error={wrong['deal.stageId']}
                  onChange={setStageId}
                />
              </div>
            </>
          )}
        </Part>
      </form>
    </Dialog>
  )
}

/** Only what was filled in; an empty text is nothing, not a value. */
const sent = <Values extends Record<string, string>>(values: Values): Partial<Values> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : [])),
  ) as Partial<Values>

function Part({ name, legend, children }: { name: string; legend: string; children: ReactNode }) {
  return (
    <fieldset className={css.part} data-part={name}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  )
}

type ChoiceProps = {
  name: string
  value: string
  chosen: string
  onChoose: (value: string) => void
  title: ReactNode
  note?: string
}

function Choice({ name, value, chosen, onChoose, title, note }: ChoiceProps) {
  return (
    <label className={css.choice}>
      <input type="radio" name={name} value={value} checked={chosen === value} onChange={() => onChoose(value)} />
      <span className={css.choiceTitle}>{title}</span>
      {note && <span className={css.choiceNote}>{note}</span>}
    </label>
  )
}
