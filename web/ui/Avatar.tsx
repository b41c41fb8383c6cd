import { initials } from '../../pure/names.ts'
import css from './Avatar.module.css'
import { cx } from './cx.ts'

const TONES = 5

/** The same person has the same soft colour everywhere. */
function toneOf(id: string): number {
  let sum = 0
  for (let at = 0; at < id.length; at++) sum = (sum * 31 + id.charCodeAt(at)) >>> 0
  return sum % TONES
}

type Props = {
  /** What the colour is chosen by. */
  id: string
  name: string
  size?: 22 | 32 | 40
  /** Companies are square, people round. */
  square?: boolean
  /** Say the name when no text beside does. */
  named?: boolean
}

export function Avatar({ id, name, size = 22, square, named }: Props) {
  return (
    <span
      className={cx(css.avatar, css[`size${size}`], css[`tone${toneOf(id)}`], square && css.square)}
      role={named ? 'img' : undefined}
      aria-label={named ? name : undefined}
      aria-hidden={named ? undefined : true}
      title={named ? name : undefined}
    >
      {initials(name)}
    </span>
  )
}
