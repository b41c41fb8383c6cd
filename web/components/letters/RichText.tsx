import { ActionIcon, Tooltip } from '@mantine/core'
import { IconBold, IconItalic, IconLink, IconList, IconListNumbers } from '@tabler/icons-react'
import { type ClipboardEvent, type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useRef } from 'react'
import { useT } from '../../i18n/words.ts'
import { cx } from '../../ui/cx.ts'
import { Icon, type IconType } from '../../ui/Icon.tsx'
import css from './letters.module.css'

export interface Writing {
  /** Writes words where the caret is, or at the end. */
  insert(text: string): void
}

type Props = {
  label: string
  value: string
  onChange: (html: string) => void
  error?: ReactNode
  /** Further buttons at the end of the tools. */
  tools?: ReactNode
  writing?: Ref<Writing>
  autoFocus?: boolean
  /** Ctrl+Enter. */
  onSend?: () => void
  low?: boolean
}

const COMMANDS: [command: string, icon: IconType, word: 'bold' | 'italic' | 'list' | 'numbers'][] = [
  ['bold', IconBold, 'bold'],
  ['italic', IconItalic, 'italic'],
  ['insertUnorderedList', IconList, 'list'],
  ['insertOrderedList', IconListNumbers, 'numbers'],
]

/**
 * A field for a letter: paragraphs, bold, italic, lists, links. The browser edits, the server cleans what comes of it; a paste
 * brings its words alone.
 */
export function RichText({ label, value, onChange, error, tools, writing, autoFocus, onSend, low }: Props) {
  const t = useT()
  const id = useId()
  const field = useRef<HTMLDivElement>(null)
  // What was given out last: only another value is written into the field, which would move the caret.
  const given = useRef<string | null>(null)

  useEffect(() => {
    const element = field.current
    if (!element || given.current === value) return
    given.current = value
    element.innerHTML = value
  }, [value])
  useEffect(() => {
    document.execCommand('defaultParagraphSeparator', false, 'p')
    if (autoFocus) field.current?.focus()
  }, [autoFocus])

  const changed = () => {
    const element = field.current
    if (!element) return
    // Without words an empty paragraph is nothing.
    const html = element.textContent?.trim() || element.querySelector('li') ? element.innerHTML : ''
    given.current = html
    onChange(html)
  }
  const run = (command: string, argument?: string) => {
    field.current?.focus()
    document.execCommand(command, false, argument)
    changed()
  }
  const insert = (text: string) => {
    const element = field.current
    if (!element) return
    const selection = window.getSelection()
    if (!selection?.anchorNode || !element.contains(selection.anchorNode)) {
      element.focus()
      selection?.selectAllChildren(element)
      selection?.collapseToEnd()
    }
    run('insertText', text)
  }
  useImperativeHandle(writing, () => ({ insert }))
  const link = () => {
    const address = window.prompt(t('letters.rich.address'), 'https://')?.trim()
    if (!address || address === 'https://') return
    const whole = /^(https?:|mailto:|tel:)/i.test(address) ? address : `https://${address}`
    if (window.getSelection()?.isCollapsed) insert(whole)
    else run('createLink', whole)
  }
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length > 0) return
    event.preventDefault()
    document.execCommand('insertText', false, event.clipboardData.getData('text/plain'))
    changed()
  }
  return (
    <div className={css.rich}>
      <span id={`${id}-label`} className={css.label}>
        {label}
      </span>
      <div className={cx(css.box, Boolean(error) && css.wrong)}>
        <div className={css.tools} role="toolbar" aria-label={t('letters.rich.tools')}>
          {COMMANDS.map(([command, icon, word]) => (
            <Tooltip key={command} label={t(`letters.rich.${word}`)}>
              <ActionIcon
                aria-label={t(`letters.rich.${word}`)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => run(command)}
              >
                <Icon of={icon} />
              </ActionIcon>
            </Tooltip>
          ))}
          <Tooltip label={t('letters.rich.link')}>
            <ActionIcon
              aria-label={t('letters.rich.link')}
              onMouseDown={(event) => event.preventDefault()}
              onClick={link}
            >
              <Icon of={IconLink} />
            </ActionIcon>
          </Tooltip>
          {tools}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a text area cannot hold bold words or lists */}
        <div
          ref={field}
          role="textbox"
          tabIndex={0}
          contentEditable
          suppressContentEditableWarning
          aria-multiline="true"
          aria-labelledby={`${id}-label`}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className={cx(css.field, low && css.low)}
          onInput={changed}
          onPaste={paste}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && onSend) {
              event.preventDefault()
              onSend()
            }
          }}
        />
      </div>
      {error && (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      )}
    </div>
  )
}
