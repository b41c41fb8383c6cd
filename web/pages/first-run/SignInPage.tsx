import { IconArrowRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { startQuery } from '../../api/session.ts'
import { useT, wordsOf } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Door } from './Door.tsx'
import first from './FirstRunPage.module.css'
import { SignInForm } from './SignInForm.tsx'
import css from './SignInPage.module.css'
import { useEnterDemo } from './session-actions.ts'

export default function SignInPage() {
  const t = useT()
  const go = useGo()
  const { data: start } = useQuery(startQuery)
  const enter = useEnterDemo()
  useEffect(() => {
    if (start?.state === 'empty') go(paths.setup, { replace: true })
  }, [start?.state, go])

  const people = start?.demo ? (start.people ?? []) : []
  if (people.length > 0) {
    return (
      <Door title={t('signIn.demo')} lead={t('signIn.demo.lead')}>
        <ul className={css.people}>
          {people.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                className={css.person}
                disabled={enter.isPending}
                onClick={() => enter.mutate(person.id)}
              >
                <Avatar id={person.id} name={person.name} size={32} />
                <span>
                  <b>{person.name}</b>
                  <span className={css.title}>{person.title || wordsOf(`role.${person.role}`)}</span>
                </span>
                <Icon of={IconArrowRight} />
              </button>
            </li>
          ))}
        </ul>
        {enter.isError && <ErrorSummary message={wordsOfProblem(enter.error)} />}
        <h2 className={first.account}>{t('first.account')}</h2>
        <SignInForm />
      </Door>
    )
  }
  return (
    <Door title={t('signIn.title')} lead={start?.companyName && t('signIn.lead', { company: start.companyName })}>
      <SignInForm main />
    </Door>
  )
}
