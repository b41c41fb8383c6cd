import { Button, FileInput, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Page } from '../../components/shell/Page.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useT } from '../../i18n/words.ts'
import { paths } from '../../paths.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { GoTo, useGo } from '../../ui/GoTo.tsx'
import { wordsOfProblem } from '../../ui/problems.ts'
import { Section } from '../../ui/Section.tsx'
import { useSearchState } from '../../ui/use-search.ts'
import css from './imports.module.css'
import { importsQuery, sendImport, useImportKinds } from './queries.ts'

/** A file is chosen and sent; what was brought in lately. */
export default function ImportsPage() {
  const t = useT()
  const go = useGo()
  const format = useFormat()
  const [search, setSearch] = useSearchState()
  const kinds = useImportKinds()
  const nameOf = (key: string) => kinds.find((one) => one.key === key)?.name ?? key
  const kind = search.kind ?? 'lead'
  const [file, setFile] = useState<File | null>(null)
  const { data: imports } = useQuery(importsQuery)
  const send = useMutation({
    mutationFn: (chosen: File) => sendImport(kind, chosen),
    onSuccess: ({ id }) => go(paths.import(id)),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (file) send.mutate(file)
  }
  return (
    <Page title={t('imports.title')}>
      <div className={css.page}>
        <form className={css.form} onSubmit={submit}>
          <ErrorSummary message={send.error ? wordsOfProblem(send.error) : null} />
          <Select
            label={t('imports.kind')}
            value={kind}
            allowDeselect={false}
            searchable={kinds.length > 8}
            data={kinds.filter(({ open }) => open).map(({ key, name }) => ({ value: key, label: name }))}
            onChange={(chosen) => chosen && setSearch({ kind: chosen })}
          />
          <FileInput
            label={t('imports.file')}
            description={t('imports.file.about')}
            accept=".xlsx,.csv,.txt,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            value={file}
            onChange={(chosen) => {
              send.reset()
              setFile(chosen)
            }}
          />
          <div className={css.row}>
            <Button type="submit" variant="filled" disabled={!file} loading={send.isPending}>
              {t('imports.send')}
            </Button>
          </div>
        </form>
        <Section title={t('imports.lately')}>
          {imports?.length === 0 && <p className="ink-3">{t('imports.none')}</p>}
          <ul className={css.list}>
            {imports?.map((one) => (
              <li key={one.id}>
                <GoTo to={paths.import(one.id)} className="w5 cut">
                  {one.fileName}
                </GoTo>
                <span className="ink-3 nowrap">{format.short(one.createdAt)}</span>
                <span className="ink-2 t-s">
                  {nameOf(one.kind)}, {t('imports.rows', { count: one.total })}
                </span>
                <span className="ink-2 t-s">{t(one.stopped ? 'imports.stopped' : `imports.phase.${one.phase}`)}</span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </Page>
  )
}
