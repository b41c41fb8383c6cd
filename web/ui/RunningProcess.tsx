import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../i18n/words.ts'
import { cx } from './cx.ts'
import { GoTo } from './GoTo.tsx'
import { Icon } from './Icon.tsx'
import css from './RunningProcess.module.css'
import { StatusMark } from './StatusMark.tsx'
import { Token } from './Token.tsx'

export interface ProcessStep {
  id: string
  name: string
  state: 'done' | 'now' | 'coming'
  /** 'wt. 8:31', 'gdy Anna nie zdąży' */
  note?: string
  /** Waits longer than it should. */
  tooLong?: boolean
}

export interface Decision {
  key: string
  /** Named by its result: "Zgadzam się na 4%". */
  label: string
  kind: 'main' | 'plain' | 'more'
}

type Props = {
  name: string
  version: number
  /** Who decides, since when, what happens then. */
  sentence: ReactNode
  steps: ProcessStep[]
  decisions?: Decision[]
  onDecide?: (decision: Decision) => void
  deciding?: boolean
  /** The live diagram. */
  href?: string | null
  /** What else can be done. */
  menu?: ReactNode
}

export function RunningProcess({
  name,
  version,
  sentence,
  steps,
  decisions = [],
  onDecide,
  deciding,
  href,
  menu,
}: Props) {
  const t = useT()
  const shown = decisions.filter((decision) => decision.kind !== 'more')
  const more = decisions.filter((decision) => decision.kind === 'more')
  return (
    <article className={css.run}>
      <header className={css.head}>
        <span className="c-acc">
          <Token />
        </span>
        {href ? (
          <GoTo to={href} className="w6 cut">
            {name}
          </GoTo>
        ) : (
          <b className="cut">{name}</b>
        )}
        <span className={css.version}>{t('ui.run.version', { version })}</span>
        {menu}
      </header>
      <p className={css.sentence}>{sentence}</p>
      <ol className={css.steps}>
        {steps.map((step) => (
          <li
            key={step.id}
            className={cx(step.state === 'now' && css.nowStep)}
            aria-current={step.state === 'now' ? 'step' : undefined}
          >
            <span className={cx(css.dot, css[step.state])} />
            <span>
              {step.name}
              <span className="hidden-words">, {t(`ui.run.${step.state}`)}</span>
            </span>
            <span className={css.note}>
              {step.tooLong ? <StatusMark status="soon">{step.note}</StatusMark> : step.note}
            </span>
          </li>
        ))}
      </ol>
      {decisions.length > 0 && (
        <div className={css.decisions}>
          {shown.map((decision) => (
            <Button
              key={decision.key}
              size="sm"
              variant={decision.kind === 'main' ? 'filled' : 'default'}
              loading={deciding && decision.kind === 'main'}
              onClick={() => onDecide?.(decision)}
            >
              {decision.label}
            </Button>
          ))}
          {more.length > 0 && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size="sm" aria-label={t('shell.more')} className={css.more}>
                  <Icon of={IconDots} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {more.map((decision) => (
                  <Menu.Item key={decision.key} onClick={() => onDecide?.(decision)}>
                    {decision.label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      )}
    </article>
  )
}
