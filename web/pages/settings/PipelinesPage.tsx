import { Button, Checkbox } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useKinds } from '../../components/kinds.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { SortableList } from '../../ui/SortableList.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import { fieldName } from '../deals/DealFieldInput.tsx'
import { REQUIRABLE } from '../deals/guards.ts'
import { type Pipeline, type PipelineStage, useDealRefresh } from '../deals/queries.ts'
import { MoveAway } from './MoveAway.tsx'
import { NameInputs, useNames } from './NameInputs.tsx'
import { version } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'
import { StageForm } from './StageForm.tsx'
import { useAskable } from './use-askable.ts'

const everyPipeline = (kind: string) => ({
  queryKey: ['pipelines', kind, 'all'],
  queryFn: async () => (await data(api.GET('/api/pipelines', { params: { query: { kind, all: 'true' } } }))).items,
})

export default function PipelinesPage() {
  const t = useT()
  const locale = useLocale()
  const refresh = useDealRefresh()
  const [search, setSearch] = useSearchState()
  const kinds = useKinds()
  const own = kinds.find(({ key }) => key === search.kind)
  const kind = own?.key ?? 'deal'
  const askable = useAskable(own?.key)
  const { data: all = [] } = useQuery(everyPipeline(kind))
  const used = all.filter((pipeline) => !pipeline.archived)
  const away = all.filter((pipeline) => pipeline.archived)
  const close = () => setSearch({ new: undefined, edit: undefined, stage: undefined })
  const edited = used.find(({ id }) => id === search.edit)
  const home = used.find(({ id, stages }) => id === search.in || stages.some((stage) => stage.id === search.stage))
  const stage = home?.stages.find(({ id }) => id === search.stage)
  const run = async (call: () => Promise<unknown>) => {
    await call().catch(notifyProblem)
    await refresh()
  }
  const orderStages = (ids: string[]) => run(() => data(api.PUT('/api/stages/order', { body: { ids } })))
  const orderPipelines = (ids: string[]) => run(() => data(api.PUT('/api/pipelines/order', { body: { ids } })))
  const line = (one: PipelineStage) =>
    t(own ? 'pipelines.stage.lineOwn' : 'pipelines.stage.line', {
      probability: one.probability,
      final: one.final ?? 'none',
      rotting: one.rottingDays === null ? 'none' : 'some',
      days: one.rottingDays ?? 0,
    })
  const asks = (one: PipelineStage) =>
    [
      one.requiredFields.length > 0 && t('deals.asks', { fields: one.requiredFields.map(askable.name).join(', ') }),
      one.checklist.length > 0 && t('deals.asks.checks', { count: one.checklist.length }),
      one.transitions && t('pipelines.ways.restricted'),
    ].filter(Boolean)
  return (
    <Settings
      title={t('settings.pipelines')}
      right="pipeline.update"
      actions={
        <Button
          variant="filled"
          leftSection={<Icon of={IconPlus} />}
          onClick={() => setSearch({ new: '1' }, { push: true })}
        >
          {t('pipelines.add')}
        </Button>
      }
    >
      {kinds.length > 0 && (
        <Tabs
          label={t('fields.kind')}
          value={kind}
          onChange={(next) => setSearch({ kind: next })}
          tabs={[
            { key: 'deal', label: t('fields.kind.deal') },
            ...kinds.map(({ key, plural }) => ({ key, label: plural[locale] })),
          ]}
        />
      )}
      <p className={css.about}>{t(own ? 'pipelines.aboutOwn' : 'pipelines.about')}</p>
      {used.length > 1 && (
        <Section title={t('pipelines.order')} count={used.length}>
          <SortableList
            label={t('pipelines.order')}
            items={used.map((one) => ({ ...one, name: one.name[locale] }))}
            onOrder={orderPipelines}
          >
            {(one) => <span className="w5">{one.name}</span>}
          </SortableList>
        </Section>
      )}
      {used.map((pipeline) => (
        <Section
          key={pipeline.id}
          title={pipeline.name[locale]}
          count={pipeline.stages.length}
          end={
            <Button
              aria-label={t('pipelines.change', { name: pipeline.name[locale] })}
              onClick={() => setSearch({ edit: pipeline.id }, { push: true })}
            >
              {t('settings.change')}
            </Button>
          }
        >
          <SortableList
            label={pipeline.name[locale]}
            items={pipeline.stages.map((one) => ({ id: one.id, name: one.name[locale], stage: one }))}
            onOrder={orderStages}
          >
            {(one) => (
              <div className={css.item} style={{ flex: 1, borderTop: 0, padding: 0 }}>
                <div>
                  <span className="w5">{one.name}</span>
                  <div className={css.meta}>{[line(one.stage), ...asks(one.stage)].join(' · ')}</div>
                </div>
                <Button
                  aria-label={t('pipelines.stage.change', { name: one.name })}
                  onClick={() => setSearch({ stage: one.id }, { push: true })}
                >
                  {t('settings.change')}
                </Button>
              </div>
            )}
          </SortableList>
          <Button
            leftSection={<Icon of={IconPlus} />}
            onClick={() => setSearch({ stage: 'new', in: pipeline.id }, { push: true })}
          >
            {t('pipelines.stage.add')}
          </Button>
        </Section>
      ))}
      {away.length > 0 && (
        <Section title={t('pipelines.archived')} count={away.length}>
          <ul className={css.list}>
            {away.map((pipeline) => (
              <li key={pipeline.id} className={css.item}>
                <span>{pipeline.name[locale]}</span>
                <Button
                  aria-label={t('pipelines.restoreOne', { name: pipeline.name[locale] })}
                  onClick={() =>
                    void run(() =>
                      data(api.POST('/api/pipelines/{id}/restoration', { params: { path: { id: pipeline.id } } })),
                    )
                  }
                >
                  {t('pipelines.restore')}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {(search.new === '1' || edited) && (
        <PipelineDialog key={edited?.id ?? 'new'} kind={kind} pipeline={edited} pipelines={used} onClose={close} />
      )}
      {home && (stage || search.stage === 'new') && (
        <StageForm
          key={stage?.id ?? 'new'}
          pipeline={home}
          stage={stage}
          askable={askable}
          pipelines={used}
          onClose={() => setSearch({ stage: undefined, in: undefined })}
        />
      )}
    </Settings>
  )
}

type Props = { kind: string; pipeline?: Pipeline | undefined; pipelines: Pipeline[]; onClose: () => void }

function PipelineDialog({ kind, pipeline, pipelines, onClose }: Props) {
  const t = useT()
  const form = useId()
  const locale = useLocale()
  const refresh = useDealRefresh()
  const names = useNames(pipeline?.name)
  const [winFields, setWinFields] = useState<string[]>(pipeline?.winFields ?? [])
  const [winFromLast, setWinFromLast] = useState(pipeline?.winFromLast ?? false)
  const [leaving, setLeaving] = useState(false)
  const save = useMutation({
    mutationFn: async () => {
      const name = names.value
      if (!pipeline) return data(api.POST('/api/pipelines', { body: { name, kind } }))
      const params = { path: { id: pipeline.id } }
      const body = { name, winFields, winFromLast }
      return data(api.PATCH('/api/pipelines/{id}', { params, headers: version(pipeline.version), body }))
    },
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (names.complete()) save.mutate()
  }
  if (leaving && pipeline) {
    return (
      <MoveAway
        title={pipeline.name[locale]}
        targets={pipelines.filter(({ id }) => id !== pipeline.id)}
        archive={(body) =>
          data(api.POST('/api/pipelines/{id}/archive', { params: { path: { id: pipeline.id } }, body }))
        }
        onClose={onClose}
      />
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={pipeline ? pipeline.name[locale] : t('pipelines.add')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending}>
            {t(pipeline ? 'ui.save' : 'pipelines.add.do')}
          </Button>
          {pipeline && pipelines.length > 1 && (
            <Button onClick={() => setLeaving(true)}>{t('pipelines.archive')}</Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={save.isError ? wordsOfProblem(save.error) : null} />
        <NameInputs names={names} />
        {pipeline && kind === 'deal' && (
          <>
            <Checkbox.Group label={t('pipelines.winFields')} value={winFields} onChange={setWinFields}>
              <div className={css.fields}>
                {REQUIRABLE.map((field) => (
                  <Checkbox key={field} value={field} label={fieldName(field)} />
                ))}
              </div>
            </Checkbox.Group>
            <Checkbox
              label={t('pipelines.winFromLast')}
              checked={winFromLast}
              onChange={(event) => setWinFromLast(event.currentTarget.checked)}
            />
          </>
        )}
      </form>
    </Dialog>
  )
}
