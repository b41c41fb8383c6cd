import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMinute } from '../../api/clock.ts'
import { RecordDocuments } from '../../components/documents/RecordDocuments.tsx'
import { OwnFields } from '../../components/fields/OwnFields.tsx'
import { registryQuery } from '../../components/fields/queries.ts'
import { FilledIn } from '../../components/forms/FilledIn.tsx'
import { type Kind, kindQuery } from '../../components/kinds.ts'
import { WriteLetter } from '../../components/letters/WriteLetter.tsx'
import { WriteSms } from '../../components/letters/WriteSms.tsx'
import { pipelinesOf } from '../../components/lists/queries.ts'
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
import { useGo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Stage, StageBar } from '../../ui/StageBar.tsx'
import { stageFields, tickCheck, useRecordActions, useRecordMoves } from './actions.tsx'
import { filledInQuery, type OwnRecord, recordQuery, waysQuery } from './queries.ts'

const DAY_MS = 24 * 3_600_000

export default function RecordPage() {
  const t = useT()
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: record, error, refetch } = useQuery(recordQuery(id))
  const { data: kind } = useQuery({ ...kindQuery(record?.kind ?? ''), enabled: record !== undefined })
  if (!record || !kind) {
    return (
      <Page title={t('records.one')}>
        {error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}
      </Page>
    )
  }
  return <Known key={record.id} record={record} kind={kind} />
}

type Shown = OwnRecord & { may: string[] }

function Known({ record, kind }: { record: Shown; kind: Kind }) {
  const t = useT()
  const go = useGo()
  const locale = useLocale()
  const minute = useMinute()
  const actions = useRecordActions()
  const { data: registry = [] } = useQuery(registryQuery(kind.key))
  const { data: pipelines = [] } = useQuery(pipelinesOf(kind.key))
  const { data: ways } = useQuery(waysQuery(record.id))
  const moves = useRecordMoves(registry)
  const editable = record.may.includes('update') && !record.archived
  const deletable = record.may.includes('delete')
  const closed = record.stage.final !== null
  const stages = pipelines.find((one) => one.id === record.pipelineId)?.stages ?? []
  const at = stages.findIndex((stage) => stage.id === record.stage.id)
  // The minute on the screen may have begun before the record came here.
  const days = Math.max(0, Math.floor((minute - Date.parse(record.stageEnteredAt)) / DAY_MS)) + 1
  const bar = stages.map(
    (stage, index): Stage => ({
      id: stage.id,
      name: stage.name[locale],
      state: index < at ? 'done' : index === at ? 'now' : 'coming',
      ...(index === at && !closed ? { note: t('leads.stage.day', { day: days }) } : {}),
    }),
  )
  return (
    <Page
      bare
      title={record.title}
      breadcrumbs={[{ label: kind.plural[locale], to: paths.records(kind.key) }]}
      beside={<Chip>{record.number}</Chip>}
      actions={
        <>
          <WriteLetter place={{ kind: 'record', id: record.id }} fieldsOf={kind.key} />
          <WriteSms place={{ kind: 'record', id: record.id }} />
          {deletable &&
            (record.archived ? (
              <Button onClick={() => void actions.restore(record)}>{t('records.restore')}</Button>
            ) : (
              <Button
                onClick={async () => {
                  if (await actions.remove(record)) go(paths.records(kind.key))
                }}
              >
                {t('records.delete')}
              </Button>
            ))}
        </>
      }
      bar={
        stages.length > 0 && (
          <StageBar
            stages={bar}
            onChoose={
              editable
                ? (stage) => stage.id !== record.stage.id && void moves.move(record, stage.id, stage.name)
                : undefined
            }
          />
        )
      }
    >
      <RecordLayout
        names={{ who: kind.name[locale], history: t('leads.part.history'), side: t('leads.part.side') }}
        who={<About record={record} kind={kind} editable={editable} />}
        side={
          <>
            {!closed && !record.archived && (
              <StageNow
                record={record}
                fields={stageFields(registry)}
                ways={ways}
                next={stages[at + 1]}
                editable={editable}
                onTick={(checkId, ticked) => actions.run(() => tickCheck(record, checkId, ticked))}
                onFill={() => moves.fill(record)}
              />
            )}
            <RecordProcesses kind="record" id={record.id} />
            <RecordDocuments kind="record" id={record.id} section={kind.key} editable={editable} />
            <RecordTasks kind="record" id={record.id} closed />
          </>
        }
      >
        <RecordTimeline kind="record" id={record.id} fieldsOf={kind.key} />
      </RecordLayout>
      {moves.dialog}
    </Page>
  )
}

function About({ record, kind, editable }: { record: Shown; kind: Kind; editable: boolean }) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const { save } = useRecordActions()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: submissions = [] } = useQuery(filledInQuery(record.id))
  const required = (key: string) =>
    record.missingFields.includes(key) ? t('deals.requiredHere', { stage: record.stage.name[locale] }) : undefined
  const field = (key: string, set: (text: string) => Record<string, unknown>) => ({
    version: record.version,
    required: required(key),
    ...(editable ? { onSave: (text: string, seen: number | undefined) => save(record, set(text), seen) } : {}),
  })
  return (
    <>
      <Section title={kind.name[locale]}>
        {record.archived && <Field label={t('records.state')} value={t('records.isDeleted')} />}
        <Field
          label={t('records.title')}
          value={record.title}
          check={(value) => (value.trim() ? null : t('error.field.required'))}
          {...field('title', (title) => ({ title: title.trim() }))}
        />
        <Field
          label={t('record.field.ownerId')}
          value={record.owner?.id ?? ''}
          options={people.map((person) => ({ value: person.id, label: person.name }))}
          {...field('ownerId', (ownerId) => ({ ownerId: ownerId || null }))}
        >
          {record.owner && (
            <>
              <Avatar id={record.owner.id} name={record.owner.name} />
              {record.owner.name}
            </>
          )}
        </Field>
        {record.department && <Field label={t('deals.department')} value={record.department.name} />}
        <Field label={t('deals.note')} type="lines" value={record.note} {...field('note', (note) => ({ note }))} />
        <Field label={t('records.createdAt')} value={format.dateTime(record.createdAt)} />
        {record.closedAt && <Field label={t('records.closedAt')} value={format.dateTime(record.closedAt)} />}
      </Section>
      <OwnFields
        kind={kind.key}
        record={record}
        editable={editable}
        save={(values, seen) => save(record, values, seen)}
      />
      <FilledIn submissions={submissions} />
    </>
  )
}
