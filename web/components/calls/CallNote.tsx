import { Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useT } from '../../i18n/words.ts'
import { wordsOfProblem } from '../../ui/problems.ts'
import type { Call } from './queries.ts'

const PAUSE_MS = 1500

/** The note of a call, saved while one speaks: at each pause of the typing, and on leaving. */
export function CallNote({ call }: { call: Call }) {
  const t = useT()
  const client = useQueryClient()
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  // What is typed changes the note that was there when the typing began.
  const seen = useRef(call.version)
  const saving = useRef(false)
  const save = async (note: string) => {
    if (saving.current) return
    saving.current = true
    try {
      const saved = await data(
        api.PATCH('/api/calls/{id}', {
          params: { path: { id: call.id } },
          headers: { 'if-match': `"${seen.current}"` },
          body: { note },
        }),
      )
      seen.current = saved.version
      setError(null)
      setDraft((now) => (now === note ? null : now))
      await client.invalidateQueries({ queryKey: ['calls'] })
    } catch (problem) {
      setError(wordsOfProblem(problem))
    } finally {
      saving.current = false
    }
  }
  const later = useRef(save)
  later.current = save
  useEffect(() => {
    if (draft === null || error) return
    const timer = setTimeout(() => void later.current(draft), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft, error])
  return (
    <Textarea
      label={t('calls.note')}
      autosize
      minRows={2}
      maxRows={6}
      maxLength={20_000}
      error={error}
      value={draft ?? call.note}
      onChange={(event) => {
        if (draft === null || error) seen.current = call.version
        setError(null)
        setDraft(event.currentTarget.value)
      }}
      onBlur={() => {
        if (draft !== null && !error) void save(draft)
      }}
    />
  )
}
