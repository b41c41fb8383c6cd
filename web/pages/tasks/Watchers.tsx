import { Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '../../api/session.ts'
import { colleaguesQuery } from '../../components/record/queries.ts'
import { useT } from '../../i18n/words.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { WordButton } from '../../ui/WordButton.tsx'
import { useTaskActions } from './actions.ts'
import type { TaskPage } from './queries.ts'
import css from './tasks.module.css'

/** Who is told what becomes of the task, beside those it belongs to. */
export function Watchers({ task, editable }: { task: TaskPage; editable: boolean }) {
  const t = useT()
  const { user } = useMe()
  const actions = useTaskActions()
  const { data: people = [] } = useQuery(colleaguesQuery)
  const watching = task.watchers.some((one) => one.id === user.id)
  const others = people.filter((person) => !task.watchers.some((one) => one.id === person.id))
  return (
    <Section
      title={t('tasks.watchers')}
      count={task.watchers.length || undefined}
      end={
        <WordButton onClick={() => void actions.watch(task, user.id, !watching)}>
          {t(watching ? 'tasks.unwatch' : 'tasks.watch')}
        </WordButton>
      }
    >
      <ul className={css.items}>
        {task.watchers.map((one) => (
          <li key={one.id} className={css.item}>
            <Avatar id={one.id} name={one.name} />
            {one.name}
            {editable && (
              <span className={css.itemActions}>
                <button
                  type="button"
                  aria-label={t('tasks.watchers.remove', { name: one.name })}
                  onClick={() => void actions.watch(task, one.id, false)}
                >
                  <Icon of={IconX} size={14} />
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <Select
          aria-label={t('tasks.watchers.add')}
          placeholder={t('tasks.watchers.add')}
          data={others.map((person) => ({ value: person.id, label: person.name }))}
          value={null}
          searchable
          onChange={(id) => id && void actions.watch(task, id, true)}
        />
      )}
    </Section>
  )
}
