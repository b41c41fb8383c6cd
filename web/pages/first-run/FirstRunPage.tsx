import { IconArrowRight, IconBuilding, IconFlask } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, data } from '../../api/client.ts'
import { startQuery } from '../../api/session.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { cx } from '../../ui/cx.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Door } from './Door.tsx'
import css from './FirstRunPage.module.css'
import { SignInForm } from './SignInForm.tsx'

export default function FirstRunPage() {
  const t = useT()
  const go = useGo()
  const queryClient = useQueryClient()
  const { data: start } = useQuery(startQuery)
  const demo = useMutation({
    mutationFn: () => data(api.POST('/api/demo', { body: {} })),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: startQuery.queryKey })
      go(paths.signIn, { replace: true })
    },
  })
  // Once a company is there, this page has nothing to offer.
  useEffect(() => {
    if (start?.state === 'ready' && !demo.isPending) go(paths.signIn, { replace: true })
  }, [start?.state, demo.isPending, go])

  return (
    <Door title={t('first.title')} lead={t('first.lead')}>
      <div className={css.options}>
        <GoTo to={paths.setupCompany} className={cx(css.option, css.main)}>
          <span className={css.icon}>
            <Icon of={IconBuilding} size={20} />
          </span>
          <span>
            <b>{t('first.company')}</b>
            <span className={css.note}>{t('first.company.note')}</span>
          </span>
          <Icon of={IconArrowRight} />
        </GoTo>
        <button
          type="button"
          className={css.option}
          aria-busy={demo.isPending}
          onClick={() => !demo.isPending && demo.mutate()}
        >
          <span className={css.icon}>
            <Icon of={IconFlask} size={20} />
          </span>
          <span>
            <b>{t('first.demo')}</b>
            <span className={css.note} role={demo.isPending ? 'status' : undefined}>
              {t(demo.isPending ? 'first.demo.preparing' : 'first.demo.note')}
            </span>
          </span>
          <Icon of={IconArrowRight} />
        </button>
        {demo.isError && <ErrorSummary message={wordsOfProblem(demo.error)} />}
      </div>
      <h2 className={css.account}>{t('first.account')}</h2>
      <SignInForm />
    </Door>
  )
}
