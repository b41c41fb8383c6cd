import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useMinute } from '../../api/clock.ts'
import { useMe } from '../../api/session.ts'
import { RecordDetails } from '../../components/details/RecordDetails.tsx'
import { RecordDocuments } from '../../components/documents/RecordDocuments.tsx'
import { OwnFields } from '../../components/fields/OwnFields.tsx'
import { WriteLetter } from '../../components/letters/WriteLetter.tsx'
import { WriteSms } from '../../components/letters/WriteSms.tsx'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { RecordProcesses } from '../../components/record/RecordProcesses.tsx'
import { RecordTasks } from '../../components/record/RecordTasks.tsx'
import { RecordTimeline } from '../../components/record/RecordTimeline.tsx'
import { Page } from '../../components/shell/Page.tsx'
import { RecordLayout } from '../../components/shell/RecordLayout.tsx'
import { StageNow } from '../../components/stages/StageNow.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Failed } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Stage, StageBar } from '../../ui/StageBar.tsx'
import { DealContracts } from '../contracts/DealContracts.tsx'
import { InvoicesOf } from '../invoices/InvoicesOf.tsx'
import { tickCheck, useDealActions } from './actions.ts'
import { DealMoney } from './DealMoney.tsx'
import { DealPeople } from './DealPeople.tsx'
import { LoseDialog } from './LoseDialog.tsx'
import { DealLines } from './lines/DealLines.tsx'
import { type Deal, dealQuery, type Pipeline, pipelinesQuery, waysQuery } from './queries.ts'
import { dealFields, useStageMoves } from './use-stage-moves.tsx'

const DAY_MS = 24 * 3_600_000

export default function DealPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: deal, error, refetch } = useQuery(dealQuery(id))
  const breadcrumbs = [{ label: t('shell.nav.deals'), to: paths.deals }]
  if (!deal) {
    return (
      <Page title={t('deals.one')} breadcrumbs={breadcrumbs}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <Known key={deal.id} deal={deal} breadcrumbs={breadcrumbs} />
}

/** Whether a right that reaches so far covers this deal. The server decides; the page only does not offer the rest. */
function useMay(deal: Deal): (action: string) => boolean {
  const { user, can } = useMe()
  return (action) => {
    const scope = can[`deal.${action}`] ?? 'none'
    if (scope === 'own') return deal.owner?.id === user.id
    return scope !== 'none'
  }
}

function Known({ deal, breadcrumbs }: { deal: Deal; breadcrumbs: { label: string; to: string }[] }) {
  const t = useT()
  const locale = useLocale()
  const minute = useMinute()
  const may = useMay(deal)
  const actions = useDealActions()
  const moves = useStageMoves()
  const [losing, setLosing] = useState(false)
  const { data: pipelines = [] } = useQuery(pipelinesQuery)
  const open = deal.status === 'open'
  const stages = pipelines.find((one) => one.id === deal.pipelineId)?.stages ?? []
  const at = stages.findIndex((stage) => stage.id === deal.stage.id)
  // The minute on the screen may have begun before the deal came here.
  const days = Math.max(0, Math.floor((minute - Date.parse(deal.stageEnteredAt)) / DAY_MS)) + 1
  const { data: ways } = useQuery(waysQuery(deal.id))
  const stayed = (stageId: string) => {
    const seconds = ways?.stays.find((stay) => stay.stageId === stageId)?.seconds
    if (seconds === undefined) return undefined
    const [count, unit] =
      seconds < 3600 ? [seconds / 60, 'm'] : seconds < 86_400 ? [seconds / 3600, 'h'] : [seconds / 86_400, 'd']
    return t('deals.stayed', { count: Math.max(1, Math.floor(Number(count))), unit })
  }
  const bar: Stage[] = [
    ...stages.map(
      (stage, index): Stage => ({
        id: stage.id,
        name: stage.name[locale],
        state: !open || index < at ? 'done' : index === at ? 'now' : 'coming',
        note:
          open && index === at
            ? t('leads.stage.day', { day: days })
            : !open || index < at
              ? stayed(stage.id)
              : undefined,
      }),
    ),
    {
      id: 'end',
      name: t(open ? 'deals.end' : `deals.status.${deal.status}`),
      state: open ? 'coming' : 'now',
    },
  ]
  const choose = (stage: Stage) => {
    if (stage.id === 'end') void moves.win(deal)
    else if (stage.id !== deal.stage.id) void moves.move(deal, stage.id, stage.name)
  }
  return (
    <Page
      bare
      title={deal.title}
      breadcrumbs={breadcrumbs}
      beside={<Chip>{t('leads.number', { number: deal.number })}</Chip>}
      actions={
        open ? (
          <>
            <WriteLetter place={{ kind: 'deal', id: deal.id }} />
            <WriteSms place={{ kind: 'deal', id: deal.id }} />
            {may('win') && (
              <Button variant="filled" onClick={() => void moves.win(deal)}>
                {t('deals.win')}
              </Button>
            )}
            {may('lose') && <Button onClick={() => setLosing(true)}>{t('deals.lose.do')}</Button>}
          </>
        ) : (
          <>
            <WriteLetter place={{ kind: 'deal', id: deal.id }} />
            {may('reopen') && <Button onClick={() => void actions.reopen(deal)}>{t('deals.reopen')}</Button>}
          </>
        )
      }
      bar={stages.length > 0 && <StageBar stages={bar} onChoose={open && may('move') ? choose : undefined} />}
    >
      <RecordLayout
        names={{ who: t('leads.part.who'), history: t('leads.part.history'), side: t('leads.part.side') }}
        work={{
          name: t('deals.part.products'),
          content: <DealLines deal={deal} editable={open && may('update')} />,
        }}
        who={
          <>
            <DealWho deal={deal} editable={open && may('update')}>
              {pipelines.length > 1 && open && may('move') && (
                <PipelineOf deal={deal} pipelines={pipelines} onMove={moves.move} />
              )}
            </DealWho>
            <DealPeople deal={deal} editable={open && may('update')} />
          </>
        }
        side={
          <>
            {open && (
              <StageNow
                record={deal}
                fields={dealFields(deal)}
                ways={ways}
                next={stages[at + 1]}
                editable={may('update')}
                onTick={(checkId, ticked) => actions.run(() => tickCheck(deal, checkId, ticked))}
                onFill={() => moves.fill(deal)}
              />
            )}
            {deal.status !== 'lost' && <DealContracts deal={deal} />}
            {deal.status !== 'lost' && <InvoicesOf of={{ dealId: deal.id }} />}
            <RecordProcesses kind="deal" id={deal.id} />
            <RecordDetails
              about={{ kind: 'deal', id: deal.id }}
              editable={may('update') && deal.status !== 'lost'}
              collects
            />
            <RecordDocuments kind="deal" id={deal.id} sells={deal.sells} editable={may('update')} />
            <RecordTasks kind="deal" id={deal.id} closed={!open} />
          </>
        }
      >
        <RecordTimeline kind="deal" id={deal.id} />
      </RecordLayout>
      {moves.dialog}
      {losing && <LoseDialog deal={deal} onClose={() => setLosing(false)} />}
    </Page>
  )
}

type Moving = {
  deal: Deal
  pipelines: Pipeline[]
  onMove: (deal: Deal, stageId: string, name: string) => Promise<void>
}

/** Into another pipeline a deal comes at its beginning. */
function PipelineOf({ deal, pipelines, onMove }: Moving) {
  const t = useT()
  const locale = useLocale()
  return (
    <Field
      label={t('deals.pipeline')}
      value={deal.pipelineId}
      options={pipelines.map(({ id, name }) => ({ value: id, label: name[locale] }))}
      onSave={async (id) => {
        const pipeline = pipelines.find((one) => one.id === id)
        const stage = pipeline?.stages[0]
        if (pipeline && stage) await onMove(deal, stage.id, `${pipeline.name[locale]}: ${stage.name[locale]}`)
      }}
    >
      {pipelines.find(({ id }) => id === deal.pipelineId)?.name[locale]}
    </Field>
  )
}

function DealWho({ deal, editable, children }: { deal: Deal; editable: boolean; children: ReactNode }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const { save } = useDealActions()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const lost = [deal.lostReasonOf?.name[locale], deal.lostReason].filter(Boolean).join(': ')
  const required = (key: string) =>
    deal.status === 'open' && (deal.missingFields as string[]).includes(key)
      ? t('deals.requiredHere', { stage: deal.stage.name[locale] })
      : undefined
  const field = (key: string, set: (text: string) => Record<string, unknown>) => ({
    version: deal.version,
    required: required(key),
    ...(editable ? { onSave: (text: string, seen: number | undefined) => save(deal, set(text), seen) } : {}),
  })
  return (
    <>
      <Section title={t('deals.about')}>
        <Field
          label={t('deals.title')}
          value={deal.title}
          check={(value) => (value.trim() ? null : t('error.field.required'))}
          {...field('title', (title) => ({ title: title.trim() }))}
        />
        <DealMoney deal={deal} onSave={editable ? (values, seen) => save(deal, values, seen) : undefined} />
        <Field
          label={t('deals.expectedOn')}
          type="date"
          value={deal.expectedOn ?? ''}
          {...field('expectedOn', (value) => ({ expectedOn: value || null }))}
        >
          {deal.expectedOn && format.date(deal.expectedOn)}
        </Field>
        <Field
          label={t('record.field.ownerId')}
          value={deal.owner?.id ?? ''}
          options={people.map((person) => ({ value: person.id, label: person.name }))}
          {...field('ownerId', (ownerId) => ({ ownerId: ownerId || null }))}
        >
          {deal.owner && (
            <>
              <Avatar id={deal.owner.id} name={deal.owner.name} />
              {deal.owner.name}
            </>
          )}
        </Field>
        <Field label={t('deals.note')} type="lines" value={deal.note} {...field('note', (note) => ({ note }))} />
        {children}
        {lost && <Field label={t('deals.lose.reason')} value={lost} />}
      </Section>
      <OwnFields kind="deal" record={deal} editable={editable} save={(values, seen) => save(deal, values, seen)} />
      <Section title={t('leads.client')}>
        <Field label={t('record.field.companyName')} value={deal.company?.name ?? ''}>
          {deal.company && <GoTo to={paths.company(deal.company.id)}>{deal.company.name}</GoTo>}
        </Field>
        <Field label={t('deals.contact')} value={deal.contact?.name ?? ''}>
          {deal.contact && <GoTo to={paths.contact(deal.contact.id)}>{deal.contact.name}</GoTo>}
        </Field>
        {deal.leadId && (
          <Field label={t('leads.one')} value={deal.leadId}>
            <GoTo to={paths.lead(deal.leadId)}>{t('deals.fromLead')}</GoTo>
          </Field>
        )}
      </Section>
    </>
  )
}
