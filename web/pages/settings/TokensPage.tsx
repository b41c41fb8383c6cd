import { Button, CopyButton, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, data } from '../../api/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { notifyProblem } from '../../ui/notify.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { tokensQuery, useStaffRefresh } from './queries.ts'
import css from './Settings.module.css'
import { Settings } from './Settings.tsx'

export default function TokensPage() {
  const t = useT()
  const format = useFormat()
  const refresh = useStaffRefresh()
  const { data: tokens } = useQuery(tokensQuery)
  const [name, setName] = useState('')
  const [made, setMade] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const create = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const { token } = await data(api.POST('/api/tokens', { body: { name } }))
      setMade(token)
      setName('')
      setProblem(null)
    } catch (error) {
      setProblem(error)
    }
    await refresh()
  }
  const revoke = async (id: string) => {
    await data(api.DELETE('/api/tokens/{id}', { params: { path: { id } } })).catch(notifyProblem)
    await refresh()
  }
  return (
    <Settings title={t('settings.tokens')}>
      <Section title={t('settings.tokens.make')}>
        <form className={css.form} onSubmit={(event) => void create(event)}>
          <p className={css.about}>{t('settings.tokens.about')}</p>
          <ErrorSummary message={problem === null ? null : wordsOfProblem(problem)} />
          <TextInput
            label={t('settings.tokens.name')}
            placeholder={t('settings.tokens.example')}
            maxLength={80}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div className={css.row}>
            <Button type="submit" variant="filled" disabled={!name.trim()}>
              {t('settings.tokens.do')}
            </Button>
          </div>
          {made && (
            <div role="status">
              <p className={css.about}>{t('settings.tokens.once')}</p>
              <Secret text={made} />
            </div>
          )}
        </form>
      </Section>
      <Section title={t('settings.tokens.list')} count={tokens?.length}>
        {tokens?.length === 0 && <p className={css.about}>{t('settings.tokens.none')}</p>}
        <ul className={css.list}>
          {(tokens ?? []).map((token) => (
            <li key={token.id} className={css.item}>
              <div>
                <span className="w5">{token.name}</span>
                <div className={css.meta}>
                  {t('settings.tokens.since', { when: format.date(token.createdAt) })} ·{' '}
                  {token.lastUsedAt
                    ? t('settings.tokens.used', { when: format.near(token.lastUsedAt) })
                    : t('settings.tokens.unused')}
                </div>
              </div>
              <Button
                aria-label={t('settings.tokens.revokeOne', { name: token.name })}
                onClick={() => void revoke(token.id)}
              >
                {t('settings.tokens.revoke')}
              </Button>
            </li>
          ))}
        </ul>
      </Section>
    </Settings>
  )
}

/** A text to be taken away from here: a token, a link. */
export function Secret({ text }: { text: string }) {
  const t = useT()
  return (
    <div className={css.secret}>
      <code>{text}</code>
      <CopyButton value={text}>
        {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'settings.copied' : 'settings.copy')}</Button>}
      </CopyButton>
    </div>
  )
}
