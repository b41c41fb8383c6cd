import { Menu } from '@mantine/core'
import { IconChevronDown, IconFlask } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../api/client.ts'
import { useMinute } from '../../api/clock.ts'
import { startQuery, useMe } from '../../api/session.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import css from './DemoBar.module.css'

const moves = ['PT15M', 'PT1H', 'P1D', 'P3D'] as const

/** Only in the demo company: its clock, which can be moved, and whose eyes one looks through. */
export default function DemoBar() {
  const t = useT()
  const me = useMe()
  const format = useFormat()
  const minute = useMinute()
  const queryClient = useQueryClient()
  const start = useQuery(startQuery)
  const now = new Date(minute).toISOString()
  const move = useMutation({
    mutationFn: (by: string) => data(api.POST('/api/clock/travel', { body: { by } })),
    // Everything on the screen may look different three days later.
    onSuccess: () => queryClient.invalidateQueries(),
    onError: (problem) => notifyProblem(problem),
  })
  const enter = useMutation({
    mutationFn: (userId: string) => data(api.POST('/api/demo/enter', { body: { userId } })),
    onSuccess: () => window.location.assign(paths.myDay),
    onError: (problem) => notifyProblem(problem),
  })
  return (
    <section className={css.bar} aria-label={t('shell.demo')}>
      <span className={css.name}>
        <Icon of={IconFlask} size={14} />
        {t('shell.demo')}
      </span>
      <span className={css.clock}>
        <span className="desk-only">·</span>
        <span className="nums">{t('shell.demo.clock', { now: format.weekdayTime(now) })}</span>
      </span>
      <span className={css.moves} role="group" aria-label={t('shell.demo.move')}>
        {moves.map((by) => (
          <button key={by} type="button" disabled={move.isPending} onClick={() => move.mutate(by)}>
            {t(`shell.demo.${by}`)}
          </button>
        ))}
      </span>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <button type="button" className={css.person}>
            {t('shell.demo.person', { name: me.user.name })}
            <Icon of={IconChevronDown} size={14} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('shell.demo.choose')}</Menu.Label>
          {(start.data?.people ?? []).map((person) => (
            <Menu.Item
              key={person.id}
              leftSection={<Avatar id={person.id} name={person.name} />}
              disabled={person.id === me.user.id || enter.isPending}
              onClick={() => enter.mutate(person.id)}
            >
              {person.name}
              <br />
              <span className="t-xs ink-3">{person.title}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </section>
  )
}
