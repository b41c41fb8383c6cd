import { Button, FileButton } from '@mantine/core'
import { IconFileTypeDocx, IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Fragment } from 'react'
import { PICTURES, type Picture } from '../../../../pure/documents/template.ts'
import { api, data } from '../../../api/client.ts'
import { problemOfResponse } from '../../../api/problem.ts'
import { type Letterhead, letterheadQuery, templatesQuery } from '../../../components/documents/queries.ts'
import { useT } from '../../../i18n/words.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { Field } from '../../../ui/Field.tsx'
import { GoTo, useGo } from '../../../ui/GoTo.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { notifyProblem } from '../../../ui/notify.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { version } from '../queries.ts'
import css from '../Settings.module.css'
import { Settings } from '../Settings.tsx'
import { Register } from './Register.tsx'
import { useSections } from './sections.ts'

/** Templates of documents, and what every document says of us. */
export default function DocumentsPage() {
  const t = useT()
  const go = useGo()
  const sections = useSections()
  const { data: templates, error, refetch } = useQuery(templatesQuery())
  return (
    <Settings
      title={t('documents.templates.title')}
      right="document_template.update"
      actions={
        <>
          <Button
            variant="filled"
            leftSection={<Icon of={IconPlus} />}
            onClick={() => go(paths.settingsDocumentTemplate('new'))}
          >
            {t('documents.templates.add')}
          </Button>
          <Button
            leftSection={<Icon of={IconFileTypeDocx} />}
            onClick={() => go(paths.settingsDocumentTemplate('word'))}
          >
            {t('documents.word.add')}
          </Button>
        </>
      }
    >
      <Section title={t('documents.templates.title')} count={templates?.length}>
        <p className={css.about}>{t('documents.templates.about')}</p>
        {!templates && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} />)}
        {templates?.length === 0 && <EmptyState>{t('documents.templates.none')}</EmptyState>}
        <ul className={css.list}>
          {templates?.map((template) => (
            <li key={template.id} className={css.item}>
              <span>
                <GoTo to={paths.settingsDocumentTemplate(template.id)}>{template.name}</GoTo>
                <br />
                <span className={css.meta}>
                  {[
                    t(`documents.kind.${template.kind}`),
                    sections.get(template.section) ?? template.section,
                    t(`shell.language.${template.locale}`),
                    template.file ? t('documents.word') : '',
                    template.shipped && template.version === 1 ? t('documents.templates.shipped') : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <LetterheadFields />
      <Register />
    </Settings>
  )
}

const FIELDS = ['address', 'email', 'phone', 'bankAccount', 'representative'] as const

function LetterheadFields() {
  const t = useT()
  const client = useQueryClient()
  const { data: letterhead, error, refetch } = useQuery(letterheadQuery)
  const refresh = () => client.invalidateQueries({ queryKey: letterheadQuery.queryKey })
  const save = async (set: Partial<Letterhead>, seen: number | undefined) => {
    try {
      await data(api.PATCH('/api/letterhead', { headers: version(seen), body: set }))
    } finally {
      await refresh()
    }
  }
  const send = async (picture: Picture, file: File | null) => {
    if (!file) return
    try {
      const headers = { 'content-type': 'application/octet-stream' }
      const answer = await fetch(`/api/letterhead/${picture}`, { method: 'PUT', body: file, headers })
      if (!answer.ok) throw await problemOfResponse(answer)
      await refresh()
    } catch (problem) {
      notifyProblem(problem, picture)
    }
  }
  const drop = async (picture: Picture) => {
    try {
      await data(api.DELETE('/api/letterhead/{picture}', { params: { path: { picture } } }))
      await refresh()
    } catch (problem) {
      notifyProblem(problem, picture)
    }
  }
  if (!letterhead) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Skeleton rows={4} />
  return (
    <Section title={t('documents.letterhead')}>
      <p className={css.about}>{t('documents.letterhead.about')}</p>
      {FIELDS.map((key) => (
        <Field
          key={key}
          label={t(`documents.letterhead.${key}`)}
          value={letterhead[key]}
          version={letterhead.version}
          {...(key === 'address' ? { type: 'lines' as const } : {})}
          onSave={(value, seen) => save({ [key]: value.trim() }, seen)}
        />
      ))}
      {PICTURES.map((picture) => (
        <Fragment key={picture}>
          <Field label={t(`documents.letterhead.${picture}`)} value={letterhead[picture] ? picture : ''}>
            {letterhead[picture] && (
              <img
                src={`/api/letterhead/${picture}?v=${letterhead.version}`}
                alt={t(`documents.letterhead.${picture}`)}
                style={{ maxHeight: 64, maxWidth: 200, background: '#fff' }}
              />
            )}
          </Field>
          <div className={css.row}>
            <FileButton accept="image/png,image/jpeg" onChange={(file) => void send(picture, file)}>
              {(props) => <Button {...props}>{t(`documents.letterhead.choose.${picture}`)}</Button>}
            </FileButton>
            {letterhead[picture] && (
              <Button onClick={() => void drop(picture)}>{t(`documents.letterhead.drop.${picture}`)}</Button>
            )}
          </div>
        </Fragment>
      ))}
    </Section>
  )
}
