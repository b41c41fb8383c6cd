import { ActionIcon, Checkbox, MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { REACHED_BY } from '../../../../pure/channels.ts'
import { REJECT_REASONS, type RejectReason } from '../../../../pure/leads.ts'
import { type Do, ruledAs, SETTABLE } from '../../../../pure/stage-rules.ts'
import { FieldInput } from '../../../components/fields/FieldInput.tsx'
import { nameOf, registryQuery } from '../../../components/fields/queries.ts'
import { channelWords } from '../../../components/letters/channels.ts'
import { colleaguesQuery } from '../../../components/record/queries.ts'
import { useLocale, useT, wordsOf } from '../../../i18n/words.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { ManySelect } from '../../../ui/ManySelect.tsx'
import { lostReasonsQuery } from '../../deals/queries.ts'
import { readDuration, writeDuration } from '../blanks.tsx'
import { processesQuery } from '../queries.ts'
import { choicesOf, doesTo, newAction, type Pause, ROLES, type RuleAction, useStages, whatIs } from './rule-data.ts'
import css from './rules.module.css'

type PauseProps = { value: Pause; onChange: (value: { duration: string; working: boolean }) => void; error?: string }

export function PauseFields({ value, onChange, error }: PauseProps) {
  const t = useT()
  const { count, unit } = readDuration(value.duration)
  const working = value.working ?? false
  return (
    <div className={css.row}>
      <NumberInput
        label={t('rules.count')}
        min={1}
        max={999}
        allowDecimal={false}
        value={count || ''}
        error={error}
        onChange={(next) => onChange({ duration: writeDuration(Number(next), unit), working })}
      />
      <Select
        label={t('rules.unit')}
        allowDeselect={false}
        value={unit}
        data={(['D', 'H', 'M'] as const).map((one) => ({ value: one, label: t(`rules.unit.${one}`) }))}
        onChange={(next) => next && onChange({ duration: writeDuration(count, next as 'D'), working })}
      />
      <Checkbox
        label={t('rules.working')}
        checked={working}
        onChange={(event) => onChange({ duration: value.duration, working: event.currentTarget.checked })}
      />
    </div>
  )
}

type Props = {
  action: RuleAction
  at: number
  /** Of the records it is done to. */
  kind: string
  errors: Record<string, string>
  onChange: (action: RuleAction | null) => void
}

/** One thing a rule does, with its blanks. */
export function ActionForm({ action, at, kind, onChange, ...rest }: Props) {
  const t = useT()
  return (
    <div className={css.action}>
      <div className={css.actionHead}>
        <Select
          label={t('rules.do', { n: at + 1 })}
          allowDeselect={false}
          value={action.do}
          data={doesTo(kind).map((value) => ({ value, label: t(`rules.do.${value}`) }))}
          onChange={(next) => next && next !== action.do && onChange(newAction(next as Do, kind))}
        />
        <ActionIcon aria-label={t('rules.action.remove', { n: at + 1 })} onClick={() => onChange(null)}>
          <Icon of={IconX} />
        </ActionIcon>
      </div>
      <Blanks action={action} at={at} kind={kind} onChange={onChange} {...rest} />
    </div>
  )
}

function Blanks({ action, at, kind, errors, onChange }: Props) {
  const t = useT()
  const locale = useLocale()
  const stages = useStages(kind)
  const { data: reasons = [] } = useQuery({ ...lostReasonsQuery, enabled: action.do === 'lose' })
  const { data: processes = [] } = useQuery({ ...processesQuery, enabled: action.do === 'process' })
  const { data: people = [] } = useQuery({ ...colleaguesQuery, enabled: ['task', 'notify'].includes(action.do) })
  const error = (path: string) => errors[`actions.${at}.${path}`]
  const who = (roles: readonly (typeof ROLES)[number][]) => [
    ...roles.map((value) => ({ value: value as string, label: t(`rules.who.${value}`) })),
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ]
  switch (action.do) {
    case 'set':
      return <SetFields action={action} at={at} kind={kind} errors={errors} onChange={onChange} />
    case 'move':
      return (
        <Select
          label={t('rules.stage', whatIs(kind))}
          allowDeselect={false}
          value={action.stageId || null}
          error={error('stageId')}
          data={choicesOf(stages)}
          onChange={(next) => next && onChange({ ...action, stageId: next })}
        />
      )
    case 'lose':
      return (
        <Select
          label={t('settings.lostReasons')}
          allowDeselect={false}
          value={action.reasonId || null}
          error={error('reasonId')}
          data={reasons.map(({ id, name }) => ({ value: id, label: name[locale] }))}
          onChange={(next) => next && onChange({ ...action, reasonId: next })}
        />
      )
    case 'reject':
      return (
        <Select
          label={t('rules.reject.reason')}
          allowDeselect={false}
          value={action.reason}
          error={error('reason')}
          data={REJECT_REASONS.map((value) => ({ value, label: wordsOf(`reject.${value}`) ?? value }))}
          onChange={(next) => next && onChange({ ...action, reason: next as RejectReason })}
        />
      )
    case 'task':
      return (
        <>
          <div className={css.row}>
            <TextInput
              label={t('rules.task.title')}
              value={action.title}
              error={error('title')}
              onChange={(event) => onChange({ ...action, title: event.currentTarget.value })}
            />
            <Select
              label={t('rules.task.to')}
              allowDeselect={false}
              searchable
              value={action.to}
              error={error('to')}
              data={who(['owner', 'supervisor', 'head'])}
              onChange={(next) => next && onChange({ ...action, to: next })}
            />
            <Select
              label={t('rules.task.due')}
              allowDeselect={false}
              value={action.due ? 'set' : 'none'}
              data={(['none', 'set'] as const).map((value) => ({ value, label: t(`rules.task.due.${value}`) }))}
              onChange={(next) =>
                onChange({ ...action, due: next === 'set' ? { duration: 'P2D', working: true } : null })
              }
            />
          </div>
          {action.due && (
            <PauseFields
              value={action.due}
              error={error('due.duration')}
              onChange={(due) => onChange({ ...action, due })}
            />
          )}
        </>
      )
    case 'notify':
      return (
        <div className={css.row}>
          <ManySelect
            label={t('rules.notify.to')}
            searchable
            value={action.to}
            error={error('to')}
            data={who(ROLES)}
            onChange={(to) => onChange({ ...action, to })}
          />
          <TextInput
            label={t('rules.notify.text')}
            value={action.text}
            error={error('text')}
            onChange={(event) => onChange({ ...action, text: event.currentTarget.value })}
          />
          <Checkbox
            label={t('rules.notify.mail')}
            checked={action.mail ?? true}
            onChange={(event) => onChange({ ...action, mail: event.currentTarget.checked })}
          />
        </div>
      )
    case 'message':
      return <MessageFields action={action} error={error} onChange={onChange} />
    case 'process':
      return (
        <Select
          label={t('rules.do.process')}
          allowDeselect={false}
          searchable
          value={action.key || null}
          error={error('key')}
          data={processes
            .filter(({ key }) => !key.startsWith('stage_rule_'))
            .map(({ key, name }) => ({ value: key, label: name[locale] }))}
          onChange={(next) => next && onChange({ ...action, key: next })}
        />
      )
    case 'wait':
    case 'put_off':
      return (
        <PauseFields
          value={action}
          error={error('duration')}
          onChange={(pause) => onChange({ do: action.do, ...pause })}
        />
      )
    default:
      return null
  }
}

type MessageAction = Extract<RuleAction, { do: 'message' }>

/** What the customer is written: in each language, and by which channels in turn. */
function MessageFields({
  action,
  error,
  onChange,
}: {
  action: MessageAction
  error: (path: string) => string | undefined
  onChange: (action: RuleAction) => void
}) {
  const t = useT()
  const words = (part: 'text' | 'heading', language: 'pl' | 'en', value: string) =>
    onChange({ ...action, [part]: { ...action[part], [language]: value } })
  return (
    <>
      {(['pl', 'en'] as const).map((language) => (
        <Textarea
          key={language}
          label={t(`rules.message.text.${language}`)}
          description={language === 'pl' ? t('rules.message.about') : undefined}
          autosize
          minRows={2}
          value={action.text[language]}
          error={error(`text.${language}`) ?? (language === 'pl' ? error('text') : undefined)}
          onChange={(event) => words('text', language, event.currentTarget.value)}
        />
      ))}
      <MultiSelect
        label={t('rules.message.channels')}
        description={t('rules.message.channelsAbout')}
        value={action.channels}
        error={error('channels')}
        data={REACHED_BY.map((value) => ({ value, label: channelWords(value) }))}
        onChange={(channels) => onChange({ ...action, channels: channels as MessageAction['channels'] })}
      />
      {action.channels.includes('mail') && (
        <div className={css.row}>
          {(['pl', 'en'] as const).map((language) => (
            <TextInput
              key={language}
              label={t(`rules.message.heading.${language}`)}
              value={action.heading[language]}
              error={error(`heading.${language}`)}
              onChange={(event) => words('heading', language, event.currentTarget.value)}
            />
          ))}
        </div>
      )}
    </>
  )
}

type SetAction = Extract<RuleAction, { do: 'set' }>
type SetProps = {
  action: SetAction
  at: number
  kind: string
  errors: Record<string, string>
  onChange: (action: RuleAction) => void
}

/** Fields that a rule may set: of the shipped ones some, and the company's own. */
function SetFields({ action, at, kind, errors, onChange }: SetProps) {
  const t = useT()
  const locale = useLocale()
  const { data: registry = [] } = useQuery(registryQuery(kind))
  const own = registry.filter((field) => field.custom && field.editable)
  const { custom = {}, ...shipped } = action.fields
  const values: Record<string, unknown> = {
    ...shipped,
    ...Object.fromEntries(Object.entries(custom).map(([name, value]) => [`custom.${name}`, value])),
  }
  const choices = [
    ...SETTABLE[ruledAs(kind)].map((key) => ({
      value: key as string,
      label: t(`rules.set.${key}`),
    })),
    ...own.map((field) => ({ value: field.key, label: field.label[locale] })),
  ]
  const nameFor = (key: string) => choices.find(({ value }) => value === key)?.label ?? key
  const put = (next: Record<string, unknown>) => {
    const entries = Object.entries(next)
    const customs = entries.filter(([key]) => key.startsWith('custom.'))
    onChange({
      do: 'set',
      fields: {
        ...Object.fromEntries(entries.filter(([key]) => !key.startsWith('custom.'))),
        ...(customs.length > 0
          ? { custom: Object.fromEntries(customs.map(([key, value]) => [key.slice('custom.'.length), value])) }
          : {}),
      },
    })
  }
  const begin = (key: string) => (key === 'expectedInDays' ? 14 : key === 'source' ? '' : null)
  const free = choices.filter(({ value }) => !(value in values))
  return (
    <>
      {Object.entries(values).map(([key, value]) => {
        const set = (next: unknown) => put({ ...values, [key]: next })
        const error = errors[`actions.${at}.fields.${key}`]
        const field = registry.find((one) => one.key === key)
        return (
          <div key={key} className={css.actionHead}>
            {key === 'expectedInDays' ? (
              <NumberInput
                label={t('rules.set.expectedInDays')}
                min={0}
                max={730}
                allowDecimal={false}
                value={typeof value === 'number' ? value : ''}
                error={error}
                onChange={(next) => set(next === '' ? null : Number(next))}
              />
            ) : field ? (
              <FieldInput field={{ ...field, key: nameOf(field) }} value={value} error={error} onChange={set} />
            ) : (
              <span className="ink-3">{key}</span>
            )}
            <ActionIcon
              aria-label={t('rules.set.remove', { name: nameFor(key) })}
              onClick={() => put(Object.fromEntries(Object.entries(values).filter(([one]) => one !== key)))}
            >
              <Icon of={IconX} />
            </ActionIcon>
          </div>
        )
      })}
      {errors[`actions.${at}.fields`] && <p role="alert">{errors[`actions.${at}.fields`]}</p>}
      {free[0] && (
        <Select
          label={t('rules.set.add')}
          leftSection={<Icon of={IconPlus} />}
          value={null}
          data={free}
          onChange={(key) => key && put({ ...values, [key]: begin(key) })}
        />
      )}
    </>
  )
}
