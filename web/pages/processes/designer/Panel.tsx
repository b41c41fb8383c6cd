import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import type { FormField } from '../../../../pure/process-design/forms.ts'
import { OCCASIONS } from '../../../../pure/process-design/occasions.ts'
import type { StepField, StepOffer } from '../../../../pure/process-design/offers.ts'
import { foldText } from '../../../../pure/search-text.ts'
import { useLocale, useT } from '../../../i18n/words.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { processesQuery } from '../queries.ts'
import css from './designer.module.css'
import {
  awaitedOf,
  type Board,
  conditionOf,
  definitionOf,
  extensionOf,
  inputsOf,
  isUndoing,
  messageOf,
  propertyOf,
  type Shape,
  setAwaited,
  setCondition,
  setInput,
  setMessage,
  setProperty,
  setTimer,
  type TimerKind,
  timerOf,
} from './drawing.ts'
import {
  ConditionField,
  DepartmentField,
  DurationField,
  FormulaField,
  fitsDuration,
  fitsPeople,
  fitsPlain,
  fitsText,
  LostReasonField,
  OrFormula,
  PeopleField,
  StageField,
  TextWithValues,
  YesNoField,
} from './fields.tsx'
import type { Catalogue } from './queries.ts'
import { formOf, occasionOf } from './variables.ts'

interface Props {
  board: Board
  element: Shape
  catalogue: Catalogue | undefined
  /** Of the records the process is about. */
  kind: string
  onPick: (id: string) => void
}

/** Everything about one element that a person may want to change, in sentences instead of XML. */
export function Panel(props: Props) {
  const { board, element } = props
  const t = useT()
  const { type } = element
  return (
    <div className={css.fields} key={element.id}>
      <TextInput
        label={t('designer.name')}
        value={element.businessObject.name ?? ''}
        onChange={(event) => board.modeling.updateProperties(element, { name: event.currentTarget.value })}
      />
      {type === 'bpmn:ServiceTask' || type === 'bpmn:SendTask' ? (
        <StepFields {...props} />
      ) : type === 'bpmn:UserTask' ? (
        <TaskFields {...props} />
      ) : type === 'bpmn:CallActivity' ? (
        <CallFields {...props} />
      ) : timerOf(element) ? (
        <TimerFields {...props} />
      ) : definitionOf(element)?.$type === 'bpmn:MessageEventDefinition' && !/Throw|End/.test(type) ? (
        <MessageFields {...props} />
      ) : definitionOf(element)?.$type === 'bpmn:ConditionalEventDefinition' ? (
        <AwaitedFields {...props} />
      ) : isUndoing(element) ? (
        <p className="ink-3">{t('designer.undo.about')}</p>
      ) : definitionOf(element)?.$type === 'bpmn:CompensateEventDefinition' ? (
        <p className="ink-3">{t('designer.undoAll.about')}</p>
      ) : definitionOf(element)?.$type === 'bpmn:ErrorEventDefinition' && element.host ? (
        <p className="ink-3">{t('designer.failed.about')}</p>
      ) : /Gateway$/.test(type) || type === 'bpmn:EndEvent' || type === 'bpmn:StartEvent' ? null : (
        <p className="ink-3">{t('designer.rest')}</p>
      )}
      <Flows {...props} />
      <Button leftSection={<Icon of={IconTrash} />} onClick={() => board.remove(element)}>
        {t('designer.remove')}
      </Button>
    </div>
  )
}

/** The offer whose fixed inputs a step has; of several the one that fits best. */
export function offerOf(
  catalogue: Catalogue | undefined,
  element: Shape,
): { type: string; offer: StepOffer | null } | null {
  const type = extensionOf(element, 'zeebe:TaskDefinition')?.type as string | undefined
  if (!type) return null
  const offers = catalogue?.steps.find((step) => step.type === type)?.offers ?? []
  const given = new Map(inputsOf(element).map(({ target, source }) => [target, source]))
  const fits = (offer: StepOffer) =>
    Object.entries(offer.fixed ?? {}).every(([target, source]) => given.get(target) === source) ? 1 : 0
  const best = [...offers].sort(
    (a, b) => fits(b) * Object.keys(b.fixed ?? {}).length - fits(a) * Object.keys(a.fixed ?? {}).length,
  )[0]
  return { type, offer: best ?? null }
}

function StepFields({ board, element, catalogue, kind }: Props) {
  const t = useT()
  const locale = useLocale()
  const found = offerOf(catalogue, element)
  if (!found) return <p className="ink-3">{t('designer.rest')}</p>
  const { type, offer } = found
  const inputs = inputsOf(element)
  const sourceOf = (name: string) => inputs.find(({ target }) => target === name)?.source ?? ''
  const change = (name: string) => (source: string) => setInput(board, element, name, source === '' ? null : source)
  const shown = new Set([...Object.keys(offer?.fields ?? {}), ...Object.keys(offer?.fixed ?? {})])
  const others = inputs.filter(({ target }) => !shown.has(target))
  const free = (catalogue?.steps.find((step) => step.type === type)?.inputs ?? []).filter(
    (name) => !shown.has(name) && !inputs.some(({ target }) => target === name),
  )
  return (
    <>
      <p className={css.what}>{offer ? offer.name[locale] : t('designer.stepUnknown', { type })}</p>
      {Object.entries(offer?.fields ?? {}).map(([name, field]) => (
        <Field key={`${element.id} ${name}`} field={field} kind={kind} value={sourceOf(name)} onChange={change(name)} />
      ))}
      {(others.length > 0 || free.length > 0) && (
        <details className={css.details}>
          <summary>{t('designer.moreInputs')}</summary>
          {others.map(({ target, source }) => (
            <FormulaOrText key={target} label={target} value={source} onChange={change(target)} />
          ))}
          {free.length > 0 && (
            <Select
              label={t('designer.addInput')}
              value={null}
              data={free}
              onChange={(name) => name && setInput(board, element, name, '=null')}
            />
          )}
        </details>
      )}
    </>
  )
}

function FormulaOrText({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}) {
  return (
    <OrFormula label={label} value={value} fits={fitsPlain(value)} onChange={onChange}>
      <TextInput label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </OrFormula>
  )
}

interface FieldProps {
  field: StepField
  kind: string
  value: string
  onChange: (source: string) => void
}

function Field({ field, kind, value, onChange }: FieldProps) {
  const locale = useLocale()
  const label = field.label[locale]
  const props = { label, value, onChange }
  const plain = (fits: boolean, children: ReactNode) => (
    <OrFormula {...props} fits={fits}>
      {children}
    </OrFormula>
  )
  switch (field.type) {
    case 'people':
      return plain(fitsPeople(value), <PeopleField {...props} one={field.one} />)
    case 'department':
      return plain(fitsPlain(value), <DepartmentField {...props} />)
    case 'text':
      return plain(fitsText(value, field.values), <TextWithValues {...props} long={field.long} values={field.values} />)
    case 'yes_no':
      return plain(['', '=true', '=false'].includes(value), <YesNoField {...props} />)
    case 'duration':
      return plain(fitsDuration(value), <DurationField {...props} />)
    case 'choice':
      return plain(
        fitsPlain(value),
        <Select
          label={label}
          value={value || null}
          data={field.options.map((option) => ({ value: option.value, label: option.label[locale] }))}
          onChange={(next) => onChange(next ?? '')}
        />,
      )
    case 'stage':
      return plain(fitsPlain(value), <StageField {...props} kind={kind} />)
    case 'lost_reason':
      return plain(fitsPlain(value), <LostReasonField {...props} />)
    default:
      return <FormulaField {...props} />
  }
}

function TaskFields(props: Props) {
  const { board, element } = props
  const t = useT()
  const assigned = extensionOf(element, 'zeebe:AssignmentDefinition')
  const { assignee = '', candidateGroups, candidateUsers }: Record<string, string | undefined> = { ...assigned }
  const due = String(extensionOf(element, 'zeebe:TaskSchedule')?.dueDate ?? '')
  const setDue = (dueDate: string) => board.setExtension(element, 'zeebe:TaskSchedule', dueDate ? { dueDate } : null)
  const group = candidateGroups ?? candidateUsers
  return (
    <>
      {group && !assignee ? (
        <FormulaOrText
          label={t('designer.who')}
          value={String(group)}
          onChange={(next) =>
            board.setExtension(element, 'zeebe:AssignmentDefinition', {
              [candidateGroups ? 'candidateGroups' : 'candidateUsers']: next,
            })
          }
        />
      ) : (
        <OrFormula
          label={t('designer.who')}
          value={String(assignee)}
          fits={fitsPeople(String(assignee))}
          onChange={(next) => board.setExtension(element, 'zeebe:AssignmentDefinition', { assignee: next })}
        >
          <PeopleField
            one
            label={t('designer.who')}
            value={String(assignee)}
            onChange={(next) => board.setExtension(element, 'zeebe:AssignmentDefinition', { assignee: next })}
          />
        </OrFormula>
      )}
      <Checkbox
        label={t('designer.hasDeadline')}
        checked={due !== ''}
        onChange={(event) => setDue(event.currentTarget.checked ? 'P2D' : '')}
      />
      {due !== '' && (
        <>
          <OrFormula label={t('designer.deadline')} value={due} fits={fitsDuration(due)} onChange={setDue}>
            <DurationField label={t('designer.deadline')} value={due} working={isWorking(element)} onChange={setDue} />
          </OrFormula>
          <Working board={board} element={element} />
        </>
      )}
      <TaskForm {...props} />
    </>
  )
}

const isWorking = (element: Shape): boolean =>
  ['company', 'assignee'].includes(propertyOf(element, 'tok:calendar') ?? '')

function Working({ board, element }: Pick<Props, 'board' | 'element'>) {
  const t = useT()
  return (
    <Checkbox
      label={t('designer.working')}
      checked={isWorking(element)}
      onChange={(event) => setProperty(board, element, 'tok:calendar', event.currentTarget.checked ? 'company' : null)}
    />
  )
}

const ANSWERS = ['textfield', 'textarea', 'number', 'datetime', 'checkbox', 'radio'] as const

/** What the task asks for, as a form of form-js inside the file. */
function TaskForm({ board, element }: Props) {
  const t = useT()
  const definition = extensionOf(element, 'zeebe:FormDefinition')
  const form = formOf(board, element)
  if (definition && !form) return <p className="ink-3">{t('designer.form.foreign')}</p>
  const fields = form?.components ?? []
  const write = (components: FormField[]) => setForm(board, element, form, components)
  const change = (at: number, more: Partial<FormField>) =>
    write(fields.map((one, i) => (i === at ? { ...one, ...more } : one)))
  return (
    <fieldset className={css.group}>
      <legend>{t('designer.form')}</legend>
      {fields.length === 0 && <p className="ink-3">{t('designer.form.about')}</p>}
      {fields.map((field, at) => (
        <div key={field.id ?? field.key} className={css.formField}>
          <TextInput
            label={t('designer.form.label')}
            description={t('designer.form.key', { key: field.key })}
            value={field.label ?? ''}
            onChange={(event) => change(at, { label: event.currentTarget.value })}
          />
          <Select
            label={t('designer.form.type')}
            allowDeselect={false}
            value={field.type}
            data={ANSWERS.map((one) => ({ value: one, label: t(`designer.form.${one}`) }))}
            onChange={(type) =>
              type && change(at, { type, ...(type === 'radio' && !field.values ? { values: [] } : {}) })
            }
          />
          {field.type === 'radio' && (
            <Textarea
              label={t('designer.form.options')}
              autosize
              defaultValue={(field.values ?? []).map(({ label }) => label).join('\n')}
              onBlur={(event) => change(at, { values: optionsFrom(event.currentTarget.value, field.values ?? []) })}
            />
          )}
          <Checkbox
            label={t('designer.form.required')}
            checked={field.validate?.required ?? false}
            onChange={(event) => change(at, { validate: { ...field.validate, required: event.currentTarget.checked } })}
          />
          <Button
            aria-label={t('designer.form.remove', { name: field.label })}
            leftSection={<Icon of={IconTrash} />}
            onClick={() => write(fields.filter((_, i) => i !== at))}
          >
            {t('designer.form.drop')}
          </Button>
        </div>
      ))}
      <Button
        leftSection={<Icon of={IconPlus} />}
        onClick={() => {
          const taken = new Set(fields.map(({ key }) => key))
          let number = fields.length + 1
          while (taken.has(`answer_${number}`)) number += 1
          const key = `answer_${number}`
          write([...fields, { id: key, key, type: 'textfield', label: '' }])
        }}
      >
        {t('designer.form.add')}
      </Button>
    </fieldset>
  )
}

/** One a line; an answer that was there keeps its value, which conditions may name. */
const optionsFrom = (text: string, before: { label: string; value: string }[]) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((label, at) => before.find((one) => one.label === label) ?? before[at] ?? { label, value: '' })
    .map((one, at) => {
      const label = text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)[at]!
      return { label, value: one.value || foldText(label).replace(/\W+/g, '_') }
    })

function setForm(board: Board, element: Shape, form: object | null, components: FormField[]): void {
  const root = board.canvas.getRootElement() as Shape
  const process = board.process
  const id = (extensionOf(element, 'zeebe:FormDefinition')?.formId as string | undefined) ?? `${element.id}_form`
  const before = (process.extensionElements?.values ?? []) as { $type: string; id?: string }[]
  const others = before.filter((one) => !(one.$type === 'zeebe:UserTaskForm' && one.id === id))
  const body = JSON.stringify({ type: 'default', id, ...form, components })
  const values = components.length > 0 ? [...others, board.make('zeebe:UserTaskForm', { id, body })] : others
  board.together(() => {
    board.modeling.updateModdleProperties(root, process, {
      extensionElements: values.length > 0 ? board.make('bpmn:ExtensionElements', { values }) : undefined,
    })
    board.setExtension(element, 'zeebe:FormDefinition', components.length > 0 ? { formId: id } : null)
  })
}

function CallFields({ board, element }: Props) {
  const t = useT()
  const locale = useLocale()
  const { data: processes = [] } = useQuery(processesQuery)
  const called = String(extensionOf(element, 'zeebe:CalledElement')?.processId ?? '')
  return (
    <Select
      label={t('designer.calls')}
      searchable
      value={called || null}
      data={[
        ...processes.map(({ key, name }) => ({ value: key, label: name[locale] })),
        ...(called && !processes.some(({ key }) => key === called) ? [{ value: called, label: called }] : []),
      ]}
      onChange={(processId) =>
        board.setExtension(
          element,
          'zeebe:CalledElement',
          processId ? { processId, propagateAllChildVariables: false } : null,
        )
      }
    />
  )
}

function TimerFields({ board, element }: Props) {
  const t = useT()
  const { kind, value } = timerOf(element)!
  const write = (next: string) => setTimer(board, element, kind, next)
  const starts = element.type === 'bpmn:StartEvent'
  const kinds: TimerKind[] = starts ? ['timeCycle', 'timeDate'] : ['timeDuration', 'timeDate', 'timeCycle']
  return (
    <>
      <Select
        label={t('designer.wait.kind')}
        allowDeselect={false}
        value={kind}
        data={kinds.map((one) => ({ value: one, label: t(`designer.wait.${one}`) }))}
        onChange={(next) => {
          if (next && next !== kind) setTimer(board, element, next as TimerKind, FIRST[next as TimerKind])
        }}
      />
      {kind === 'timeDuration' ? (
        <OrFormula label={t('designer.wait')} value={value} fits={fitsDuration(value)} onChange={write}>
          <DurationField label={t('designer.wait')} value={value} working={isWorking(element)} onChange={write} />
        </OrFormula>
      ) : kind === 'timeCycle' ? (
        <OrFormula label={t('designer.wait')} value={value} fits={/^R\/P/.test(value)} onChange={write}>
          <DurationField
            label={t('designer.wait')}
            value={value.replace(/^R\//, '')}
            onChange={(next) => write(`R/${next}`)}
          />
        </OrFormula>
      ) : (
        <FormulaOrText label={t('designer.wait.timeDate')} value={value} onChange={write} />
      )}
      <Working board={board} element={element} />
      {element.type === 'bpmn:BoundaryEvent' && <Stops board={board} element={element} />}
    </>
  )
}

const FIRST: Record<TimerKind, string> = { timeDuration: 'P1D', timeDate: '=now()', timeCycle: 'R/P1D' }

function Stops({ board, element }: Pick<Props, 'board' | 'element'>) {
  const t = useT()
  return (
    <Checkbox
      label={t('designer.late.stops')}
      checked={element.businessObject.cancelActivity !== false}
      onChange={(event) => board.modeling.updateProperties(element, { cancelActivity: event.currentTarget.checked })}
    />
  )
}

function MessageFields({ board, element }: Props) {
  const t = useT()
  const locale = useLocale()
  const message = messageOf(element)
  const name = message?.name ?? ''
  const starts = element.type === 'bpmn:StartEvent'
  const keyOf = (event: string) => (starts ? null : `=${occasionOf(event)?.id ?? 'subject.id'}`)
  const key = message?.extensionElements?.values?.find(
    ({ $type }: { $type: string }) => $type === 'zeebe:Subscription',
  )?.correlationKey
  const known = OCCASIONS.map((one) => ({ value: one.event, label: one.name[locale] }))
  return (
    <>
      <Select
        label={t('designer.event')}
        placeholder={t('designer.event.example')}
        searchable
        value={name || null}
        data={name && !occasionOf(name) ? [{ value: name, label: name }, ...known] : known}
        onChange={(event) => event && setMessage(board, element, event, keyOf(event))}
      />
      {starts ? (
        <ConditionField
          label={t('designer.condition')}
          value={propertyOf(element, 'tok:condition') ?? ''}
          onChange={(next) => setProperty(board, element, 'tok:condition', next || null)}
        />
      ) : (
        <FormulaField
          label={t('designer.event.key')}
          value={String(key ?? '')}
          onChange={(next) => name && setMessage(board, element, name, next || null)}
        />
      )}
      {element.type === 'bpmn:BoundaryEvent' && <Stops board={board} element={element} />}
    </>
  )
}

function AwaitedFields({ board, element }: Props) {
  const t = useT()
  return (
    <>
      <ConditionField
        label={t('designer.until')}
        value={awaitedOf(element)}
        onChange={(next) => setAwaited(board, element, next)}
      />
      {element.type === 'bpmn:BoundaryEvent' && <Stops board={board} element={element} />}
    </>
  )
}

/** Where it goes on to, and on which condition; a further way to any other step. */
function Flows({ board, element, onPick }: Props) {
  const t = useT()
  const chooses = /ExclusiveGateway$|InclusiveGateway$/.test(element.type)
  if (element.type === 'bpmn:EndEvent' || element.businessObject.isForCompensation) return null
  if (isUndoing(element)) return <Undoer element={element} onPick={onPick} />
  const flows = element.outgoing.filter(({ type }) => type === 'bpmn:SequenceFlow')
  const steps = board
    .steps()
    .filter((one) => one !== element && one.type !== 'bpmn:StartEvent' && one.type !== 'bpmn:BoundaryEvent')
    .filter((one) => one.parent === element.parent && !flows.some(({ target }) => target === one))
  const nameOf = (one: Shape | undefined) => one?.businessObject.name || one?.id || ''
  return (
    <fieldset className={css.group}>
      <legend>{t('designer.leadsTo')}</legend>
      {flows.map((flow) => (
        <Fragment key={flow.id}>
          <div className={css.flow}>
            <Button variant="subtle" className={css.flowTo} onClick={() => flow.target && onPick(flow.target.id)}>
              {nameOf(flow.target)}
            </Button>
            <Button
              aria-label={t('designer.removeFlow', { name: nameOf(flow.target) })}
              onClick={() => board.modeling.removeElements([flow])}
            >
              <Icon of={IconTrash} />
            </Button>
          </div>
          {chooses && <Way board={board} gateway={element} flow={flow} />}
        </Fragment>
      ))}
      {steps.length > 0 && (
        <Select
          label={t('designer.connect')}
          searchable
          value={null}
          data={steps.map((one) => ({ value: one.id, label: nameOf(one) }))}
          onChange={(id) => {
            const target = id ? board.element(id) : undefined
            if (target) board.modeling.connect(element, target, { type: 'bpmn:SequenceFlow' })
          }}
        />
      )}
    </fieldset>
  )
}

/** The step that undoes another; before it is added, what to do. */
function Undoer({ element, onPick }: Pick<Props, 'element' | 'onPick'>) {
  const t = useT()
  const tie = element.outgoing.find(({ type }) => type === 'bpmn:Association')
  const undoer = tie?.target
  if (!undoer) return <p>{t('designer.undo.missing')}</p>
  return (
    <fieldset className={css.group}>
      <legend>{t('designer.undo.by')}</legend>
      <Button variant="subtle" className={css.flowTo} onClick={() => onPick(undoer.id)}>
        {undoer.businessObject.name || undoer.id}
      </Button>
    </fieldset>
  )
}

function Way({ board, gateway, flow }: { board: Board; gateway: Shape; flow: Shape }) {
  const t = useT()
  const isDefault = gateway.businessObject.default?.id === flow.id
  const name = flow.target?.businessObject.name ?? ''
  return (
    <div className={css.way}>
      <TextInput
        label={`${t('designer.name')}: ${name}`}
        value={flow.businessObject.name ?? ''}
        onChange={(event) => board.modeling.updateProperties(flow, { name: event.currentTarget.value })}
      />
      <Checkbox
        label={t('designer.condition.otherwise')}
        checked={isDefault}
        onChange={(event) => {
          const checked = event.currentTarget.checked
          board.together(() => {
            board.modeling.updateProperties(gateway, { default: checked ? flow.businessObject : undefined })
            if (checked) setCondition(board, flow, null)
          })
        }}
      />
      {!isDefault && (
        <ConditionField
          key={flow.id}
          label={t('designer.condition.when')}
          value={conditionOf(flow)}
          onChange={(next) => setCondition(board, flow, next)}
        />
      )}
    </div>
  )
}
