import { useT } from '../../i18n/words.ts'
import { Section } from '../../ui/Section.tsx'
import { Secret } from '../settings/TokensPage.tsx'
import css from './forms.module.css'
import type { Form } from './queries.ts'

/** Three ways in: a page of its own, a web site, a program. */
export function Publish({ form }: { form: Form }) {
  const t = useT()
  const answers = Object.fromEntries(form.definition.fields.slice(0, 3).map((field) => [field.key, '…']))
  const api = `${new URL(form.address).origin}/api/forms/${form.id}/submissions`
  return (
    <>
      {!form.active && <p className={css.about}>{t('forms.publish.off')}</p>}
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
