import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { Section } from '../../ui/Section.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import css from './stages.module.css'
import type { PipelineStage, StageFields, Ways } from './types.ts'

type Props = {
  record: { stage: { name: { pl: string; en: string } }; missingFields: string[] }
  fields: StageFields
  ways: Ways | undefined
  next: PipelineStage | undefined
  editable: boolean
  onTick: (checkId: string, ticked: boolean) => Promise<unknown>
  onFill: () => void
}

/** What the stage wants while the record is in it: its checklist, empty fields, and what the next one will ask for. */
export function StageNow({ record, fields, ways, next, editable, onTick, onFill }: Props) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  // A tick shows at the press; what the server says afterwards holds.
  const [pressed, setPressed] = useState<Record<string, boolean>>({})
  const press = async (id: string, ticked: boolean) => {
    setPressed((before) => ({ ...before, [id]: ticked }))
    await onTick(id, ticked)
    setPressed(({ [id]: _, ...rest }) => rest)
  }
  const checks = ways?.checks ?? []
  const way = ways?.ways.find(({ stageId }) => stageId === next?.id)
  const later = (way?.missingFields ?? []).filter((field) => !record.missingFields.includes(field))
  if (checks.length === 0 && record.missingFields.length === 0 && later.length === 0) return null
  const done = checks.filter(({ checkedAt }) => checkedAt).length
  return (
    <Section
      title={t('deals.now', { stage: record.stage.name[locale] })}
      count={checks.length > 0 ? `${done}/${checks.length}` : undefined}
    >
      {checks.length > 0 && (
        <ul className={css.checks} aria-label={t('deals.checklist')}>
          {checks.map((check) => (
            <li key={check.id}>
              <Checkbox
                label={check.name[locale]}
                checked={pressed[check.id] ?? check.checkedAt !== null}
                disabled={!editable}
                description={
                  check.checkedAt &&
                  `${check.checkedBy?.name ?? 'Tok'}, ${format.near(check.checkedAt, { time: 'always' })}`
                }
                onChange={(event) => void press(check.id, event.currentTarget.checked)}
              />
            </li>
          ))}
        </ul>
      )}
      {record.missingFields.length > 0 && (
        <div className={css.missing}>
          <StatusMark status="soon">
            {t('deals.missing', { fields: record.missingFields.map(fields.name).join(', ') })}
          </StatusMark>
          {editable && <Button onClick={onFill}>{t('deals.fill')}</Button>}
        </div>
      )}
      {later.length > 0 && next && (
        <p className="t-s ink-2">
          {t('deals.nextAsks', { stage: next.name[locale], fields: later.map(fields.name).join(', ') })}
        </p>
      )}
    </Section>
  )
}
