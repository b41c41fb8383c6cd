import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { startQuery } from '../../api/session.ts'
import { switchLocale, useLocale, useT } from '../../i18n/words.ts'
import { Logo } from '../../ui/Token.tsx'
import css from './Door.module.css'
import { ReadyProcesses } from './ReadyProcesses.tsx'

type Props = {
  title: string
  lead?: ReactNode
  children: ReactNode
}

/** Every page outside the house: what to do on the left, what it is good for on the right. */
export function Door({ title, lead, children }: Props) {
  const t = useT()
  const locale = useLocale()
  const { data: start } = useQuery(startQuery)
  useEffect(() => {
    document.title = `${title} · Tok`
  }, [title])
  return (
    <div className={css.first}>
      <main className={css.main}>
        <div className={css.brand}>
          <Logo />
          Tok
        </div>
        <div className={css.work}>
          <h1>{title}</h1>
          {lead && <p className={css.lead}>{lead}</p>}
          {children}
        </div>
        <footer className={css.foot}>
          <span className="row">
            {(['pl', 'en'] as const).map((key, at) => (
              <span key={key} className="row">
                {at > 0 && <span aria-hidden>·</span>}
                <button
                  type="button"
                  lang={key}
                  aria-current={locale === key}
                  className={css.language}
                  onClick={() => void switchLocale(key)}
                >
                  {t(`shell.language.${key}`)}
                </button>
              </span>
            ))}
          </span>
          <span>
            {start?.version
              ? t('first.version', { version: start.version, host: location.host })
              : `Tok, ${location.host}`}
          </span>
        </footer>
      </main>
      <aside className={css.aside}>
        <ReadyProcesses />
      </aside>
    </div>
  )
}
