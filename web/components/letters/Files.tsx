import { ActionIcon } from '@mantine/core'
import { IconPaperclip, IconX } from '@tabler/icons-react'
import { useLocale, useT } from '../../i18n/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import css from './letters.module.css'

interface Shown {
  id: string
  name: string
  size: number
  href?: string
}

/** '84 kB', '1,2 MB'. */
function sizeOf(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB']
  const digits = value < 10 && unit === 'MB' ? 1 : 0
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(Math.max(value, 0.1))}\u00a0${unit}`
}

/** Files of a message: to take out while it is written, to keep when it came. */
export function Files({ files, onRemove }: { files: Shown[]; onRemove?: (id: string) => void }) {
  const t = useT()
  const locale = useLocale()
  if (files.length === 0) return null
  return (
    <ul className={css.files} aria-label={t('letters.files')}>
      {files.map(({ id, name, size, href }) => (
        <li key={id}>
          <Icon of={IconPaperclip} size={14} />
          {href ? (
            <a href={href} download={name} className="cut">
              {name}
            </a>
          ) : (
            <span className="cut">{name}</span>
          )}
          <span className="ink-3">{sizeOf(size, locale)}</span>
          {onRemove && (
            <ActionIcon aria-label={t('letters.files.remove', { name })} onClick={() => onRemove(id)}>
              <Icon of={IconX} size={14} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  )
}
