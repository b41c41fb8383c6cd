import { Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, data } from '../../../api/client.ts'
import { useMe } from '../../../api/session.ts'
import { registerQuery } from '../../../components/details/queries.ts'
import { useT } from '../../../i18n/words.ts'
import { Field } from '../../../ui/Field.tsx'
import { notifyProblem } from '../../../ui/notify.tsx'
import { Section } from '../../../ui/Section.tsx'
import { version } from '../queries.ts'
import css from '../Settings.module.css'

/** The register customers may find themselves in by their NIP. */
export function Register() {
  const t = useT()
  const client = useQueryClient()
  const { can } = useMe()
  const { data: register } = useQuery(registerQuery)
  const save = async (set: { active?: boolean; url?: string }, seen: number | undefined) => {
    try {
      await data(api.PATCH('/api/nip-register', { headers: version(seen), body: set }))
    } finally {
      await client.invalidateQueries({ queryKey: registerQuery.queryKey })
    }
  }
  if (!register || can['nip_register.manage'] === 'none') return null
  return (
    <Section title={t('details.register')}>
      <p className={css.about}>{t('details.register.about')}</p>
      <Switch
        label={t('details.register.active')}
        checked={register.active}
        onChange={(event) =>
          void save({ active: event.currentTarget.checked }, register.version).catch((problem) =>
            notifyProblem(problem, 'register'),
          )
        }
      />
      <Field
        label={t('details.register.url')}
        value={register.url}
        version={register.version}
        onSave={(url, seen) => save({ url: url.trim() }, seen)}
      />
    </Section>
  )
}
