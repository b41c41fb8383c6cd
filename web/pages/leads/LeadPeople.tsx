import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { colleaguesQuery, recordTasksQuery, timelineQuery } from '../../components/record/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Section } from '../../ui/Section.tsx'
import css from './LeadPeople.module.css'
import type { LeadWithRights } from './queries.ts'

/** Who has to do with the lead: its owner, who has tasks about it, who was told of it or did something lately. */
export function LeadPeople({ lead }: { lead: LeadWithRights }) {
  const t = useT()
  const format = useFormat()
  const { data: colleagues = [] } = useQuery(colleaguesQuery)
  const { data: tasks = [] } = useQuery(recordTasksQuery('lead', lead.id))
  const { data: timeline } = useInfiniteQuery(timelineQuery('lead', lead.id, null))
  const people = new Map<string, { name: string; role: string }>()
  const add = (id: string | null | undefined, name: string | null | undefined, role: string) => {
    if (id && name && !people.has(id)) people.set(id, { name, role })
  }
  add(
    lead.owner?.id,
    lead.owner?.name,
    t('leads.people.owner', { when: format.near(lead.acceptedAt ?? lead.createdAt, { time: 'never' }) }),
  )
  for (const task of tasks) add(task.assignee?.id, task.assignee?.name, t('leads.people.task'))
  const entries = timeline?.pages.flatMap((page) => page.items) ?? []
  for (const entry of entries) {
    if (entry.actor.kind === 'user') {
      add(entry.actor.id, entry.actor.name, t('leads.people.acted', { when: format.near(entry.at, { time: 'never' }) }))
    }
  }
  for (const entry of entries) {
    const recipients = entry.name === 'notice.sent' ? (entry.payload.recipients as string[] | undefined) : undefined
    // A whole department that was offered the request has nothing to do with it any more.
    if (recipients?.length === 1) add(recipients[0], entry.names[recipients[0] as string], t('leads.people.told'))
  }
  if (people.size === 0) return null
  const away = new Set(colleagues.filter((person) => person.away).map((person) => person.id))
  return (
    <Section title={t('leads.people')}>
      <ul>
        {[...people].map(([id, { name, role }]) => (
          <li key={id} className={css.person}>
            <Avatar id={id} name={name} />
            <span className="cut">{away.has(id) ? t('record.person.away', { name }) : name}</span>
            <span className={css.role}>{role}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
