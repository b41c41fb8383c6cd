import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useFormat } from '../../i18n/format.ts'
import { bind, useT } from '../../i18n/words.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { StatusMark } from '../../ui/StatusMark.tsx'
import { Token } from '../../ui/Token.tsx'
import { useDecide } from './queries.ts'
import type { WaitingProcess } from './types.ts'
import css from './Waiting.module.css'

/** Processes that stand still until this person decides. */
export function Waiting({ waiting }: { waiting: WaitingProcess[] }) {
  const t = useT()
  const format = useFormat()
  const decide = useDecide()
  if (waiting.length === 0) return null
  return (
    <Section title={t('myDay.waiting')} count={waiting.length}>
      <ul>
        {waiting.map((one) => {
          const since = t('myDay.waiting.since', { when: format.short(one.since) })
          const shown = one.decisions.filter((decision) => decision.kind !== 'more')
          const more = one.decisions.filter((decision) => decision.kind === 'more')
          return (
            <li key={one.id} className={css.wait}>
              <div className={css.head}>
                <span className="c-acc">
                  <Token />
                </span>
                <h3 className="cut">{one.href ? <GoTo to={one.href}>{one.title}</GoTo> : one.title}</h3>
                <span className={css.since}>
                  {one.tooLong ? <StatusMark status="soon">{since}</StatusMark> : since}
                </span>
              </div>
              <p className={css.text}>{bind(one.text)}</p>
              <div className={css.decisions}>
                {shown.map((decision) => (
                  <Button
                    key={decision.key}
                    size="sm"
                    variant={decision.kind === 'main' ? 'filled' : 'default'}
                    disabled={decide.isPending}
                    onClick={() => decide.mutate({ waiting: one, outcome: decision.key })}
                  >
                    {decision.label}
                  </Button>
                ))}
                {more.length > 0 && (
                  <Menu>
                    <Menu.Target>
                      <ActionIcon size="sm" aria-label={t('shell.more')}>
                        <Icon of={IconDots} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {more.map((decision) => (
                        <Menu.Item
                          key={decision.key}
                          onClick={() => decide.mutate({ waiting: one, outcome: decision.key })}
                        >
                          {decision.label}
                        </Menu.Item>
                      ))}
                    </Menu.Dropdown>
                  </Menu>
                )}
              </div>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
