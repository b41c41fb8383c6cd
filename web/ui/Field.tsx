import { IconAlertCircle } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useT } from '../i18n/words.ts'
import { cx } from './cx.ts'
import css from './Field.module.css'
import { Icon } from './Icon.tsx'
import { wordsOfProblem } from './problems.ts'
import { WordButton } from './WordButton.tsx'

type Props = {
  label: string
  /** What is edited; '' for nothing. */
  value: string
  /** What is shown at rest, when it is more than the value. */
  children?: ReactNode
  /**
   * Saves the new value; a rejection is shown under the field. Left out: the field can only be read. `seen` is the
   * `version` the record had when the editing began: what was changed meanwhile must not be lost unseen.
   */
  onSave?: (value: string, seen: number | undefined) => Promise<unknown>
  /** Instead of editing in its place: opens what edits it. */
  onOpen?: () => void
  /** Words of a button of its own that begins the editing, where what is shown leads elsewhere when it is pressed. */
  apart?: string | undefined
  /** Of the record at this moment. */
  version?: number
  type?: 'text' | 'tel' | 'email' | 'number' | 'date' | 'datetime-local' | 'url' | 'lines'
  options?: { value: string; label: string }[]
  /** Words such as "Wymagane do oferty", shown while the field is empty. */
  required?: string
  /** Returns what is wrong, or null; asked before anything is sent. */
  check?: (value: string) => string | null
}

/** A line of a record: label beside, edited in place. Enter or leaving saves, Escape brings the old value back. */
export function Field({
  label,
  value,
  children,
  onSave,
  onOpen,
  apart,
  version,
  type = 'text',
  options,
  required,
  check,
}: Props) {
  const t = useT()
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const input = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null)
  const shown = useRef<HTMLButtonElement>(null)
  const editing = draft !== null
  // Leaving the field by Escape or Enter blurs it too, and must not save twice.
  const settled = useRef(false)
  const seen = useRef(version)
  const latest = useRef(version)
  latest.current = version

  useEffect(() => {
    if (!editing) return
    input.current?.focus()
    if (type !== 'lines' && !options) input.current?.select?.()
  }, [editing, type, options])

  const begin = () => {
    settled.current = false
    setError(null)
    seen.current = version
    setDraft(value)
  }
  const leave = (focus: boolean) => {
    settled.current = true
    setDraft(null)
    setError(null)
    if (focus) requestAnimationFrame(() => shown.current?.focus())
  }
  const save = async (focus: boolean, next = draft) => {
    if (settled.current || next === null) return
    if (next === value) return leave(focus)
    const wrong = check?.(next) ?? null
    if (wrong) return setError(wrong)
    settled.current = true
    setSaving(true)
    try {
      await onSave?.(next, seen.current ?? latest.current)
      leave(focus)
    } catch (problem) {
      settled.current = false
      // The problem has been read; saving once more is meant against what is there now.
      seen.current = undefined
      setError(wordsOfProblem(problem))
      input.current?.focus()
    } finally {
      setSaving(false)
    }
  }

  const control = {
    ref: input,
    id,
    value: draft ?? '',
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : undefined,
    readOnly: saving,
    onChange: (event: { currentTarget: { value: string } }) => setDraft(event.currentTarget.value),
    onBlur: () => void save(false),
    onKeyDown: (event: { key: string; shiftKey: boolean; preventDefault(): void; stopPropagation(): void }) => {
      if (event.key === 'Escape') {
        event.stopPropagation()
        leave(true)
      }
      if (event.key === 'Enter' && !(type === 'lines' && event.shiftKey)) {
        event.preventDefault()
        void save(true)
      }
    },
  }
  const missing = !value && required

  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <div className={css.cell}>
        {editing ? (
          <div className={cx(css.value, css.edit, error && css.wrong)} aria-busy={saving}>
            {options ? (
              <select
                {...control}
                onChange={(event) => {
                  setDraft(event.currentTarget.value)
                  void save(true, event.currentTarget.value)
                }}
              >
                {!options.some((option) => option.value === '') && !value && <option value="" />}
                {options.map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </select>
            ) : type === 'lines' ? (
              <textarea rows={3} {...control} />
            ) : (
              <>
                <input type={type} autoComplete="off" {...control} />
                <kbd>Enter</kbd>
              </>
            )}
          </div>
        ) : apart && value && (onSave || onOpen) ? (
          <div className={cx(css.value, css.apart)}>
            {children}
            <WordButton ref={shown} id={id} aria-label={t('ui.edit', { label })} onClick={onOpen ?? begin}>
              {apart}
            </WordButton>
          </div>
        ) : onSave || onOpen ? (
          <button
            ref={shown}
            id={id}
            type="button"
            className={cx(css.value, css.editable, missing && css.need)}
            aria-label={`${t('ui.edit', { label })}${value ? `: ${value}` : ''}`}
            onClick={onOpen ?? begin}
          >
            {missing ? (
              <>
                <Icon of={IconAlertCircle} size={14} />
                {required}
              </>
            ) : (
              (children ?? (value || <span className="ink-3">{t('ui.empty')}</span>))
            )}
          </button>
        ) : (
          <div className={css.value} id={id}>
            {children ?? (value || <span className="ink-3">{t('ui.empty')}</span>)}
          </div>
        )}
        {error && (
          <p id={`${id}-error`} className={css.error} role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  )
}
