import { Switch } from '@mantine/core'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { GoTo } from '../../ui/GoTo.tsx'
import { Section } from '../../ui/Section.tsx'
import { Secret } from '../settings/TokensPage.tsx'
import css from './forms.module.css'
import type { Form } from './queries.ts'

type Props = { form: Form; disabled: boolean; onPublic: (open: boolean) => void }

/** The ways in: by whoever is signed in, and where it is open a page of its own, a web site; a program. */
export function Publish({ form, disabled, onPublic }: Props) {
  const t = useT()
  const answers = Object.fromEntries(form.definition.fields.slice(0, 3).map((field) => [field.key, '…']))
  const { origin } = new URL(form.address)
  const api = `${origin}/api/forms/${form.id}/submissions`
  return (
    <>
      {!form.active && <p className={css.about}>{t('forms.publish.off')}</p>}
      <Section title={t('forms.publish.tok')}>
        <p className={css.about}>{t('forms.publish.tokAbout')}</p>
        <Secret text={`${origin}${paths.formFill(form.id)}`} />
        <p className={css.about}>
          <GoTo to={paths.formFill(form.id)}>{t('forms.fill')}</GoTo>
        </p>
      </Section>
      <Switch
        label={t('forms.publish.public')}
        description={t('forms.publish.publicAbout')}
        className={css.open}
        checked={form.public}
        disabled={disabled}
        onChange={(event) => onPublic(event.currentTarget.checked)}
      />
      {form.public && (
        <>
          <Section title={t('forms.publish.page')}>
            <p className={css.about}>{t('forms.publish.pageAbout')}</p>
            <Secret text={form.address} />
            <p className={css.about}>
              <a href={form.address} target="_blank" rel="noreferrer">
                {t('forms.publish.open')}
              </a>
            </p>
          </Section>
          <Section title={t('forms.publish.site')}>
            <p className={css.about}>{t('forms.publish.siteAbout')}</p>
            <Secret text={form.snippet} />
          </Section>
        </>
      )}
      <Section title={t('forms.publish.program')}>
        <p className={css.about}>{t('forms.publish.programAbout')}</p>
        <Secret
          text={`curl -X POST ${api} -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' -d '${JSON.stringify({ answers })}'`}
        />
      </Section>
      <p className={css.about}>{t('forms.publish.guard')}</p>
    </>
  )
}
