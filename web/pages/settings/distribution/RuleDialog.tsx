import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, data } from '../../../api/client.ts'
import { FilterEditor } from '../../../components/lists/FilterEditor.tsx'
import { EVERYTHING, type Filter } from '../../../components/lists/filter.ts'
import { colleaguesQuery } from '../../../components/record/queries.ts'
import { distributionFieldsQuery } from '../../../components/record/RuleWords.tsx'
import { useT } from '../../../i18n/words.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { notifyProblem } from '../../../ui/notify.tsx'
import { fieldErrors, wordsOfProblem } from '../../../ui/problems.ts'
import { departmentsQuery, version } from '../queries.ts'
import css from '../Settings.module.css'
import { METHODS, type Method, type Rule, type Target } from './queries.ts'

const KINDS = ['department', 'skill', 'person', 'customer_owner'] as const

type Draft = {
  kind: Target['kind']
  personId: string | null
  departmentId: string | null
  skill: string
  level: number
  method: Method
}

const draftOf = (target: Target | undefined): Draft => ({
  ...{ kind: 'department', personId: null, departmentId: null, skill: '', level: 1, method: 'round_robin' },
  ...target,
})

/** What is chosen so far, or the field that is missing. */
function readTarget(draft: Draft): Target | { missing: 'personId' | 'departmentId' | 'skill' } {
  const { kind, personId, departmentId, level, method } = draft
  const skill = draft.skill.trim()
  switch (kind) {
    case 'person':
      return personId ? { kind, personId } : { missing: 'personId' }
    case 'customer_owner':
      return { kind }
    case 'department':
      return departmentId ? { kind, departmentId, method } : { missing: 'departmentId' }
    case 'skill':
      return skill
        ? { kind, skill, level, departmentId, method: method === 'offer' ? 'round_robin' : method }
        : { missing: 'skill' }
  }
}

/** A rule of distribution: when, and who then. */
export function RuleDialog({ rule, onClose }: { rule: Rule | undefined; onClose: () => void }) {
  const t = useT()
  const form = useId()
  const client = useQueryClient()
  const { data: fields = [] } = useQuery(distributionFieldsQuery)
  const [name, setName] = useState(rule?.name ?? '')
  const [conditions, setConditions] = useState<Filter>((rule?.conditions as Filter | undefined) ?? EVERYTHING)
  const [draft, setDraft] = useState(() => draftOf(rule?.target))
  const [workingOnly, setWorkingOnly] = useState(rule?.workingOnly ?? false)
  const [tried, setTried] = useState(false)
  const target = readTarget(draft)
  const missing = (field: string) =>
    tried && 'missing' in target && target.missing === field ? t('error.field.required') : null
  const settled = {
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['distribution'] }),
  }
  const params = { path: { id: rule?.id ?? '' } }
  const save = useMutation({
    mutationFn: async (chosen: Target) => {
      const body = { name: name.trim(), conditions, target: chosen, workingOnly }
      if (!rule) await data(api.POST('/api/distribution/rules', { body: { ...body, active: false } }))
      else await data(api.PATCH('/api/distribution/rules/{id}', { params, headers: version(rule.version), body }))
    },
    ...settled,
  })
  const remove = useMutation({
    mutationFn: () => data(api.DELETE('/api/distribution/rules/{id}', { params })),
    ...settled,
    onError: notifyProblem,
  })
  const errors = save.isError ? fieldErrors(save.error) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim() && !('missing' in target)) save.mutate(target)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size={680}
      title={rule ? rule.name : t('distribution.add')}
      actions={
        <>
          <Button type="submit" form={form} variant="filled" loading={save.isPending}>
            {t(rule ? 'ui.save' : 'distribution.do')}
          </Button>
          {rule && <Button onClick={() => remove.mutate()}>{t('distribution.remove')}</Button>}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </>
      }
    >
      <form id={form} className={css.form} noValidate onSubmit={submit}>
        <ErrorSummary message={save.isError ? wordsOfProblem(save.error) : null} />
        <TextInput
          label={t('distribution.name')}
          description={t('distribution.nameAbout')}
          data-autofocus
          maxLength={120}
          value={name}
          error={errors.name ?? (tried && !name.trim() ? t('error.field.required') : null)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <fieldset className={css.choices}>
          <legend>{t('distribution.when')}</legend>
          <p className={css.meta}>{t('distribution.whenAbout')}</p>
          <FilterEditor fields={fields} filter={conditions} errors={errors} onChange={setConditions} />
        </fieldset>
        <fieldset className={css.choices}>
          <legend>{t('distribution.who')}</legend>
          <TargetInputs draft={draft} missing={missing} onChange={(change) => setDraft({ ...draft, ...change })} />
          <Switch
            label={t('distribution.workingOnly')}
            description={t('distribution.absent')}
            checked={workingOnly}
            onChange={(event) => setWorkingOnly(event.currentTarget.checked)}
          />
        </fieldset>
      </form>
    </Dialog>
  )
}

type TargetProps = {
  draft: Draft
  missing: (field: string) => string | null
  onChange: (change: Partial<Draft>) => void
}

function TargetInputs({ draft, missing, onChange }: TargetProps) {
  const t = useT()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const { data: departments = [] } = useQuery(departmentsQuery)
  const skilled = draft.kind === 'skill'
  return (
    <>
      <Select
        label={t('distribution.target')}
        allowDeselect={false}
        value={draft.kind}
        data={KINDS.map((kind) => ({ value: kind, label: t(`distribution.target.${kind}`) }))}
        onChange={(kind) => kind && onChange({ kind: kind as Draft['kind'] })}
      />
      {draft.kind === 'person' && (
        <Select
          label={t('distribution.person')}
          searchable
          value={draft.personId}
          error={missing('personId')}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(personId) => onChange({ personId })}
        />
      )}
      {skilled && (
        <div className={css.pair}>
          <TextInput
            label={t('distribution.skill')}
            maxLength={60}
            value={draft.skill}
            error={missing('skill')}
            onChange={(event) => onChange({ skill: event.currentTarget.value })}
          />
          <NumberInput
            label={t('distribution.level')}
            min={1}
            max={9}
            allowDecimal={false}
            clampBehavior="strict"
            value={draft.level}
            onChange={(level) => onChange({ level: Number(level) || 1 })}
          />
        </div>
      )}
      {(skilled || draft.kind === 'department') && (
        <div className={css.pair}>
          <Select
            label={t('distribution.department')}
            placeholder={skilled ? t('distribution.anywhere') : ''}
            searchable
            clearable={skilled}
            value={draft.departmentId}
            error={missing('departmentId')}
            data={departments.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(departmentId) => onChange({ departmentId })}
          />
          <Select
            label={t('distribution.method')}
            allowDeselect={false}
            value={skilled && draft.method === 'offer' ? 'round_robin' : draft.method}
            data={[...(skilled ? [] : (['offer'] as const)), ...METHODS].map((method) => ({
              value: method,
              label: t(`distribution.method.${method}`),
            }))}
            onChange={(method) => method && onChange({ method: method as Method })}
          />
        </div>
      )}
    </>
  )
}
