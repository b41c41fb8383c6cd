import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { pathOf, paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import css from './Mentions.module.css'
import type { Mention } from './types.ts'

export function Mentions({ mentions }: { mentions: Mention[] }) {
  const t = useT()
  const format = useFormat()
  if (mentions.length === 0) return null
  return (
    <Section title={t('myDay.mentions')} count={mentions.length}>
      <ul>
        {mentions.map((mention) => (
          <li key={mention.id}>
            <GoTo to={pathOf(mention.subject.kind, mention.subject.id) ?? paths.myDay} className={css.row}>
              <Avatar id={mention.person.id} name={mention.person.name} />
              <span className={css.words}>
                <span className="w5 cut">{mention.person.name}</span>
                <span className="t-xs ink-2 cut">„{mention.text}”</span>
              </span>
              <time className={css.when} dateTime={mention.at}>
                {format.short(mention.at)}
              </time>
            </GoTo>
          </li>
        ))}
      </ul>
    </Section>
  )
}
