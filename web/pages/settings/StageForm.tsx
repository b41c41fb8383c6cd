import { ActionIcon, Button, Checkbox, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ManySelect } from '../../ui/ManySelect.tsx'
import { fieldErrors, wordsOfProblem } from '../../ui/problems.ts'
import type { Words } from '../deals/guards.ts'
import { type Pipeline, type PipelineStage, useDealRefresh } from '../deals/queries.ts'
import { MoveAway } from './MoveAway.tsx'
import { NameInputs, useNames } from './NameInputs.tsx'
import { departmentsQuery, version } from './queries.ts'
import css from './Settings.module.css'
import type { Askable } from './use-askable.ts'

type Transitions = NonNullable<PipelineStage['transitions']>
type Who = Transitions[string]['who']
interface Item extends Words {
  /** Of an item that is there; a new one has none yet. */
  id?: string
  key: string
}

const WHO: Who[] = ['everybody', 'owner', 'supervisors', 'named']
const NEVER = 'never'

type Props = {
  pipeline: Pipeline
  stage: PipelineStage | undefined
  askable: Askable
  pipelines: Pipeline[]
  onClose: () => void
}

/** A stage: what it is called, and what it asks before, during and after. */
export function StageForm({ pipeline, stage, askable, pipelines, onClose }: Props) {
  const t = useT()
  const form = useId()
  const locale = useLocale()
  const refresh = useDealRefresh()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const names = useNames(stage?.name)
  const [probability, setProbability] = useState<string | number>(stage?.probability ?? 50)
  const [rotting, setRotting] = useState<string | number>(stage?.rottingDays ?? '')
  const ofDeals = pipeline.kind === 'deal'
  const [final, setFinal] = useState(stage?.final ?? null)
  const [required, setRequired] = useState<string[]>(stage?.requiredFields ?? [])
  const [items, setItems] = useState<Item[]>(stage?.checklist.map(({ id, name }) => ({ id, key: id, ...name })) ?? [])
  const [transitions, setTransitions] = useState<Transitions | null>(stage?.transitions ?? null)
  const [after, setAfter] = useState(stage?.onLeaving ?? {})
  const [tried, setTried] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const figures = {
    probability: Number(probability),
    rottingDays: rotting === '' ? null : Number(rotting),
    ...(ofDeals ? {} : { final }),
  }
  const save = useMutation({
    mutationFn: async () => {
      const name = names.value
      if (!stage) {
        const params = { path: { id: pipeline.id } }
        return data(api.POST('/api/pipelines/{id}/stages', { params, body: { name, ...figures } }))
      }
      return data(
        api.PATCH('/api/stages/{id}', {
          params: { path: { id: stage.id } },
          headers: version(stage.version),
          body: {
            name,
            ...figures,
            requiredFields: required,
            checklist: items.map(({ id, pl, en }) => ({
              ...(id ? { id } : {}),
              name: { pl: pl.trim(), en: en.trim() },
            })),
            transitions,
            onLeaving: after,
          },
        }),
      )
    },
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const wrong = save.isError ? fieldErrors(save.error) : {}
  const figureWrong = probability === '' ? t('error.field.required') : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const complete = names.complete() && !figureWrong
    if (complete && items.every(({ pl, en }) => pl.trim() && en.trim())) save.mutate()
  }
  if (leaving && stage) {
    return (
      <MoveAway
        title={stage.name[locale]}
        targets={pipelines.map((one) => ({ ...one, stages: one.stages.filter(({ id }) => id !== stage.id) }))}
        archive={(body) => data(api.POST('/api/stages/{id}/archive', { params: { path: { id: stage.id } }, body }))}
        onClose={onClose}
      />
    )
  }
  const change = (key: string, set: Partial<Words>) =>
    setItems((before) => before.map((item) => (item.key === key ? { ...item, ...set } : item)))
  return (
    <Dialog
      open
      onClose={onClose}
      size={640}
      title={stage ? `${pipeline.name[locale]}: ${stage.name[locale]}` : t('pipelines.stage.add')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending}>
            {t(stage ? 'ui.save' : 'pipelines.add.do')}
          </Button>
          {stage && pipeline.stages.length > 1 && (
            <Button onClick={() => setLeaving(true)}>{t('pipelines.stage.remove')}</Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={save.isError ? wordsOfProblem(save.error) : null} />
        <NameInputs names={names} />
        <div className={css.pair}>
          {ofDeals ? (
            <NumberInput
              label={t('pipelines.stage.probability')}
              min={0}
              max={100}
              allowDecimal={false}
              value={probability}
              onChange={setProbability}
              error={wrong.probability ?? (tried ? figureWrong : null)}
            />
          ) : (
            <Select
              label={t('pipelines.stage.final')}
              allowDeselect={false}
              value={final ?? 'none'}
              error={wrong.final}
              data={(['none', 'done', 'dropped'] as const).map((value) => ({
                value,
                label: t(`records.final.${value}`),
              }))}
              onChange={(value) => setFinal(value === 'done' || value === 'dropped' ? value : null)}
            />
          )}
          <NumberInput
            label={t('pipelines.stage.rotting')}
            placeholder={t('pipelines.stage.rotting.none')}
            min={1}
            max={3650}
            allowDecimal={false}
            value={rotting}
            onChange={setRotting}
            error={wrong.rottingDays}
          />
        </div>
        {stage && (
          <>
            <fieldset className={css.choices}>
              <legend>{t('pipelines.before')}</legend>
              <p className={css.about}>{t('pipelines.before.about')}</p>
              <Checkbox.Group label={t('pipelines.before.fields')} value={required} onChange={setRequired}>
                <div className={css.fields}>
                  {askable.keys.map((field) => (
                    <Checkbox key={field} value={field} label={askable.name(field)} />
                  ))}
                </div>
              </Checkbox.Group>
            </fieldset>
            <fieldset className={css.choices}>
              <legend>{t('pipelines.during')}</legend>
              <p className={css.about}>{t('pipelines.during.about')}</p>
              {items.map(({ key, ...item }, at) => (
                <div key={key} className={css.checkItem}>
                  {(['pl', 'en'] as const).map((language) => (
                    <TextInput
                      key={language}
                      aria-label={t(`pipelines.check.${language}`, { n: at + 1 })}
                      placeholder={t(`pipelines.name.${language}`)}
                      maxLength={80}
                      value={item[language]}
                      error={tried && !item[language].trim() ? t('error.field.required') : null}
                      onChange={(event) => change(key, { [language]: event.currentTarget.value })}
                    />
                  ))}
                  <ActionIcon
                    aria-label={t('pipelines.check.remove', { n: at + 1 })}
                    onClick={() => setItems((before) => before.filter((one) => one.key !== key))}
                  >
                    <Icon of={IconX} />
                  </ActionIcon>
                </div>
              ))}
              {items.length < 30 && (
                <Button
                  leftSection={<Icon of={IconPlus} />}
                  onClick={() => setItems([...items, { key: `new-${Date.now()}`, pl: '', en: '' }])}
                >
                  {t('pipelines.check.add')}
                </Button>
              )}
            </fieldset>
            <Ways stage={stage} pipelines={pipelines} value={transitions} onChange={setTransitions} wrong={wrong} />
            <fieldset className={css.choices}>
              <legend>{t('pipelines.after')}</legend>
              {ofDeals && (
                <NumberInput
                  label={t('pipelines.after.expected')}
                  placeholder={t('pipelines.after.same')}
                  min={0}
                  max={730}
                  allowDecimal={false}
                  value={after.expectedInDays ?? ''}
                  onChange={(days) =>
                    setAfter(({ expectedInDays: _, ...rest }) =>
                      days === '' ? rest : { ...rest, expectedInDays: Number(days) },
                    )
                  }
                />
              )}
              <Select
                label={t('pipelines.after.owner')}
                placeholder={t('pipelines.after.same')}
                clearable
                searchable
                value={after.ownerId ?? null}
                error={wrong['onLeaving.ownerId']}
                onChange={(ownerId) => setAfter(({ ownerId: _, ...rest }) => (ownerId ? { ...rest, ownerId } : rest))}
                data={people.map((one) => ({ value: one.id, label: one.name }))}
              />
              {ofDeals && (
                <TextInput
                  label={t('pipelines.after.source')}
                  placeholder={t('pipelines.after.same')}
                  maxLength={60}
                  value={after.source ?? ''}
                  onChange={(event) => {
                    const source = event.currentTarget.value
                    setAfter(({ source: _, ...rest }) => (source ? { ...rest, source } : rest))
                  }}
                />
              )}
            </fieldset>
          </>
        )}
      </form>
    </Dialog>
  )
}

type WaysProps = {
  stage: PipelineStage
  pipelines: Pipeline[]
  value: Transitions | null
  onChange: (value: Transitions | null) => void
  wrong: Record<string, string>
}

/** Where a deal may go from here, and who may take it there. */
function Ways({ stage, pipelines, value, onChange, wrong }: WaysProps) {
  const t = useT()
  const locale = useLocale()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: departments = [] } = useQuery(departmentsQuery)
  const others = pipelines.flatMap((pipeline) =>
    pipeline.stages
      .filter(({ id }) => id !== stage.id)
      .map(({ id, name }) => ({
        id,
        name: pipeline.stages.some((own) => own.id === stage.id)
          ? name[locale]
          : `${pipeline.name[locale]}: ${name[locale]}`,
      })),
  )
  const nobody = { departmentIds: [], employeeIds: [] }
  const set = (id: string, way: Transitions[string] | null) => {
    const { [id]: _, ...rest } = value ?? {}
    onChange(way ? { ...rest, [id]: way } : rest)
  }
  // Whoever is named already stays, though his name may not have come, or he has left.
  const name = (ids: string[], { departmentIds }: Transitions[string]) => {
    const isDepartment = (id: string) => departmentIds.includes(id) || departments.some((one) => one.id === id)
    return { departmentIds: ids.filter(isDepartment), employeeIds: ids.filter((id) => !isDepartment(id)) }
  }
  return (
    <fieldset className={css.choices}>
      <legend>{t('pipelines.ways')}</legend>
      <Switch
        label={t('pipelines.ways.restricted')}
        checked={value !== null}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked
              ? Object.fromEntries(others.map(({ id }) => [id, { who: 'everybody' as const, ...nobody }]))
              : null,
          )
        }
      />
      {value &&
        others.map((other) => {
          const way = value[other.id]
          return (
            <div key={other.id} className={css.form}>
              <Select
                label={t('pipelines.ways.to', { stage: other.name })}
                allowDeselect={false}
                value={way?.who ?? NEVER}
                error={wrong[`transitions.${other.id}`]}
                onChange={(who) => set(other.id, who === NEVER || !who ? null : { ...nobody, ...way, who: who as Who })}
                data={[NEVER, ...WHO].map((who) => ({
                  value: who,
                  label: t(`pipelines.ways.${who as Who | 'never'}`),
                }))}
              />
              {way?.who === 'named' && (
                <ManySelect
                  aria-label={t('pipelines.ways.who', { stage: other.name })}
                  searchable
                  value={[...way.departmentIds, ...way.employeeIds]}
                  error={wrong[`transitions.${other.id}.employeeIds`] ?? wrong[`transitions.${other.id}.departmentIds`]}
                  onChange={(ids) => set(other.id, { ...way, ...name(ids, way) })}
                  data={[...departments, ...people].map((one) => ({ value: one.id, label: one.name }))}
                />
              )}
            </div>
          )
        })}
    </fieldset>
  )
}
