import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { matchesQuery, reasonOf } from '../../components/record/matches.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'

type Typed = Parameters<typeof matchesQuery>[0]

/** Whom we know already, while the person is still typing: a second card of the same is not made unseen. */
export function Known({ typed }: { typed: Typed }) {
  const t = useT()
  const [asked] = useDebouncedValue(typed, 250)
  const { data: matches } = useQuery(matchesQuery(asked))
  const known = [
    ...(matches?.contacts ?? []).map(({ contact, by }) => ({ to: paths.contact(contact.id), name: contact.name, by })),
    ...(matches?.companies ?? []).map(({ company, by }) => ({ to: paths.company(company.id), name: company.name, by })),
  ]
  if (known.length === 0) return null
  return (
    <div role="status">
      <p className="w5">{t('cards.known')}</p>
      <ul>
        {known.slice(0, 5).map((one) => (
          <li key={one.to}>
            <GoTo to={one.to}>{one.name}</GoTo> <span className="ink-3">{reasonOf(one.by)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
