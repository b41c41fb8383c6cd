import { Button, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../../api/client.ts'
import { useMe } from '../../../api/session.ts'
import { registryQuery } from '../../../components/fields/queries.ts'
import { FilterEditor } from '../../../components/lists/FilterEditor.tsx'
import { EVERYTHING, type Filter, partsOf } from '../../../components/lists/filter.ts'
import { useT } from '../../../i18n/words.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import { SortableList } from '../../../ui/SortableList.tsx'
import { departmentsQuery, version } from '../../settings/queries.ts'
import { ActionForm, PauseFields } from './ActionForm.tsx'
import {
  choicesOf,
  doesTo,
  newAction,
  type Rule,
  type RuleAction,
  useRuledKinds,
  useRulesRefresh,
  useStages,
  whatIs,
} from './rule-data.ts'
import css from './rules.module.css'
import { TrialResult } from './TrialResult.tsx'

const COMPANY = 'company'
const TRIGGERS = ['enter', 'leave', 'stay'] as const

type Props = { rule: Rule | undefined; onClose: () => void }

/** A rule with its blanks: when, if, then; tried before it is saved. */
export function RuleForm({ rule, onClose }: Props) {
  const t = useT()
  const form = useId()
  const { user, can } = useMe()
  const refresh = useRulesRefresh()
  const { data: departments = [] } = useQuery(departmentsQuery)
  const kinds = useRuledKinds()
  const [kind, setKind] = useState(rule?.kind ?? 'deal')
  const stages = useStages(kind)
  const { data: fields = [] } = useQuery(registryQuery(kind))
  const wholeCompany = can['process.change'] === 'all'
  const [name, setName] = useState(rule?.name ?? '')
  const [departmentId, setDepartment] = useState<string | null>(
    rule ? rule.departmentId : wholeCompany ? null : (user.departmentId ?? null),
  )
  const [trigger, setTrigger] = useState<Rule['trigger']>(rule?.trigger ?? 'enter')
  const [chosen, setStage] = useState(rule?.stage)
  // Nothing is sent before the stages of the kind have come.
  const stage = chosen ?? stages[0]?.items[0]?.value ?? ''
  const [stay, setStay] = useState(rule?.stay ?? { duration: 'P3D', working: false })
  const [condition, setCondition] = useState<Filter>((rule?.condition as Filter | null) ?? EVERYTHING)
  const [actions, setActions] = useState<{ id: string; action: RuleAction }[]>(
    (rule?.actions ?? [newAction('task', kind)]).map((action, at) => ({ id: String(at), action })),
  )
  const body = {
    departmentId,
    kind,
    stage,
    trigger,
    stay: trigger === 'stay' ? stay : null,
    condition: partsOf(condition).length > 0 ? condition : null,
    actions: actions.map(({ action }) => action),
  }
  const attempt = useMutation({
    mutationFn: async (tried: typeof body) => ({
      tried,
      trial: await data(api.POST('/api/stage-rules/trial', { body: tried })),
    }),
  })
  const save = useMutation({
    mutationFn: async () => {
      const whole = { name, ...body }
      if (!rule) return data(api.POST('/api/stage-rules', { body: whole }))
      const params = { path: { id: rule.id } }
      return data(api.PUT('/api/stage-rules/{id}', { params, headers: version(rule.version), body: whole }))
    },
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const remove = useMutation({
    mutationFn: async () => data(api.DELETE('/api/stage-rules/{id}', { params: { path: { id: rule?.id ?? '' } } })),
    onSuccess: onClose,
    onSettled: () => refresh(),
  })
  const failed = [save, remove, attempt].find((one) => one.isError)
  const errors = failed ? fieldErrors(failed.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    attempt.reset()
    save.mutate()
  }
  const change = (id: string, action: RuleAction | null) => {
    setActions(actions.flatMap((one) => (one.id === id ? (action ? [{ id, action }] : []) : [one])))
  }
  const order = async (ids: string[]) => {
    setActions(ids.flatMap((id) => actions.filter((one) => one.id === id)))
  }
  /** What was said about one kind means nothing to another; what any kind takes stays. */
  const about = (next: string) => {
    setKind(next)
    setStage(undefined)
    setCondition(EVERYTHING)
    setActions(
      actions.filter(({ action }) => action.do !== 'set' && action.do !== 'move' && doesTo(next).includes(action.do)),
    )
  }
  const places = new Map(actions.map(({ id }, at) => [id, at]))
  return (
    <Dialog
      open
      onClose={onClose}
      size={760}
      title={rule ? rule.name : t('rules.add')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" disabled={!stage} loading={save.isPending}>
            {t(rule ? 'ui.save' : 'rules.add')}
          </Button>
          {rule && (
            <Button loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('rules.remove')}
            </Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={failed ? wordsOfProblem(failed.error) : null} />
        <div className={css.row}>
          <Select
            label={t('rules.kind')}
            allowDeselect={false}
            value={kind}
            error={errors.kind}
            data={kinds.map(({ key, label }) => ({ value: key, label }))}
            onChange={(next) => next && next !== kind && about(next)}
          />
          <TextInput
            label={t('rules.name')}
            data-autofocus
            value={name}
            error={errors.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('rules.department')}
            allowDeselect={false}
            value={departmentId ?? COMPANY}
            error={errors.departmentId}
            data={[
              ...(wholeCompany || departmentId === null ? [{ value: COMPANY, label: t('rules.company') }] : []),
              ...departments.map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={(next) => setDepartment(next === COMPANY ? null : next)}
          />
        </div>
        <fieldset className={css.part}>
          <legend>{t('rules.when')}</legend>
          <div className={css.row}>
            <Select
              label={t('rules.trigger')}
              allowDeselect={false}
              value={trigger}
              data={TRIGGERS.map((value) => ({ value, label: t(`rules.trigger.${value}`, whatIs(kind)) }))}
              error={errors.trigger}
              onChange={(next) => next && setTrigger(next as Rule['trigger'])}
            />
            <Select
              label={t('rules.stage', whatIs(kind))}
              allowDeselect={false}
              value={stage}
              error={errors.stage}
              data={choicesOf(stages)}
              onChange={(next) => next && setStage(next)}
            />
          </div>
          {trigger === 'stay' && <PauseFields value={stay} error={errors['stay.duration']} onChange={setStay} />}
        </fieldset>
        <fieldset className={css.part}>
          <legend>{t('rules.if')}</legend>
          {partsOf(condition).length === 0 && <p className="ink-2">{t('rules.if.about', whatIs(kind))}</p>}
          <FilterEditor key={kind} fields={fields} filter={condition} errors={errors} onChange={setCondition} />
        </fieldset>
        <fieldset className={css.part}>
          <legend>{t('rules.then')}</legend>
          <SortableList
            label={t('rules.then')}
            items={actions.map((one) => ({ ...one, name: t(`rules.do.${one.action.do}`) }))}
            onOrder={order}
          >
            {({ id, action }) => (
              <ActionForm
                action={action}
                at={places.get(id) ?? 0}
                kind={kind}
                errors={errors}
                onChange={(next) => change(id, next)}
              />
            )}
          </SortableList>
          <div>
            <Button
              leftSection={<Icon of={IconPlus} />}
              onClick={() => setActions([...actions, { id: crypto.randomUUID(), action: newAction('notify', kind) }])}
            >
              {t('rules.action.add')}
            </Button>
          </div>
        </fieldset>
        <div>
          <Button
            disabled={!stage}
            loading={attempt.isPending}
            onClick={() => {
              save.reset()
              attempt.mutate(body)
            }}
          >
            {t('rules.try')}
          </Button>
        </div>
        {attempt.data && <TrialResult trial={attempt.data.trial} rule={attempt.data.tried} />}
      </form>
    </Dialog>
  )
}
