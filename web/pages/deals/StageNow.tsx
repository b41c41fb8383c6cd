import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../../i18n/format.ts'
import { useLocale, useT } from '../../i18n/words.ts'
import { Section } from '../../ui/Section.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { tickCheck, useDealActions } from './actions.ts'
import { fieldName } from './DealFieldInput.tsx'
import css from './deals.module.css'
import { type Deal, type PipelineStage, waysQuery } from './queries.ts'

type Props = { deal: Deal; next: PipelineStage | undefined; editable: boolean; onFill: () => void }

/** What the stage wants while the deal is in it: its checklist, empty fields, and what the next one will ask for. */
export function StageNow({ deal, next, editable, onFill }: Props) {
  const t = useT()
  const locale = useLocale()
  const format = useFormat()
  const { run } = useDealActions()
  const { data: ways } = useQuery(waysQuery(deal.id))
  // A tick shows at the press; what the server says afterwards holds.
  const [pressed, setPressed] = useState<Record<string, boolean>>({})
  const press = async (id: string, ticked: boolean) => {
    setPressed((before) => ({ ...before, [id]: ticked }))
    await run(() => tickCheck(deal, id, ticked))
    setPressed(({ [id]: _, ...rest }) => rest)
  }
  const checks = ways?.checks ?? []
  const way = ways?.ways.find(({ stageId }) => stageId === next?.id)
  const later = (way?.missingFields ?? []).filter((field) => !deal.missingFields.includes(field))
  if (checks.length === 0 && deal.missingFields.length === 0 && later.length === 0) return null
  const done = checks.filter(({ checkedAt }) => checkedAt).length
  return (
    <Section
      title={t('deals.now', { stage: deal.stage.name[locale] })}
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
      {deal.missingFields.length > 0 && (
        <div className={css.missing}>
          <StatusMark status="soon">
            {t('deals.missing', { fields: deal.missingFields.map(fieldName).join(', ') })}
          </StatusMark>
          {editable && <Button onClick={onFill}>{t('deals.fill')}</Button>}
        </div>
      )}
      {later.length > 0 && next && (
        <p className="t-s ink-2">
          {t('deals.nextAsks', { stage: next.name[locale], fields: later.map(fieldName).join(', ') })}
        </p>
      )}
    </Section>
  )
}
