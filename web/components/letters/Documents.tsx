import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import css from './letters.module.css'
import { type Attachable, attachablesQuery, type Place } from './queries.ts'

export type Chosen = Pick<Attachable, 'kind' | 'id'>

type Props = {
  place: Place
  chosen: readonly Chosen[]
  onChange: (chosen: Chosen[]) => void
  error?: string | undefined
}

export const isSame = (one: Chosen, other: Chosen): boolean => one.kind === other.kind && one.id === other.id

/** Documents of the record that may go along; what has no file yet stands there and says why it cannot. */
export function Documents({ place, chosen, onChange, error }: Props) {
  const t = useT()
  const format = useFormat()
  const { data: offered = [] } = useQuery(attachablesQuery(place))
  if (offered.length === 0) return null
  const about = ({ size, held, changed, sentAt }: Attachable) =>
    [
      size === null && t('letters.documents.notMade'),
      held && t('letters.documents.held'),
      changed && t('letters.documents.changed'),
      sentAt && t('letters.documents.sentAt', { at: format.near(sentAt, { time: 'always' }) }),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <Checkbox.Group
      label={t('letters.documents')}
      value={offered.filter((one) => chosen.some((other) => isSame(one, other))).map(({ id }) => id)}
      onChange={(ids) => onChange(offered.filter(({ id }) => ids.includes(id)).map(({ kind, id }) => ({ kind, id })))}
      error={error}
    >
      <div className={css.documents}>
        {offered.map((one) => (
          <Checkbox
            key={one.id}
            value={one.id}
            label={one.name}
            description={about(one) || undefined}
            disabled={one.size === null || one.held}
          />
        ))}
      </div>
    </Checkbox.Group>
  )
}
