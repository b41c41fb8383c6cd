import { Button } from '@mantine/core'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { ApiProblem } from '../../api/problem.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import css from './Broken.module.css'

/** A page that threw. Says what to do, never what the stack was. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const t = useT()
  const router = useRouter()
  return (
    <div className={css.broken} role="alert">
      <h1>{t('shell.broken.title')}</h1>
      <p>{error instanceof ApiProblem ? wordsOfProblem(error) : t('shell.broken.text')}</p>
      <Button
        variant="filled"
        onClick={() => {
          reset()
          void router.invalidate()
        }}
      >
        {t('shell.broken.retry')}
      </Button>
    </div>
  )
}

export function Missing() {
  const t = useT()
  return (
    <main className={css.broken}>
      <h1>{t('shell.missing.title')}</h1>
      <p>{t('shell.missing.text')}</p>
      <GoTo to={paths.myDay} className={css.home}>
        {t('shell.missing.home')}
      </GoTo>
    </main>
  )
}
