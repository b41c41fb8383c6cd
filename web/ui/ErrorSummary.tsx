import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useT } from '../i18n/words.ts'
import css from './ErrorSummary.module.css'
import { Icon } from './Icon.tsx'

type Props = {
  /** The sentence of a problem that belongs to no field. */
  message?: string | null
  /** Wrong fields: the id of each control, with its words. */
  fields?: { id: string; message: string }[]
}

/** Above a form that could not be saved; takes the focus, so that it is read out and each field is one press away. */
export function ErrorSummary({ message, fields = [] }: Props) {
  const t = useT()
  const box = useRef<HTMLDivElement>(null)
  const said = `${message ?? ''}${fields.map((field) => field.id).join()}`
  useEffect(() => {
    if (said) box.current?.focus()
  }, [said])
  if (!said) return null
  return (
    <div ref={box} className={css.box} role="alert" tabIndex={-1}>
      <Icon of={IconAlertTriangle} />
      <div>
        <p className="w5">{message ?? t('ui.errors', { count: fields.length })}</p>
        {fields.length > 1 && (
          <ul>
            {fields.map((field) => (
              <li key={field.id}>
                <a
                  href={`#${field.id}`}
                  onClick={(event) => {
                    event.preventDefault()
                    document.getElementById(field.id)?.focus()
                  }}
                >
                  {field.message}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
