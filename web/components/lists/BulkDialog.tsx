import { Button, Progress, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { REJECT_REASONS } from '../../../pure/leads.ts'
import { api, data } from '../../api/client.ts'
import { useLocale, useT, type WordKey, wordsOf } from '../../i18n/words.ts'
import { pathOf } from '../../paths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import { FieldInput } from '../fields/FieldInput.tsx'
import { listKeyOf, type RecordField, subjectOf } from '../fields/queries.ts'
import { colleaguesQuery } from '../record/queries.ts'
import css from './lists.module.css'
import { bulkQuery, countQuery, type ListKind, pipelinesOf } from './queries.ts'
import type { List } from './use-list.ts'

type Do = 'set' | 'assign' | 'move' | 'win' | 'lose' | 'reject' | 'reopen'
const VERBS: Record<string, Do[]> = {
  lead: ['assign', 'set', 'reject', 'reopen'],
  deal: ['assign', 'set', 'move', 'win', 'lose', 'reopen'],
  contact: ['assign', 'set'],
  company: ['assign', 'set'],
  ticket: ['assign', 'set', 'reopen'],
  invoice: ['assign', 'set'],
  contract: ['assign', 'set'],
  record: ['assign', 'set', 'move'],
}
/** Shipped fields an edit of a record takes as they are. */
const SETTABLE: Record<string, string[]> = {
  lead: ['title', 'personName', 'companyName', 'product', 'amount', 'message'],
  deal: ['title', 'amount', 'expectedOn', 'source', 'note', 'companyId', 'contactId'],
  contact: ['position', 'companyId', 'locale', 'note'],
  company: ['address', 'website', 'note'],
  ticket: ['title', 'priority', 'category', 'contactId', 'companyId'],
  invoice: ['dueOn', 'suppliedOn', 'note'],
  contract: ['title', 'validFrom', 'validUntil', 'note'],
  record: ['title', 'note'],
}
type Props = {
  list: List
  /** Chosen rows; left out: everything the filter finds. */
  ids?: string[]
  /** It has begun: what was chosen need not stay so. */
  onDone?: () => void
  onClose: () => void
}

/** What is to be done to many records, how far it has come, and what was refused and why. */
export function BulkDialog({ list, ids, onDone, onClose }: Props) {
  // Kept: the selection is given up when it begins.
  const [chosen] = useState(ids)
  const [running, setRunning] = useState<string | null>(null)
  const begin = (id: string) => {
    setRunning(id)
    onDone?.()
  }
  return running ? (
    <Running id={running} kind={list.kind} onClose={onClose} />
  ) : (
    <Ask list={list} ids={chosen} onClose={onClose} onStarted={begin} />
  )
}

function Ask({
  list,
  ids,
  onClose,
  onStarted,
}: {
  list: List
  ids: string[] | undefined
  onClose: () => void
  onStarted: (id: string) => void
}) {
  const t = useT()
  const form = useId()
  const locale = useLocale()
  const { kind } = list
  const { data: counted } = useQuery({ ...countQuery(kind, list.asked, list.q.trim()), enabled: !ids })
  const { data: people = [] } = useQuery(colleaguesQuery)
  const verbs = VERBS[subjectOf(kind)] ?? []
  const { data: pipelines = [] } = useQuery({ ...pipelinesOf(kind), enabled: verbs.includes('move') })
  const settable = SETTABLE[subjectOf(kind)] ?? []
  const fields = list.fields.filter((field) => (field.custom ? field.editable : settable.includes(field.key)))
  const [verb, setVerb] = useState<Do>('assign')
  const [ownerId, setOwner] = useState<string | null>(null)
  const [stageId, setStage] = useState<string | null>(null)
  const [reason, setReason] = useState<string | null>(null)
  const [field, setField] = useState<RecordField | null>(null)
  const [value, setValue] = useState<unknown>(null)
  const whole: Record<Do, boolean> = {
    assign: ownerId !== null,
    move: stageId !== null,
    lose: Boolean(reason?.trim()),
    reject: reason !== null,
    set: field !== null,
    win: true,
    reopen: true,
  }
  const actionOf = () => {
    if (verb === 'assign') return { do: verb, ownerId: ownerId! }
    if (verb === 'move') return { do: verb, stageId: stageId! }
    if (verb === 'lose') return { do: verb, reason: reason!.trim() }
    if (verb === 'reject') return { do: verb, reason: reason!, note: '' }
    if (verb === 'set') return { do: verb, field: field!.key, value }
    return { do: verb }
  }
  const start = useMutation({
    mutationFn: () =>
      data(
        api.POST('/api/bulk-edits', {
          body: {
            kind,
            ...(ids
              ? { ids }
              : { filter: list.asked as Record<string, unknown>, ...(list.q.trim() ? { q: list.q.trim() } : {}) }),
            action: actionOf(),
          },
        }),
      ),
    onSuccess: (bulk) => onStarted(bulk.id),
  })
  const errors = start.isError ? fieldErrors(start.error) : {}
  const count = ids?.length ?? counted?.count
  const tooMany = !ids && counted !== undefined && counted.count > counted.most
  return (
    <Dialog
      open
      onClose={onClose}
      title={
        count === undefined ? t('lists.bulk.title') : t('lists.bulk.titleOf', { count: tooMany ? counted.most : count })
      }
      actions={
        <>
          <Button
            type="submit"
            form={form}
            variant="filled"
            loading={start.isPending}
            disabled={!whole[verb] || tooMany || !count}
          >
            {t('lists.bulk.do')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form
        id={form}
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (whole[verb] && !tooMany) start.mutate()
        }}
      >
        <ErrorSummary
          message={
            tooMany
              ? t('error.bulk_edit.too_many', { max: counted.most })
              : count === 0
                ? t('error.bulk_edit.nothing')
                : start.isError && !errors['action.value']
                  ? wordsOfProblem(start.error)
                  : null
          }
        />
        <Select
          label={t('lists.bulk.what')}
          allowDeselect={false}
          data-autofocus
          value={verb}
          data={verbs.map((one) => ({ value: one, label: t(`lists.bulk.${one}`) }))}
          onChange={(next) => {
            if (!next) return
            setVerb(next as Do)
            setReason(null)
          }}
        />
        {verb === 'assign' && (
          <Select
            label={t('record.field.ownerId')}
            searchable
            value={ownerId}
            data={people.map((person) => ({ value: person.id, label: person.name }))}
            onChange={setOwner}
          />
        )}
        {verb === 'move' && (
          <Select
            label={t('deals.stage')}
            value={stageId}
            data={pipelines.map((one) => ({
              group: one.name[locale],
              items: one.stages.map((stage) => ({ value: stage.id, label: stage.name[locale] })),
            }))}
            onChange={setStage}
          />
        )}
        {verb === 'lose' && (
          <TextInput
            label={t('deals.lose.reason')}
            maxLength={500}
            value={reason ?? ''}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {verb === 'reject' && (
          <Select
            label={t('lists.bulk.reason')}
            value={reason}
            data={REJECT_REASONS.map((one) => ({ value: one, label: t(`reject.${one}` as WordKey) }))}
            onChange={setReason}
          />
        )}
        {verb === 'set' && (
          <>
            <Select
              label={t('lists.field')}
              searchable
              value={field?.key ?? null}
              data={fields.map((one) => ({ value: one.key, label: one.label[locale] }))}
              onChange={(key) => {
                setField(fields.find((one) => one.key === key) ?? null)
                setValue(null)
              }}
            />
            {field && (
              <FieldInput
                key={field.key}
                field={field}
                label={t('lists.bulk.value')}
                value={value}
                onChange={setValue}
                error={errors['action.value']}
              />
            )}
          </>
        )}
      </form>
    </Dialog>
  )
}

function Running({ id, kind, onClose }: { id: string; kind: ListKind; onClose: () => void }) {
  const t = useT()
  const client = useQueryClient()
  const { data: bulk } = useQuery(bulkQuery(id))
  const finished = bulk?.finishedAt ?? null
  useEffect(() => {
    if (finished) void client.invalidateQueries({ queryKey: [listKeyOf(kind)] })
  }, [finished, client, kind])
  const done = bulk ? bulk.changed + bulk.unchanged + bulk.refused : 0
  const stop = () =>
    data(api.POST('/api/bulk-edits/{id}/stop', { params: { path: { id } } })).finally(() =>
      client.invalidateQueries({ queryKey: ['bulk-edits', id] }),
    )
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(finished ? (bulk?.stopped ? 'lists.bulk.stopped' : 'lists.bulk.finished') : 'lists.bulk.running')}
      actions={
        <>
          <Button variant={finished ? 'filled' : 'default'} onClick={onClose}>
            {t('shell.close')}
          </Button>
          {!finished && <Button onClick={() => void stop()}>{t('lists.bulk.stop')}</Button>}
        </>
      }
    >
      {bulk && (
        <div className={css.progress} role="status">
          <Progress value={(100 * done) / Math.max(1, bulk.total)} aria-label={t('lists.bulk.running')} />
          <p>{t('lists.bulk.progress', { done, total: bulk.total })}</p>
          <p>{t('lists.bulk.result', { changed: bulk.changed, unchanged: bulk.unchanged, refused: bulk.refused })}</p>
          {bulk.refusals.length > 0 && (
            <ul className={css.refusals}>
              {bulk.refusals.map((one) => (
                <li key={one.id}>
                  {one.name ? (
                    <GoTo to={pathOf(subjectOf(kind), one.id) ?? ''}>{one.name}</GoTo>
                  ) : (
                    <span className="ink-3">{t('fields.noAccess')}</span>
                  )}
                  <span className="ink-2">{wordsOf(`error.${one.code}`, one.params ?? {}) ?? one.code}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Dialog>
  )
}
