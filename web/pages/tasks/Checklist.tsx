import { Checkbox, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Section } from '../../ui/Section.tsx'
import { useTaskActions } from './actions.ts'
import type { TaskPage } from './queries.ts'
import css from './tasks.module.css'

/** What belongs to a task, to be ticked one by one. */
export function Checklist({ task, editable, tickable }: { task: TaskPage; editable: boolean; tickable: boolean }) {
  const t = useT()
  const format = useFormat()
  const actions = useTaskActions()
  const [text, setText] = useState('')
  const lines = task.checklist.map(({ id, text: words }) => ({ id, text: words }))
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (!text.trim()) return
    await actions.setChecklist(task, [...lines, { text: text.trim() }])
    setText('')
  }
  const move = (at: number, by: -1 | 1) => {
    const next = [...lines]
    const [line] = next.splice(at, 1)
    next.splice(at + by, 0, line!)
    return actions.setChecklist(task, next)
  }
  if (!editable && lines.length === 0) return null
  return (
    <Section
      title={t('tasks.checklist')}
      count={lines.length > 0 ? `${task.checklistDone}/${task.checklistTotal}` : undefined}
    >
      <ul className={css.items}>
        {task.checklist.map((item, at) => (
          <li key={item.id} className={css.item}>
            <Checkbox
              className={css.tick}
              checked={item.doneAt !== null}
              disabled={!tickable}
              label={item.text}
              description={
                item.doneAt && item.doneBy
                  ? t('tasks.item.done', { name: item.doneBy.name, when: format.near(item.doneAt) })
                  : undefined
              }
              onChange={(event) => void actions.tickItem(task, item.id, event.currentTarget.checked)}
            />
            {editable && (
              <span className={css.itemActions}>
                {at > 0 && (
                  <button
                    type="button"
                    aria-label={t('tasks.item.up', { text: item.text })}
                    onClick={() => void move(at, -1)}
                  >
                    <Icon of={IconArrowUp} size={14} />
                  </button>
                )}
                {at < lines.length - 1 && (
                  <button
                    type="button"
                    aria-label={t('tasks.item.down', { text: item.text })}
                    onClick={() => void move(at, 1)}
                  >
                    <Icon of={IconArrowDown} size={14} />
                  </button>
                )}
                <button
                  type="button"
                  aria-label={t('tasks.item.remove', { text: item.text })}
                  onClick={() =>
                    void actions.setChecklist(
                      task,
                      lines.filter((line) => line.id !== item.id),
                    )
                  }
                >
                  <Icon of={IconX} size={14} />
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <>
          <form onSubmit={(event) => void add(event)}>
            <TextInput
              aria-label={t('tasks.item.new')}
              placeholder={t('tasks.item.new')}
              value={text}
              maxLength={300}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </form>
          {lines.length > 0 && (
            <Checkbox
              className={css.required}
              checked={task.checklistRequired}
              label={t('tasks.checklist.required')}
              onChange={(event) => void actions.requireChecklist(task, event.currentTarget.checked)}
            />
          )}
        </>
      )}
    </Section>
  )
}
