import { Button } from '@mantine/core'
import { IconNote } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import css from './NoteForm.module.css'
import type { RecordKind } from './queries.ts'

/** A note on a record: Ctrl+Enter adds it, Escape leaves the field; an unfinished one stays until the page is closed. */
export function NoteForm({ kind, id }: { kind: RecordKind; id: string }) {
  const t = useT()
  const errorId = useId()
  const queryClient = useQueryClient()
  const [body, setBody] = useState('')
  const [active, setActive] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const add = useMutation({
    mutationFn: (text: string) =>
      data(api.POST('/api/records/{kind}/{id}/notes', { params: { path: { kind, id } }, body: { body: text } })),
    onSuccess: async () => {
      setBody('')
      await queryClient.invalidateQueries({ queryKey: ['records', kind, id] })
    },
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (add.isPending) return
    if (!body.trim()) return field.current?.focus()
    add.mutate(body.trim())
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <div className={css.box}>
        <Icon of={IconNote} />
        <textarea
          ref={field}
          className={css.text}
          rows={1}
          value={body}
          maxLength={20_000}
          aria-label={t('record.note.label')}
          placeholder={t('record.note.placeholder')}
          aria-invalid={add.isError || undefined}
          aria-describedby={add.isError ? errorId : undefined}
          onFocus={() => setActive(true)}
          onBlur={() => setActive(false)}
          onChange={(event) => setBody(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
      </div>
      {add.isError && (
        <p id={errorId} className={css.error} role="alert">
          {wordsOfProblem(add.error)}
        </p>
      )}
      {(body.trim() || (active && body)) && (
        <div className={css.foot}>
          <Button type="submit" size="sm" variant="filled" loading={add.isPending} rightSection={<kbd>Ctrl ↵</kbd>}>
            {t('record.note.add')}
          </Button>
        </div>
      )}
    </form>
  )
}
